import Scheduling
import Testing

@testable import Desk

/// The steps of a new booking. `Tests/BookingModelTests` runs them in every order of events.
@Suite struct `The booking machine` {
  let booking = Rehearsal.booking()

  @Test func `nothing in the way leads to a confirmation`() {
    let rehearsal = Rehearsal(booking, .finish, .placed, .clear)
    #expect(
      rehearsal.words == [
        "place", "store inserted", "look", "storeConfirmation", "end: confirmed",
      ])
    #expect(rehearsal.machine.booking.state == .confirmed)
    #expect(rehearsal.actions.first == .place(booking.place))
  }

  @Test func `something in the way leads through withdrawing and extinction to release`() {
    let rehearsal = Rehearsal(booking, .finish, .placed, .inTheWay(Rehearsal.ten), .extinguished(.gone))
    #expect(
      rehearsal.words.suffix(4) == [
        "store withdrawing", "extinguish", "store released", "end: withdrawn, something was in the way",
      ])
    #expect(rehearsal.actions.contains(.extinguish(booking.attempt, tellingGuests: false)))
  }

  @Test func `a look without the own event proves nothing`() {
    #expect(Rehearsal(booking, .finish, .placed, .unseen).words.last == "end: unsettled: out of time")
  }

  @Test func `whoever comes back and does not see the own event places once more, and no more than once`() {
    let again = Rehearsal(Rehearsal.booking(.inserted), .finish, isFresh: false, .unseen, .placed, .unseen)
    #expect(again.words == ["look", "place", "look", "end: unsettled: out of time"])
    let spent = Rehearsal(Rehearsal.booking(.inserted), .finish, isFresh: false, .unseen, .placed(.spent))
    #expect(spent.words == ["look", "place", "store withdrawing", "extinguish"])
  }

  static let beside: [(String, Interval, Sighting.Mark, Bool)] = [
    ("before, touching", Interval(start: Rehearsal.ten.start - .minutes(30), duration: .minutes(30)), .foreign, false),
    (
      "after the buffer, touching", Interval(start: Rehearsal.ten.end + .minutes(15), duration: .hours(1)), .foreign,
      false
    ),
    ("in the buffer", Interval(start: Rehearsal.ten.end, duration: .minutes(30)), .foreign, true),
    ("another booking's", Rehearsal.ten, .ours(BookingID("b2")), true),
    ("the same booking's, of another attempt", Rehearsal.ten, .ours(BookingID("b1")), false),
  ]

  @Test(arguments: beside) func `only what overlaps a claim is in the way`(
    name: String, period: Interval, mark: Sighting.Mark, isInTheWay: Bool
  ) {
    let rehearsal = Rehearsal(booking, .finish, .placed, .inTheWay(period, mark))
    #expect((rehearsal.words.last == "extinguish") == isInTheWay, "\(name)")
  }

  @Test(arguments: [
    ("another participant's", Sighting.Mark.ours(BookingID("b2"), occasion: OccasionID("o")), false),
    ("of another session", .ours(BookingID("b2"), occasion: OccasionID("p")), true),
    ("of no session", .ours(BookingID("b2")), true),
    ("the owner's", .foreign, true),
  ])
  func `who comes to the same session is not in the way`(name: String, mark: Sighting.Mark, isInTheWay: Bool) {
    var booking = booking
    booking.claims = booking.claims.map {
      Claim(resource: $0.resource, interval: $0.interval, occasion: OccasionID("o"))
    }
    let rehearsal = Rehearsal(booking, .finish, .placed, .inTheWay(Rehearsal.ten, mark))
    #expect((rehearsal.words.last == "extinguish") == isInTheWay, "\(name)")
    booking.claims = self.booking.claims
    #expect(Rehearsal(booking, .finish, .placed, .inTheWay(Rehearsal.ten, mark)).words.last == "extinguish")
  }

  @Test func `a fresh hold that the calendar refuses is released without a further call`() {
    #expect(
      Rehearsal(booking, .finish, .placed(.refused(.noAccess))).words == [
        "place", "store withdrawing", "store released", "end: refused: noAccess",
      ])
  }

  @Test func `trouble that passes is waited out by whoever comes back to a booking`() {
    let refused = BookingMachine.Event.placed(.refused(.unreachable))
    #expect(Rehearsal(booking, .finish, isFresh: false, refused).words.last == "end: unsettled: unreachable")
    #expect(Rehearsal(booking, .finish, refused).words.last == "end: refused: unreachable")
  }

  @Test func `a refusal after somebody else's attempt burns the id first`() {
    let rehearsal = Rehearsal(booking, .finish, isFresh: false, .placed(.refused(.noAccess)))
    #expect(rehearsal.words.last == "extinguish")
  }

  @Test(arguments: CalendarTrouble.allCases)
  func `a calendar that cannot be looked at is given up only where a hand is needed`(
    trouble: CalendarTrouble
  ) {
    let fresh = Rehearsal(booking, .finish, .placed, .looked(.unknown(trouble)))
    #expect((fresh.words.last == "extinguish") == trouble.needsHand)
    let taken = Rehearsal(Rehearsal.booking(.inserted), .finish, isFresh: false, .looked(.unknown(trouble)))
    #expect((taken.words.last == "extinguish") == (trouble == .noAccess))
  }

  @Test func `an unknown outcome is left to whoever has the lease next`() {
    #expect(Rehearsal(booking, .finish, .placed(.unknown(.unreachable))).words.last == "end: unsettled: unreachable")
    #expect(Rehearsal(booking, .finish, .outOfTime).words.last == "end: unsettled: out of time")
  }

  @Test func `a used-up id leads to another attempt, but not for ever`() {
    let spent = BookingMachine.Event.placed(.spent)
    let once = Rehearsal(booking, .finish, spent)
    #expect(once.words == ["place", "storeNextAttempt", "place"])
    #expect(once.machine.booking.attempt.token == AttemptToken("t2"))
    let often = Rehearsal(booking, .finish, spent, spent, spent, spent)
    #expect(often.words.suffix(3) == ["store withdrawing", "store released", "end: refused: noAccess"])
    #expect(often.machine.booking.attempt.generation == 4)
  }

  @Test func `a zombie whose change is refused does nothing more`() {
    #expect(
      Rehearsal(booking, .finish, .placed, .stored(.refused(nil))).words.last == "end: taken over by another worker")
  }

  @Test func `a caller who has gone is not booked, and it is certain before the calendar answers`() {
    let rehearsal = Rehearsal(
      booking, .finish, .placed, .clear, .stored(.unheard), .wanted(false), .extinguished(.unknown(.unreachable)))
    #expect(rehearsal.words.suffix(3) == ["store withdrawing", "extinguish", "end: withdrawn"])
  }

  @Test(arguments: [BookingMachine.Purpose.finish, .withdraw, .prepare])
  func `withdrawing is one-way, whatever the purpose`(
    purpose: BookingMachine.Purpose
  ) {
    #expect(
      Rehearsal(Rehearsal.booking(.withdrawing), purpose, isFresh: false, .extinguished(.gone)).words == [
        "extinguish", "store released", "end: withdrawn",
      ])
  }

  @Test func `whoever comes to withdraw sends nothing that could appear`() {
    for state in [BookingState.held, .inserted] {
      #expect(
        Rehearsal(Rehearsal.booking(state), .withdraw, isFresh: false).words == ["store withdrawing", "extinguish"])
    }
  }

  @Test func `a storage failure ends the run without a promise`() {
    #expect(Rehearsal(booking, .finish, .placed, .storageFailed).words.last == "end: unsettled: unreachable")
  }
}
