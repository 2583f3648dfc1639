/// An event in one of the modelled calendars.
struct EventName: Hashable {
  /// For whose booking it is; `nil` for an event of the calendar's owner.
  let party: Int?
  let number: Int
  let calendar: Int
  /// Another id for the same attempt: only where rule R2 is broken.
  var copy = 0
}

/// One change that a calendar has carried out.
struct Commit: Hashable {
  enum Content: Hashable {
    case standing(slot: Int)
    /// What burns an id: blocks no time.
    case placeholder
    case gone
  }

  let event: EventName
  let content: Content
  var revision = 1
  var isByOwner = false
  /// `standing`: guests are invited; `gone`: guests were told.
  var hasGuests = false

  var slot: Int? {
    if case .standing(let slot) = content { slot } else { nil }
  }
  var isLive: Bool { content != .gone }
}

/// What each calendar has carried out, in order: a list that is out of date is a prefix of it (assumption A1).
struct Calendars: Hashable {
  var histories: [[Commit]]

  init(count: Int) { histories = Array(repeating: [], count: count) }

  mutating func commit(_ commit: Commit) { histories[commit.event.calendar].append(commit) }

  /// The place of the event's last change in its calendar's history: stands for its ETag (assumption A4).
  func tag(of event: EventName) -> Int? { histories[event.calendar].lastIndex { $0.event == event } }

  func current(_ event: EventName) -> Commit? { tag(of: event).map { histories[event.calendar][$0] } }

  /// Ids are single-use (assumption A2).
  func isUsed(_ event: EventName) -> Bool { tag(of: event) != nil }

  func isLive(_ event: EventName) -> Bool { current(event)?.isLive ?? false }

  /// What a list shows that knows the first `count` changes.
  func list(of calendar: Int, knowing count: Int) -> [Commit] {
    var shown: [Commit] = []
    for commit in histories[calendar].prefix(count) {
      shown.removeAll { $0.event == commit.event }
      if commit.isLive { shown.append(commit) }
    }
    return shown
  }

  /// Every live event of the booking, in whatever calendar.
  func live(of party: Int) -> [Commit] {
    histories.indices.flatMap { list(of: $0, knowing: histories[$0].count) }.filter { $0.event.party == party }
  }

  func standing(of party: Int, in calendar: Int) -> Commit? {
    live(of: party).first { $0.event.calendar == calendar && $0.slot != nil }
  }

  func changes(of party: Int) -> [Commit] { histories.joined().filter { $0.event.party == party } }

  /// The change that brought the event to the slot at which it has been ever since.
  func arrival(of event: EventName) -> (index: Int, commit: Commit)? {
    let history = histories[event.calendar]
    guard let slot = current(event)?.slot else { return nil }
    var arrival: (index: Int, commit: Commit)?
    for (index, commit) in history.enumerated() where commit.event == event {
      if commit.slot != slot {
        arrival = nil
      } else if arrival == nil {
        arrival = (index, commit)
      }
    }
    return arrival
  }
}
