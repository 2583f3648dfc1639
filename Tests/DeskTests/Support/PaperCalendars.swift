import Desk
import Scheduling
import Synchronization

/// A calendar provider on paper: keeps events in memory, and has scripted troubles.
final class PaperCalendars: Calendars {
  struct Entry: Hashable {
    var period: Interval
    let attempt: Attempt?
    var guests: [String] = []
    var revision = 1

    var sighting: Sighting { Sighting(period: period, mark: attempt.map { .ours($0.booking) } ?? .foreign) }
  }

  struct State {
    var entries: [CalendarReference: [Entry]] = [:]
    var burned: Set<AttemptToken> = []
    var standing: [AccountID: AccountStanding] = [:]
    var unreadable: [CalendarReference: CalendarTrouble] = [:]
    /// Taken from the front, one for each call; when it is empty the calendar behaves.
    var placements: [Fault] = []
    var looks: [LookOutcome] = []
    var extinctions: [ExtinctionOutcome] = []
    var dresses: [DressOutcome] = []
    var shifts: [Fault] = []
    var finds: [FindOutcome] = []
    /// What ``Calendars/marked(in:since:by:)`` finds.
    var marked: [CalendarReference: [MarkedEvent]] = [:]
    var calls: [String] = []
    /// Done once, just after the next event was placed or shifted: an owner who is quick.
    var afterPlacement: [CalendarReference: Interval] = [:]
  }

  enum Fault {
    case lostBefore(CalendarTrouble)
    case lostAfter(CalendarTrouble)
    case refused(CalendarTrouble)
    case spent
    case none
  }

  let clock: ManualClock
  let state = Mutex(State())

  init(clock: ManualClock) { self.clock = clock }

  func add(_ period: Interval, to calendar: CalendarReference) {
    state.withLock { $0.entries[calendar, default: []].append(Entry(period: period, attempt: nil)) }
  }

  func ours(in calendar: CalendarReference) -> [Entry] {
    state.withLock { $0.entries[calendar, default: []].filter { $0.attempt != nil } }
  }

  var calls: [String] { state.withLock { $0.calls } }

  /// The owner takes every event of ours in the calendar and puts it there.
  func ownerMoves(_ calendar: CalendarReference, to period: Interval) {
    state.withLock { state in
      state.entries[calendar] = state.entries[calendar, default: []].map { entry in
        var entry = entry
        if entry.attempt != nil { entry.period = period }
        return entry
      }
    }
  }

  /// The owner deletes every event of ours in the calendar.
  func ownerDeletes(_ calendar: CalendarReference) {
    state.withLock { state in
      state.burned.formUnion(state.entries[calendar, default: []].compactMap { $0.attempt?.token })
      state.entries[calendar]?.removeAll { $0.attempt != nil }
    }
  }

  func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading] {
    state.withLock { state in
      state.calls.append("busy")
      return Dictionary(
        uniqueKeysWithValues: calendars.map { calendar in
          if let trouble = state.unreadable[calendar] { return (calendar, .unknown(trouble)) }
          let seen = state.entries[calendar, default: []].map(\.sighting).filter { $0.period.overlaps(interval) }
          return (calendar, .known(seen, asOf: clock.now()))
        })
    }
  }

  func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome {
    state.withLock { state in
      state.calls.append("place")
      let fault = state.placements.isEmpty ? Fault.none : state.placements.removeFirst()
      let calendar = placement.attempt.calendar
      switch fault {
      case .lostBefore(let trouble): return .unknown(trouble)
      case .refused(let trouble): return .refused(trouble)
      case .spent: return .spent
      case .lostAfter, .none: break
      }
      if state.burned.contains(placement.attempt.token) { return .spent }
      if !state.entries[calendar, default: []].contains(where: { $0.attempt == placement.attempt }) {
        state.entries[calendar, default: []].append(Entry(period: placement.period, attempt: placement.attempt))
      }
      if let owner = state.afterPlacement.removeValue(forKey: calendar) {
        state.entries[calendar, default: []].append(Entry(period: owner, attempt: nil))
      }
      if case .lostAfter(let trouble) = fault { return .unknown(trouble) }
      return .placed(
        PlacedEvent(event: EventID(placement.attempt.token.rawValue), link: "https://calendar.example/e"))
    }
  }

  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    state.withLock { state in
      state.calls.append("look")
      if !state.looks.isEmpty { return state.looks.removeFirst() }
      let calendars = [inspection.attempt.calendar] + inspection.others
      for calendar in calendars {
        if let trouble = state.unreadable[calendar] { return .unknown(trouble) }
      }
      let entries = calendars.flatMap { state.entries[$0, default: []] }
      let isSeen = entries.contains { $0.attempt == inspection.attempt && $0.period == inspection.period }
      let others = entries.filter { $0.attempt != inspection.attempt && $0.period.overlaps(inspection.window) }
      return .looked(ownSeen: isSeen, inTheWay: others.map(\.sighting))
    }
  }

  func extinguish(
    _ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline
  ) async -> ExtinctionOutcome {
    state.withLock { state in
      state.calls.append("extinguish")
      if !state.extinctions.isEmpty {
        let outcome = state.extinctions.removeFirst()
        if case .unknown = outcome { return outcome }
      }
      state.entries[attempt.calendar]?.removeAll { $0.attempt == attempt }
      state.burned.insert(attempt.token)
      return .gone
    }
  }

  func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    state.withLock { state in
      state.calls.append("dress")
      if !state.dresses.isEmpty { return state.dresses.removeFirst() }
      guard let index = state.entries[attempt.calendar]?.firstIndex(where: { $0.attempt == attempt }) else {
        return .missing
      }
      state.entries[attempt.calendar]?[index].guests = dress.guests
      return .dressed
    }
  }

  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome {
    state.withLock { state in
      state.calls.append("shift")
      let fault = state.shifts.isEmpty ? Fault.none : state.shifts.removeFirst()
      switch fault {
      case .lostBefore(let trouble): return .unknown(trouble)
      case .refused(let trouble): return .refused(trouble)
      case .spent: return .missing
      case .lostAfter, .none: break
      }
      let calendar = shift.attempt.calendar
      guard let index = state.entries[calendar]?.firstIndex(where: { $0.attempt == shift.attempt }),
        var entry = state.entries[calendar]?[index]
      else { return .missing }
      if entry.revision > shift.revision { return .superseded }
      let isThere = entry.period == shift.to && entry.revision == shift.revision
      guard isThere || entry.period == shift.from || entry.period == shift.to else {
        return .edited(entry.period, revision: entry.revision)
      }
      entry.period = shift.to
      entry.revision = shift.revision
      state.entries[calendar]?[index] = entry
      if let owner = state.afterPlacement.removeValue(forKey: calendar) {
        state.entries[calendar, default: []].append(Entry(period: owner, attempt: nil))
      }
      if case .lostAfter(let trouble) = fault { return .unknown(trouble) }
      return .shifted
    }
  }

  func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome {
    state.withLock { state in
      state.calls.append("find")
      if !state.finds.isEmpty { return state.finds.removeFirst() }
      if let trouble = state.unreadable[attempt.calendar] { return .unknown(trouble) }
      guard let entry = state.entries[attempt.calendar]?.first(where: { $0.attempt == attempt }) else { return .missing }
      return .standing(entry.period, revision: entry.revision, isOpaque: true)
    }
  }

  /// What this calendar keeps of an event is too little to rebuild a booking from: a test says what is found.
  func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome {
    state.withLock { state in
      state.calls.append("marked")
      if let trouble = state.unreadable[calendar] { return .unknown(trouble) }
      return .found(state.marked[calendar] ?? [])
    }
  }

  func standing(of account: AccountID) async -> AccountStanding {
    state.withLock { $0.standing[account] } ?? AccountStanding(trouble: nil, canInvite: true)
  }

  func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    state.withLock { $0.calls.append("prepare \(accounts.map(\.rawValue).joined(separator: " "))") }
  }
}
