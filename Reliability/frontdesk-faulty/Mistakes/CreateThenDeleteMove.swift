import Desk
import Scheduling
import Synchronization

/// Events that stand in another's place, until the ledger knows them.
final class ReplacedEvents: Sendable {
  struct Replacement: Hashable, Sendable {
    let attempt: Attempt
    let event: PlacedEvent
  }

  private let replacements = Mutex<[AttemptToken: Replacement]>([:])

  subscript(_ attempt: Attempt) -> Replacement? {
    get { replacements.withLock { $0[attempt.token] } }
    set { replacements.withLock { $0[attempt.token] = newValue } }
  }

  func current(_ attempt: Attempt) -> Attempt { self[attempt]?.attempt ?? attempt }
}

/// A move makes a new event and then deletes the old one, instead of changing the time of the one there is.
struct ReplacingCalendars: CalendarsInFront {
  let behind: any Calendars
  let ledger: any Ledger
  let moves: ReplacedEvents

  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome {
    let old = moves.current(shift.attempt)
    switch await behind.find(old, by: deadline) {
    case .standing(shift.to, _, _): return .shifted
    case .standing(shift.from, _, _): break
    case .standing(let elsewhere, let revision, _): return .edited(elsewhere, revision: revision)
    case .missing: return .missing
    case .unknown(let trouble): return .unknown(trouble)
    }
    guard let placement = await placement(shift, after: old) else { return .unknown(.unreachable) }
    switch await behind.place(placement, by: deadline) {
    case .placed(let event):
      guard await behind.extinguish(old, tellingGuests: false, by: deadline) == .gone else {
        return .unknown(.unreachable)
      }
      moves[shift.attempt] = ReplacedEvents.Replacement(attempt: placement.attempt, event: event)
      return .shifted
    case .spent: return .unknown(.unreachable)
    case .refused(let trouble): return .refused(trouble)
    case .unknown(let trouble): return .unknown(trouble)
    }
  }

  private func placement(_ shift: Shift, after old: Attempt) async -> Placement? {
    do throws(LedgerFailure) {
      guard let booking = try await ledger.booking(old.booking) else { return nil }
      let attempt = Attempt(
        booking: old.booking, generation: old.generation + 1,
        token: AttemptToken(Randomness.system.hexadecimal(bytes: 16)), calendar: old.calendar)
      return Placement(
        attempt: attempt, desk: booking.desk, offering: booking.offering, host: booking.host, period: shift.to,
        zone: shift.zone, summary: booking.details.summary)
    } catch {
      return nil
    }
  }

  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    let current = Inspection(
      attempt: moves.current(inspection.attempt), period: inspection.period, window: inspection.window,
      others: inspection.others)
    return await behind.look(current, by: deadline)
  }

  func extinguish(_ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline) async -> ExtinctionOutcome {
    await behind.extinguish(moves.current(attempt), tellingGuests: tellingGuests, by: deadline)
  }

  func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    await behind.dress(moves.current(attempt), dress, by: deadline)
  }

  func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome {
    await behind.find(moves.current(attempt), by: deadline)
  }
}

/// Stores the new event when the move is stored.
struct ReplacingLedger: LedgerInFront {
  let behind: any Ledger
  let moves: ReplacedEvents

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    let outcome = try await behind.advance(booking, epoch: epoch, by: change, at: now)
    guard case .advanced(var moved, let answer) = outcome, moved.state == .confirmed,
      let replacement = moves[moved.attempt]
    else { return outcome }
    moved.attempt = replacement.attempt
    moved.event = replacement.event
    let stored = try await behind.restore(moved, raising: nil, at: now)
    return .advanced(stored, answer: answer)
  }
}
