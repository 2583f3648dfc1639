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
    var isOpaque = true
    var isSigned = true
    var sharing = Sharing.none

    var sighting: Sighting {
      Sighting(
        period: period, mark: attempt.map { .ours($0.booking, occasion: sharing.occasion) } ?? .foreign,
        isSigned: isSigned)
    }
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
    var shifts: [ShiftFault] = []
    var finds: [FindOutcome] = []
    /// The details that each event was placed with: what a rebuilt ledger finds.
    var placed: [AttemptToken: Placement] = [:]
    var dressed: [AttemptToken: EventDress] = [:]
    var calls: [String] = []
    /// How long each write and each look takes, one after another; when it is empty, no time at all.
    var delays: [Duration] = []
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

  enum ShiftFault {
    /// The event stays where it is and nobody can tell.
    case lostBefore(CalendarTrouble)
    /// The event goes where it was to go and nobody can tell.
    case lostAfter(CalendarTrouble)
    case refused(CalendarTrouble)
    case none
  }

  let clock: ManualClock
  let state = Mutex(State())
  /// Done before each write and each look, with its name: what happens elsewhere meanwhile.
  let meanwhile = Mutex<(@Sendable (String) async -> Void)?>(nil)

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
          let entries = state.entries[calendar, default: []].filter { $0.isOpaque && $0.period.overlaps(interval) }
          return (calendar, .known(entries.map(\.sighting), asOf: clock.now()))
        })
    }
  }

  func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome {
    await meanwhile.withLock { $0 }?("place")
    return state.withLock { state in
      state.calls.append("place")
      if !state.delays.isEmpty { clock.advance(by: state.delays.removeFirst()) }
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
        state.entries[calendar, default: []].append(
          Entry(period: placement.period, attempt: placement.attempt, sharing: placement.sharing))
        state.placed[placement.attempt.token] = placement
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
    await meanwhile.withLock { $0 }?("look")
    return state.withLock { state in
      state.calls.append("look")
      if !state.delays.isEmpty { clock.advance(by: state.delays.removeFirst()) }
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
        inTheWay: others.map(\.sighting))
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
      state.dressed[attempt.token] = dress
      return .dressed
    }
  }

  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome {
    await meanwhile.withLock { $0 }?("shift")
    return state.withLock { state in
      state.calls.append("shift")
      if !state.delays.isEmpty { clock.advance(by: state.delays.removeFirst()) }
      let fault = state.shifts.isEmpty ? ShiftFault.none : state.shifts.removeFirst()
      switch fault {
      case .lostBefore(let trouble): return .unknown(trouble)
      case .refused(let trouble): return .refused(trouble)
      case .lostAfter, .none: break
      }
      let calendar = shift.attempt.calendar
      guard let index = state.entries[calendar]?.firstIndex(where: { $0.attempt == shift.attempt }),
        let entry = state.entries[calendar]?[index]
      else { return .missing }
      if let settled = shift.outcome(at: entry.period, revision: entry.revision) { return settled }
      state.entries[calendar]?[index].period = shift.to
      state.entries[calendar]?[index].revision = shift.revision
      if let sharing = shift.sharing { state.entries[calendar]?[index].sharing = sharing }
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
      guard let entry = state.entries[attempt.calendar]?.first(where: { $0.attempt == attempt }) else {
        return .missing
      }
      return .standing(entry.period, revision: entry.revision, isOpaque: entry.isOpaque)
    }
  }

  func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome {
    state.withLock { state in
      state.calls.append("marked")
      if let trouble = state.unreadable[calendar] { return .unknown(trouble) }
      let events = state.entries[calendar, default: []].compactMap { entry -> MarkedEvent? in
        guard entry.period.end > since, let attempt = entry.attempt, let placement = state.placed[attempt.token] else {
          return nil
        }
        let dress = state.dressed[attempt.token]
        return MarkedEvent(
          attempt: attempt, event: PlacedEvent(event: EventID(attempt.token.rawValue), link: nil),
          desk: placement.desk, offering: placement.offering, host: placement.host, period: entry.period,
          revision: entry.revision, summary: placement.summary, isConfirmed: dress != nil, code: dress?.code,
          caller: dress?.caller, guests: entry.guests, createdAt: clock.now(), sharing: entry.sharing)
      }
      return .found(events)
    }
  }

  /// The owner drags an event of ours to another time.
  func drag(_ attempt: Attempt, to period: Interval) {
    state.withLock { state in
      guard let index = state.entries[attempt.calendar]?.firstIndex(where: { $0.attempt == attempt }) else { return }
      state.entries[attempt.calendar]?[index].period = period
    }
  }

  /// The owner deletes an event of ours.
  func delete(_ attempt: Attempt) {
    state.withLock { $0.entries[attempt.calendar]?.removeAll { $0.attempt == attempt } }
  }

  func standing(of account: AccountID) async -> AccountStanding {
    state.withLock { $0.standing[account] } ?? AccountStanding(trouble: nil, canInvite: true)
  }

  func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    state.withLock { $0.calls.append("prepare \(accounts.map(\.rawValue).joined(separator: " "))") }
  }
}
