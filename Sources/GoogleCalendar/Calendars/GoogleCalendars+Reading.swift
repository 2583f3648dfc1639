import Desk
import Scheduling

/// Something that takes time in a calendar.
struct Block: Hashable, Sendable {
  let period: Interval
  /// `nil` when it is known from free/busy only.
  var event: EventID?
  /// The booking of this ledger that it was written for.
  var booking: BookingID?
  /// The occasion of that booking, where its mark names this ledger.
  var occasion: OccasionID?
  /// Whether its mark names this ledger; of no account in a foreign event.
  var isSigned = true

  /// All that the desk is told of it.
  var sighting: Sighting {
    Sighting(
      period: period, mark: booking.map { .ours($0, occasion: isSigned ? occasion : nil) } ?? .foreign,
      isSigned: booking == nil || isSigned)
  }
}

extension GoogleCalendars {
  typealias Reading = Result<[Block], GoogleFailure>

  /// What takes time in each calendar within the window; every calendar asked for is in the answer.
  func read(
    _ calendars: [CalendarReference], in window: Interval, for errand: Errand, by deadline: Deadline
  ) async -> [CalendarReference: Reading] {
    let asked = Set(calendars)
    let known = asked.filter { hidden.contains($0) }
    async let remembered = freeBusy(of: Array(known), in: window, for: errand, by: deadline)
    var listings = await list(asked.subtracting(known), in: window, for: errand, by: deadline)
    var periods = await remembered
    // What free/busy does not tell any more may be listed again.
    let doubtful = known.filter { periods[$0]?.isKnown != true }
    listings.merge(await list(doubtful, in: window, for: errand, by: deadline)) { first, _ in first }
    let unlisted = listings.filter { $0.value.isHidden && periods[$0.key] == nil }.map(\.key)
    periods.merge(await freeBusy(of: unlisted, in: window, for: errand, by: deadline)) { first, _ in first }
    var readings: [CalendarReference: Reading] = [:]
    for calendar in asked {
      guard let listed = listings[calendar] else {
        readings[calendar] = periods[calendar]
        continue
      }
      readings[calendar] = listed.combined(with: periods[calendar])
      learn(listed, periods[calendar], of: calendar)
    }
    return readings
  }

  private func list(
    _ calendars: Set<CalendarReference>, in window: Interval, for errand: Errand, by deadline: Deadline
  ) async -> [CalendarReference: Listed] {
    await withTaskGroup(of: (CalendarReference, Listed).self) { group in
      for calendar in calendars {
        group.addTask { (calendar, await self.list(calendar, in: window, for: errand, by: deadline)) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  private func learn(_ listed: Listed, _ periods: Reading?, of calendar: CalendarReference) {
    if case .seen = listed { hidden.forget(calendar) }
    if listed.isHidden, periods?.isKnown == true { hidden.remember(calendar) }
  }

  /// What `events.list` made of a calendar.
  enum Listed: Sendable {
    case seen([Block])
    /// The account sees no details: the bare rows, all taken as blocking.
    case bare([Block])
    case refused(GoogleFailure)

    var isHidden: Bool {
      switch self {
      case .seen: false
      case .bare, .refused(.forbidden), .refused(.scopeMissing): true
      case .refused: false
      }
    }

    /// Free/busy goes before bare rows, because it leaves out what the owner marked as free. What cannot be had either
    /// way is as unknown as the list left it.
    func combined(with freeBusy: Reading?) -> Reading {
      switch (self, freeBusy) {
      case (.seen(let blocks), _): .success(blocks)
      case (.bare, .success(let blocks)?), (.refused, .success(let blocks)?): .success(blocks)
      case (.bare(let blocks), _): .success(blocks)
      case (.refused(.scopeMissing), .failure(let failure)?): .failure(failure)
      case (.refused(let failure), _): .failure(failure)
      }
    }
  }

  private func list(
    _ calendar: CalendarReference, in window: Interval, for errand: Errand, by deadline: Deadline
  ) async -> Listed {
    do throws(GoogleFailure) {
      let (blocks, role) = try await blocks(of: calendar, in: window, for: errand, by: deadline)
      return role == .freeBusyReader ? .bare(blocks) : .seen(blocks)
    } catch {
      return .refused(error)
    }
  }

  /// What blocks within the window, by `events.list`.
  func blocks(
    of calendar: CalendarReference, in window: Interval, for errand: Errand, by deadline: Deadline
  ) async throws(GoogleFailure) -> ([Block], AccessRole?) {
    // Which all-day events Google takes for inside depends on a zone (facts 6): ask for more and choose here.
    let wide = window.padded(before: .days(1), after: .days(1))
    let listing = try await client.events(in: calendar, window: wide, for: errand, by: deadline)
    let zone = CalendarZone(listing.timeZone, from: zones)
    var blocks: [Block] = []
    for event in listing.events where event.blocks {
      guard let period = try event.period(in: zone), period.overlaps(window) else { continue }
      blocks.append(
        Block(
          period: period, event: event.id.map { EventID($0) }, booking: event.booking(in: ledger),
          occasion: EventMark(of: event).occasion,
          isSigned: EventMark(of: event)[.ledger] == ledger.rawValue))
    }
    return (blocks, listing.accessRole)
  }
}

extension Result {
  fileprivate var isKnown: Bool { if case .success = self { true } else { false } }
}
