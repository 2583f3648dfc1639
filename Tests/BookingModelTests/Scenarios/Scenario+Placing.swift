extension Scenario {
  /// Two callers want one time, and the owner adds an event at it.
  static let twoCallers = Scenario(
    plans: [Plan(slot: 0, wishes: [.book]), Plan(slot: 0, wishes: [.book])], deeds: [.add(slot: 0, calendar: 0)])

  /// One caller, and an owner who adds an event and deletes ours.
  static let oneCaller = Scenario(
    plans: [Plan(slot: 0, wishes: [.book])], deeds: [.add(slot: 0, calendar: 0), .delete(party: 0)])

  /// Two callers want two hosts at one time, who share a room: no calendar shows that it is taken.
  static let sharedRoom = Scenario(
    calendars: 2, needsRoom: true,
    plans: [Plan(slot: 0, wishes: [.book]), Plan(slot: 0, calendar: 1, wishes: [.book])], faults: [])

  /// The event is prepared while the caller decides; they ask for it at any moment, and somebody else wants the time.
  static let kept = Scenario(
    plans: [Plan(slot: 0, wishes: [.keep, .ask]), Plan(slot: 0, wishes: [.book])],
    deeds: [.add(slot: 0, calendar: 0)], faults: [.lostAndLate, .stale, .zombies, .storage])
}
