import Scheduling
import Testing

@testable import Desk

@Suite struct `The booking machine and moves` {
  let moving = Rehearsal.moving()
  let elsewhere = Rehearsal.moving(to: Rehearsal.lee)
  let reverting = Rehearsal.moving(to: Rehearsal.kim, .reverting)

  // MARK: - Within a calendar

  @Test func `the event changes its time, and is looked at before the move is stored`() {
    let rehearsal = Rehearsal(moving, .finish, .shifted(.shifted), .clear)
    #expect(rehearsal.words == ["shift", "look", "storeMove", "end: confirmed"])
    #expect(rehearsal.actions.first == .shift(from: Rehearsal.ten, to: Rehearsal.eleven, revision: 2))
    let moved = rehearsal.machine.booking
    #expect(moved.period == Rehearsal.eleven)
    #expect(moved.revision == 2)
    #expect(moved.claims == Rehearsal.claims(Rehearsal.eleven))
    #expect(moved.move == nil)
  }

  static let backs: [(String, [BookingMachine.Event], String)] = [
    ("in the way", [.shifted(.shifted), .inTheWay(Rehearsal.eleven)], "end: not moved, something was in the way"),
    ("not wanted", [.shifted(.shifted), .clear, .stored(.unheard), .wanted(false)], "end: not moved"),
    ("refused", [.shifted(.refused(.noAccess))], "end: not moved: noAccess"),
    ("refused for now", [.shifted(.refused(.overQuota))], "end: not moved: overQuota"),
  ]

  @Test(arguments: backs) func `a move that cannot be is taken back with a still higher revision`(
    name: String, events: [BookingMachine.Event], ending: String
  ) {
    let rehearsal = Rehearsal(moving, .finish, isFresh: true, events + [.shifted(.shifted)])
    #expect(rehearsal.words.suffix(4) == ["store reverting", "shift", "store reverted", ending], "\(name)")
    #expect(rehearsal.actions.contains(.shift(from: Rehearsal.eleven, to: Rehearsal.ten, revision: 3)), "\(name)")
    #expect(rehearsal.machine.booking.period == Rehearsal.ten)
    #expect(rehearsal.machine.booking.revision == 3)
    #expect(rehearsal.machine.booking.liveClaims == Rehearsal.claims(Rehearsal.ten))
  }

  @Test func `whoever comes to take a move back sends the event back even if it may never have left`() {
    let rehearsal = Rehearsal(moving, .withdraw, isFresh: false, .shifted(.shifted))
    #expect(rehearsal.words == ["store reverting", "shift", "store reverted", "end: not moved"])
  }

  @Test(arguments: [BookingMachine.Purpose.finish, .withdraw]) func `taking back is one-way, whatever the purpose`(
    purpose: BookingMachine.Purpose
  ) {
    #expect(Rehearsal(reverting, purpose, isFresh: false).words == ["shift"])
  }

  @Test func `until the event is back the caller hears that nothing moved, and both times stay claimed`() {
    let rehearsal = Rehearsal(
      moving, .finish, .shifted(.shifted), .inTheWay(Rehearsal.eleven), .shifted(.unknown(.unreachable)))
    #expect(rehearsal.words.last == "end: not moved, something was in the way")
    #expect(rehearsal.machine.booking.state == .reverting)
    #expect(
      rehearsal.machine.booking.liveClaims == Rehearsal.claims(Rehearsal.ten) + Rehearsal.claims(Rehearsal.eleven))
  }

  @Test func `trouble on the way is left to whoever comes next`() {
    let events: [BookingMachine.Event] = [.shifted(.unknown(.unreachable)), .outOfTime]
    for event in events {
      #expect(Rehearsal(moving, .finish, event).words.last?.hasPrefix("end: unsettled") == true)
    }
    let waits = Rehearsal(moving, .finish, isFresh: false, .shifted(.refused(.unreachable)))
    #expect(waits.words.last == "end: unsettled: unreachable")
    #expect(Rehearsal(moving, .finish, .shifted(.shifted), .unseen).words.last == "end: unsettled: out of time")
  }

  // MARK: - The owner's will

  @Test(arguments: [BookingState.moving, .reverting]) func `where the owner has put the event it is marked, and stays`(
    state: BookingState
  ) {
    let booking = Rehearsal.moving(to: Rehearsal.kim, state)
    let rehearsal = Rehearsal(
      booking, .finish, .shifted(.edited(Rehearsal.noon, revision: 1)), .shifted(.shifted))
    #expect(
      rehearsal.words == ["shift", "shift", "storeFollowing", "end: the owner has moved or deleted the event"])
    #expect(rehearsal.actions[1] == .shift(from: Rehearsal.noon, to: Rehearsal.noon, revision: 3))
    #expect(rehearsal.actions[2] == .storeFollowing(Rehearsal.noon, revision: 3))
    let followed = rehearsal.machine.booking
    #expect(followed.state == .confirmed)
    #expect(followed.period == Rehearsal.noon)
    #expect(followed.claims == Rehearsal.claims(Rehearsal.noon))
  }

  @Test func `an event with the last revision needs no further mark`() {
    let rehearsal = Rehearsal(reverting, .finish, .shifted(.edited(Rehearsal.noon, revision: 3)))
    #expect(rehearsal.words == ["shift", "storeFollowing", "end: the owner has moved or deleted the event"])
  }

  @Test func `an owner who goes on moving the event is followed to where it stands in the end`() {
    let rehearsal = Rehearsal(
      moving, .finish, .shifted(.edited(Rehearsal.noon, revision: 1)),
      .shifted(.edited(Rehearsal.ten, revision: 1)), .shifted(.shifted))
    #expect(rehearsal.actions.contains(.storeFollowing(Rehearsal.ten, revision: 3)))
  }

  static let ends: [(ShiftOutcome, String)] = [
    (.missing, "storeRemoval"), (.superseded, "end: taken over by another worker"),
    (.unknown(.unreachable), "end: unsettled: unreachable"), (.refused(.noAccess), "end: unsettled: noAccess"),
  ]

  @Test(arguments: ends) func `the mark may fail in every way`(outcome: ShiftOutcome, word: String) {
    let rehearsal = Rehearsal(moving, .finish, .shifted(.edited(Rehearsal.noon, revision: 1)), .shifted(outcome))
    #expect(rehearsal.words.dropFirst(2).first == word)
  }

  @Test(arguments: [BookingState.moving, .reverting]) func `an event that the owner has deleted cancels the booking`(
    state: BookingState
  ) {
    let rehearsal = Rehearsal(Rehearsal.moving(to: Rehearsal.kim, state), .finish, .shifted(.missing))
    #expect(rehearsal.words == ["shift", "storeRemoval", "end: the owner has moved or deleted the event"])
    #expect(rehearsal.machine.booking.liveClaims.isEmpty)
  }

  @Test func `a later revision than the own is looked into by the way back`() {
    #expect(
      Rehearsal(moving, .finish, isFresh: false, .shifted(.superseded)).words == [
        "shift", "store reverting", "shift",
      ])
    #expect(
      Rehearsal(moving, .finish, isFresh: false, .shifted(.superseded), .stored(.refused(nil))).words.last
        == "end: taken over by another worker")
  }

  // MARK: - To another calendar

  @Test func `a new attempt is placed and looked at, and the old one is left for later`() {
    let rehearsal = Rehearsal(elsewhere, .finish, .placed, .clear)
    #expect(rehearsal.words == ["place", "look", "storeMove", "end: confirmed"])
    let moved = rehearsal.machine.booking
    #expect(moved.state == .leaving)
    #expect(moved.attempt == Rehearsal.secondAttempt)
    #expect(moved.host == HostKey("lee"))
    #expect(moved.liveClaims == Rehearsal.claims(Rehearsal.eleven, Rehearsal.lee) + Rehearsal.claims(Rehearsal.ten))

    let later = Rehearsal(moved, .finish, isFresh: false, .extinguished(.gone))
    #expect(later.words == ["extinguish", "store departed", "end: confirmed"])
    #expect(later.actions.first == .extinguish(elsewhere.attempt, tellingGuests: false))
    #expect(later.machine.booking.liveClaims == Rehearsal.claims(Rehearsal.eleven, Rehearsal.lee))
  }

  static let given: [(String, [BookingMachine.Event])] = [
    ("in the way", [.placed, .inTheWay(Rehearsal.eleven)]), ("spent", [.placed(.spent)]),
    ("refused", [.placed(.refused(.noAccess))]), ("not wanted", [.placed, .clear, .stored(.unheard), .wanted(false)]),
  ]

  @Test(arguments: given) func `a move that cannot be extinguishes the new attempt and no other`(
    name: String, events: [BookingMachine.Event]
  ) {
    let rehearsal = Rehearsal(elsewhere, .finish, isFresh: true, events + [.extinguished(.gone)])
    #expect(rehearsal.words.suffix(4).prefix(3) == ["store reverting", "extinguish", "store reverted"], "\(name)")
    #expect(rehearsal.actions.contains(.extinguish(Rehearsal.secondAttempt, tellingGuests: false)), "\(name)")
    #expect(rehearsal.machine.booking.attempt == elsewhere.attempt)
    #expect(rehearsal.machine.booking.state == .confirmed)
  }

  @Test(arguments: [BookingState.moving, .reverting]) func `what was placed elsewhere is not forgotten by following`(
    state: BookingState
  ) {
    let booking = Rehearsal.moving(to: Rehearsal.lee, state)
    for action in [BookingMachine.Action.storeRemoval, .storeFollowing(Rehearsal.noon, revision: 1)] {
      #expect(action.change(of: booking)?.step(from: booking, at: Rehearsal.now) == nil)
    }
  }
}
