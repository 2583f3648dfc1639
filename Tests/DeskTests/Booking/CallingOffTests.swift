import Testing

@testable import Desk

@Suite struct `The booking machine and cancellations` {
  @Test(arguments: [false, true])
  func `the event is deleted before the time is free, and guests hear of it if they knew`(
    announced: Bool
  ) {
    var booking = Rehearsal.booking(.cancelling)
    booking.announced = announced
    let rehearsal = Rehearsal(booking, .finish, .extinguished(.gone))
    #expect(rehearsal.words == ["extinguish", "store cancelled", "end: cancelled"])
    #expect(rehearsal.actions.first == .extinguish(booking.attempt, tellingGuests: announced))
    #expect(rehearsal.machine.booking.liveClaims.isEmpty)
  }

  @Test(arguments: [BookingMachine.Purpose.finish, .withdraw])
  func `it is one-way, and the time stays claimed meanwhile`(
    purpose: BookingMachine.Purpose
  ) {
    let booking = Rehearsal.booking(.cancelling)
    let rehearsal = Rehearsal(booking, purpose, isFresh: false, .extinguished(.unknown(.unreachable)))
    #expect(rehearsal.words == ["extinguish", "end: unsettled: unreachable"])
    #expect(rehearsal.machine.booking.liveClaims == booking.claims)
  }

  @Test func `a booking at rest is left alone`() {
    #expect(Rehearsal(Rehearsal.booking(.confirmed), .withdraw, isFresh: false).words == ["end: confirmed"])
    #expect(Rehearsal(Rehearsal.booking(.released), .finish, isFresh: false).words == ["end: withdrawn"])
    #expect(Rehearsal(Rehearsal.booking(.cancelled), .finish, isFresh: false).words == ["end: cancelled"])
  }
}
