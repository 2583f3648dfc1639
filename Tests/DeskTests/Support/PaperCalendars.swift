import Desk
import Scheduling
import Synchronization

/// A calendar provider on paper: keeps events in memory, and has scripted troubles.
final class PaperCalendars: Calendars {
  struct Entry: Hashable {
    let period: Interval
    let attempt: Attempt?
    var guests: [String] = []
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
    var calls: [String] = []
    /// Done once, just after the next event was placed: an owner who is quick.
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

  func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading] {
    state.withLock { state in
      state.calls.append("busy")
      return Dictionary(
        uniqueKeysWithValues: calendars.map { calendar in
          if let trouble = state.unreadable[calendar] { return (calendar, .unknown(trouble)) }
          let periods = state.entries[calendar, default: []].map(\.period).filter { $0.overlaps(interval) }
          return (calendar, .known(periods, asOf: clock.now()))
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
      return .looked(
        ownSeen: isSeen,
        inTheWay: others.map {
          Sighting(period: $0.period, mark: $0.attempt.map { .ours($0.booking) } ?? .foreign)
        })
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

  func standing(of account: AccountID) async -> AccountStanding {
    state.withLock { $0.standing[account] } ?? AccountStanding(trouble: nil, canInvite: true)
  }

  func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    state.withLock { $0.calls.append("prepare \(accounts.map(\.rawValue).joined(separator: " "))") }
  }
}
