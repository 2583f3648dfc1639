import Scheduling

extension Scenario {
  private static let mover = Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0)])
  private static let moverElsewhere = Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 1)])

  static let move = Scenario(
    name: "a move, and somebody else wants the old time",
    plans: [mover, Plan(slot: 0, wishes: [.book])])

  static let contestedMove = Scenario(
    name: "a move, somebody else wants the new time, and the owner adds an event there",
    plans: [mover, Plan(slot: 1, wishes: [.book])], deeds: [.add(slot: 1, calendar: 0)],
    faults: [.lostAndLate, .stale, .zombies])

  static let wayward = Scenario(
    name: "a move, and the owner moves the event away, to the very time that the caller wants, and back",
    plans: [mover],
    deeds: [
      .move(party: 0, slot: 1, calendar: 0), .move(party: 0, slot: 2, calendar: 0),
      .move(party: 0, slot: 0, calendar: 0),
    ], faults: [.lostAndLate, .stale, .zombies])

  static let deleted = Scenario(
    name: "a move, and the owner deletes the event, and adds one", plans: [mover],
    deeds: [.add(slot: 1, calendar: 0), .delete(party: 0, calendar: 0)])

  static let shortMove = Scenario(
    name: "a move to a time that overlaps the old, and somebody else wants one that overlaps the new",
    slots: [0, 15, 30].map {
      Interval(start: Instant(seconds: 1_900_000_000 + $0 * 60), duration: .minutes(30))
    },
    plans: [mover, Plan(slot: 2, wishes: [.book])], faults: [.lostAndLate, .stale, .zombies])

  static let moveElsewhere = Scenario(
    name: "a move to another calendar, and the owner deletes the old event or the new", calendars: 2,
    plans: [moverElsewhere, Plan(slot: 0, wishes: [.book])],
    deeds: [.delete(party: 0, calendar: 0), .delete(party: 0, calendar: 1)])

  static let contestedMoveElsewhere = Scenario(
    name: "a move to another calendar, somebody else wants the time there, and the owner adds an event", calendars: 2,
    plans: [moverElsewhere, Plan(slot: 1, calendar: 1, wishes: [.book])], deeds: [.add(slot: 1, calendar: 1)],
    faults: [.lostAndLate, .stale, .zombies])

  static let moveInRoom = Scenario(
    name: "a move to when another host has the shared room", calendars: 2, needsRoom: true,
    plans: [mover, Plan(slot: 1, calendar: 1, wishes: [.book])])

  static let cancel = Scenario(
    name: "a booking is cancelled while guests are invited, and the owner moves it",
    plans: [Plan(slot: 0, isBooked: true, wishes: [.cancel])], deeds: [.move(party: 0, slot: 1, calendar: 0)],
    hasGuests: true)

  static let contestedCancel = Scenario(
    name: "a booking is cancelled while guests are invited, and somebody else wants its time",
    plans: [Plan(slot: 0, isBooked: true, wishes: [.cancel]), Plan(slot: 0, wishes: [.book])],
    faults: [.lostAndLate, .zombies], hasGuests: true)

  static let moveAndCancel = Scenario(
    name: "moved while guests are invited, and then cancelled",
    plans: [Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0), .cancel])],
    deeds: [.delete(party: 0, calendar: 0)], hasGuests: true)

  static let moveHangUp = Scenario(
    name: "a caller moves and hangs up, and the owner adds an event",
    plans: [Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0), .hangUp])],
    deeds: [.add(slot: 1, calendar: 0)])

  // MARK: - Too large for every run

  static let everythingMoves = Scenario(
    name: "a move, somebody wants the old time, and the owner moves the event",
    plans: [mover, Plan(slot: 0, wishes: [.book])], deeds: [.move(party: 0, slot: 2, calendar: 0)])

  static let everythingContested = Scenario(
    name: "a move, somebody wants the new time, and the owner adds an event there and deletes ours",
    plans: [mover, Plan(slot: 1, wishes: [.book])],
    deeds: [.add(slot: 1, calendar: 0), .delete(party: 0, calendar: 0)])

  static let ontoAnother = Scenario(
    name: "two moves, one to where the other leaves, and the owner moves the one onto the other",
    plans: [mover, Plan(slot: 2, isBooked: true, wishes: [.move(slot: 0, calendar: 0)])],
    deeds: [.move(party: 0, slot: 2, calendar: 0)], faults: [.lostAndLate, .zombies])

  static let everythingElsewhere = Scenario(
    name:
      "a move to another calendar, somebody wants the time there, and the owner adds an event and moves the old one",
    calendars: 2, plans: [moverElsewhere, Plan(slot: 1, calendar: 1, wishes: [.book])],
    deeds: [.add(slot: 1, calendar: 1), .move(party: 0, slot: 2, calendar: 0)])

  static let everythingCancelled = Scenario(
    name: "a booking is cancelled while guests are invited, somebody wants its time, and the owner moves it",
    plans: [Plan(slot: 0, isBooked: true, wishes: [.cancel]), Plan(slot: 0, wishes: [.book])],
    deeds: [.move(party: 0, slot: 1, calendar: 0)], hasGuests: true)
}
