import Scheduling
import Testing

@testable import Desk

@Suite struct `The booking machine and times that are kept` {
  let kept = Rehearsal.booking(.kept, isOnlyKept: true)

  @Test func `preparing places and looks, and confirms nothing`() {
    let rehearsal = Rehearsal(kept, .prepare, .placed, .clear)
    #expect(
      rehearsal.words == ["store preparing", "place", "store inserted", "look", "store cleared", "end: prepared"])
    #expect(rehearsal.machine.booking.isClear)
    #expect(rehearsal.machine.booking.isOnlyKept)
  }

  @Test func `what was prepared needs no further call once it is asked for`() {
    var prepared = Rehearsal.booking(.inserted)
    prepared.isClear = true
    #expect(
      Rehearsal(prepared, .finish, isFresh: false).words == [
        "storeConfirmation", "end: confirmed",
      ])
    #expect(Rehearsal(prepared, .prepare, isFresh: false).words == ["end: prepared"])
  }

  @Test func `something in the way of a preparation withdraws it`() {
    let rehearsal = Rehearsal(kept, .prepare, .placed, .inTheWay(Rehearsal.ten), .extinguished(.gone))
    #expect(rehearsal.words.last == "end: withdrawn, something was in the way")
  }

  @Test func `a preparer stops when the caller has asked meanwhile`() {
    let refused = BookingMachine.Event.stored(.refused(nil))
    #expect(Rehearsal(kept, .prepare, refused).words == ["store preparing", "end: taken over by another worker"])
    let held = Rehearsal.booking(.held, isOnlyKept: true)
    #expect(
      Rehearsal(held, .prepare, .placed, refused).words == [
        "place", "store inserted", "end: taken over by another worker",
      ])
  }

  @Test(arguments: [BookingMachine.Purpose.finish, .withdraw]) func `what was only kept is released without a call`(
    purpose: BookingMachine.Purpose
  ) {
    #expect(Rehearsal(kept, purpose, isFresh: false).words == ["store released", "end: withdrawn"])
  }

  @Test func `what nobody has asked for cannot be confirmed`() {
    let inserted = Rehearsal.booking(.inserted, isOnlyKept: true)
    let confirmed = BookingChange.confirmed(code: ConfirmationCode("K7"), closing: nil)
    #expect(confirmed.step(from: inserted, at: Rehearsal.now) == nil)
  }

  @Test(arguments: [BookingState.kept, .held, .inserted]) func `asking takes the booking from whoever prepares it`(
    state: BookingState
  ) throws {
    let before = Rehearsal.booking(state, isOnlyKept: true)
    let details = BookingDetails(summary: "Consultation", name: "Ann")
    let change = BookingChange.asked(details, leaseUntil: Rehearsal.now + .seconds(10))
    let step = try #require(change.step(from: before, at: Rehearsal.now))
    #expect(step.booking.epoch == before.epoch + 1)
    #expect(step.booking.state == (state == .kept ? .held : state))
    #expect(step.booking.details == details)
    #expect(!step.booking.isOnlyKept)
    #expect(change.step(from: step.booking, at: Rehearsal.now) == nil)
  }
}
