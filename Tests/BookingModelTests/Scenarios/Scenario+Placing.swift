extension Scenario {
  static let twoCallers = Scenario(
    name: "two callers want one time, and the owner adds an event",
    plans: [Plan(slot: 0, wishes: [.book]), Plan(slot: 0, wishes: [.book])], deeds: [.add(slot: 0, calendar: 0)])

  static let oneCaller = Scenario(
    name: "one caller, and an owner who adds an event and deletes ours",
    plans: [Plan(slot: 0, wishes: [.book])], deeds: [.add(slot: 0, calendar: 0), .delete(party: 0, calendar: 0)])

  static let sharedRoom = Scenario(
    name: "two callers want two hosts who share a room, of which no calendar tells", calendars: 2, needsRoom: true,
    plans: [Plan(slot: 0, wishes: [.book]), Plan(slot: 0, calendar: 1, wishes: [.book])])

  static let kept = Scenario(
    name: "a caller asks for what is being prepared, and the owner adds an event",
    plans: [Plan(slot: 0, wishes: [.keep, .ask])],
    deeds: [.add(slot: 0, calendar: 0), .delete(party: 0, calendar: 0)])

  static let contestedKept = Scenario(
    name: "a caller asks for what is being prepared, and another wants the time",
    plans: [Plan(slot: 0, wishes: [.keep, .ask]), Plan(slot: 0, wishes: [.book])])

  static let hangUp = Scenario(
    name: "a caller hangs up, and the owner adds an event", plans: [Plan(slot: 0, wishes: [.book, .hangUp])],
    deeds: [.add(slot: 0, calendar: 0)])

  static let keptHangUp = Scenario(
    name: "a caller asks for what is being prepared, and hangs up",
    plans: [Plan(slot: 0, wishes: [.keep, .ask, .hangUp])])

  /// Too large for every run.
  static let everythingKept = Scenario(
    name: "a caller asks for what is being prepared, another wants the time, and the owner adds an event",
    plans: [Plan(slot: 0, wishes: [.keep, .ask]), Plan(slot: 0, wishes: [.book])],
    deeds: [.add(slot: 0, calendar: 0)])
}
