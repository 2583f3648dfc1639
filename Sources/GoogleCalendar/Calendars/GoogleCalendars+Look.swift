package import Desk
import Scheduling

extension GoogleCalendars {
  /// How often a list that does not hold the own event is asked for again.
  private static let furtherLooks = 2

  package func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    let booked = inspection.attempt.calendar
    let own = inspection.attempt.token.eventID
    let others = inspection.others.filter { !Self.isSame($0, as: booked) }
    async let witness = witness(inspection, by: deadline)
    let readings = await read(others, in: inspection.window, for: .look(own), by: deadline)
    var sightings: [Sighting] = []
    let ownSeen: Bool
    switch await witness {
    case .success(let seen):
      ownSeen = seen.own
      sightings += seen.others.map(\.sighting)
    case .failure(let failure):
      return .unknown(failure.trouble)
    }
    for reading in readings.values {
      switch reading {
      // Under a second name of the booked calendar the own event is seen once more.
      case .success(let blocks): sightings += blocks.filter { $0.event != own }.map(\.sighting)
      case .failure(let failure): return .unknown(failure.trouble)
      }
    }
    return .looked(ownSeen: ownSeen, inTheWay: sightings.sorted { $0.period.start < $1.period.start })
  }

  /// Whether both are one calendar, perhaps through two accounts; its free/busy would show our own event as somebody's.
  private static func isSame(_ one: CalendarReference, as other: CalendarReference) -> Bool {
    ResourceID(one) == ResourceID(other)
  }

  private struct Witness: Sendable {
    let own: Bool
    let others: [Block]
  }

  /// Lists the booked calendar until the own event is in the list, which then holds everything that was committed before
  /// it (assumption A1 of the booking protocol). Never by free/busy, which does not say whose a period is.
  private func witness(_ inspection: Inspection, by deadline: Deadline) async -> Result<Witness, GoogleFailure> {
    let id = inspection.attempt.token.eventID
    var looks = 0
    while true {
      do throws(GoogleFailure) {
        let (blocks, _) = try await blocks(
          of: inspection.attempt.calendar, in: inspection.window, for: .look(id), by: deadline)
        let own = blocks.contains {
          $0.event == id && $0.booking == inspection.attempt.booking && $0.period == inspection.period
        }
        let seen = Witness(own: own, others: blocks.filter { $0.event != id })
        looks += 1
        guard !own, looks <= Self.furtherLooks, await pause(.milliseconds(150), by: deadline) else {
          return .success(seen)
        }
      } catch {
        return .failure(error)
      }
    }
  }

  /// Whether there was time for the pause.
  func pause(_ duration: Duration, by deadline: Deadline) async -> Bool {
    guard deadline.remaining(on: clock) > duration else { return false }
    do {
      try await clock.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }
}
