import Scheduling

extension Scenario {
  /// A booking goes to another time; one caller wants the new time and one the old; the owner moves the event elsewhere.
  static let move = Scenario(
    plans: [
      Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0)]), Plan(slot: 1, wishes: [.book]),
      Plan(slot: 0, wishes: [.book]),
    ],
    deeds: [.move(party: 0, slot: 2)], faults: [.lostAndLate, .stale, .zombies])

  /// As ``move``, and the owner adds an event at the new time, and deletes ours.
  static let contestedMove = Scenario(
    plans: [
      Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0)]), Plan(slot: 1, wishes: [.book]),
    ],
    deeds: [.add(slot: 1, calendar: 0), .delete(party: 0)])

  /// The owner takes the event away, to the very time that the caller wants, and back.
  static let wayward = Scenario(
    plans: [Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0)]), Plan(slot: 0, wishes: [.book])],
    deeds: [.move(party: 0, slot: 1), .move(party: 0, slot: 2), .move(party: 0, slot: 0)])

  /// The new time overlaps the old.
  static let shortMove = Scenario(
    slots: [0, 15, 30].map {
      Interval(start: Instant(seconds: 1_900_000_000 + $0 * 60), duration: .minutes(30))
    },
    plans: [Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0)]), Plan(slot: 2, wishes: [.book])],
    deeds: [.add(slot: 1, calendar: 0)])

  /// To another host's calendar.
  static let moveElsewhere = Scenario(
    calendars: 2,
    plans: [
      Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 1)]), Plan(slot: 1, calendar: 1, wishes: [.book]),
      Plan(slot: 0, wishes: [.book]),
    ],
    deeds: [.delete(party: 0)], faults: [.lostAndLate, .stale, .zombies])

  /// To another host's calendar, whose owner adds an event there, or moves ours.
  static let contestedMoveElsewhere = Scenario(
    calendars: 2,
    plans: [
      Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 1)]), Plan(slot: 0, wishes: [.book]),
    ],
    deeds: [.add(slot: 1, calendar: 1), .move(party: 0, slot: 2)])

  /// A booking is cancelled while guests are being invited, and another caller wants its time.
  static let cancel = Scenario(
    plans: [Plan(slot: 0, isBooked: true, wishes: [.cancel]), Plan(slot: 0, wishes: [.book])],
    deeds: [.move(party: 0, slot: 1)], faults: [.lostAndLate, .stale, .zombies, .storage], hasGuests: true)

  /// Moved, and then cancelled.
  static let moveAndCancel = Scenario(
    plans: [
      Plan(slot: 0, isBooked: true, wishes: [.move(slot: 1, calendar: 0), .cancel]), Plan(slot: 0, wishes: [.book]),
    ],
    deeds: [.delete(party: 0)], faults: [.lostAndLate, .stale, .zombies], hasGuests: true)
}
