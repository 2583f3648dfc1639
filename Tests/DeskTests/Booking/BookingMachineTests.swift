import Scheduling
import Testing

@testable import Desk

@Suite struct `The booking machine` {
  let booking: Booking

  init() throws {
    let start = try Instant.at("2026-11-25T14:00:00-05:00")
    let id = BookingID("b1")
    booking = Booking(
      id: id, desk: DeskKey("clinic"), offering: OfferingKey("consultation"), host: HostKey("kim"),
      period: Interval(start: start, duration: .minutes(30)),
      claims: [Claim(resource: ResourceID(Office.owner), interval: Interval(start: start, duration: .minutes(30)))],
      attempt: Attempt(booking: id, generation: 1, token: AttemptToken("t1"), calendar: Office.owner), others: [],
      details: BookingDetails(summary: "Consultation"), call: nil, caller: nil, createdAt: start - .days(1),
      leaseUntil: start - .days(1) + .seconds(10))
  }

  static let placed = PlacedEvent(event: EventID("e1"), link: nil)

  func stored(_ state: BookingState, generation: Int = 1) -> BookingMachine.Event {
    var changed = booking
    changed.state = state
    changed.attempt = Attempt(
      booking: booking.id, generation: generation, token: AttemptToken("t\(generation)"), calendar: Office.owner)
    return .stored(.advanced(changed))
  }

  /// Feeds the events one after another and returns the actions, the first one included.
  func actions(
    _ events: [BookingMachine.Event], purpose: BookingMachine.Purpose = .finish, isFresh: Bool = true
  ) -> [BookingMachine.Action] {
    var machine = BookingMachine(booking, purpose: purpose, isFresh: isFresh)
    return ([.start] + events).map { machine.next(after: $0) }
  }

  @Test func `nothing in the way leads to a confirmation`() throws {
    var confirmed = booking
    confirmed.state = .confirmed
    let actions = actions([
      .placed(.placed(Self.placed)), stored(.inserted), .looked(.looked(ownSeen: true, inTheWay: [])), .wanted(true),
      .stored(.advanced(confirmed)),
    ])
    #expect(
      actions == [
        .place(booking.target), .store(.inserted(Self.placed)), .look(booking.target), .askWhetherWanted,
        .storeConfirmation, .end(.confirmed(confirmed)),
      ])
  }

  @Test func `something in the way leads through withdrawing and extinction to release`() {
    let foreign = Sighting(period: booking.period, mark: .foreign)
    let actions = actions([
      .placed(.placed(Self.placed)), stored(.inserted), .looked(.looked(ownSeen: true, inTheWay: [foreign])),
      stored(.withdrawing), .extinguished(.gone), stored(.released),
    ])
    #expect(
      actions.suffix(4) == [
        .store(.withdrawing), .extinguish(booking.attempt, tellingGuests: false), .store(.released), .end(.withdrawn(.inTheWay)),
      ])
  }

  @Test func `a look without the own event proves nothing`() {
    let actions = actions([
      .placed(.placed(Self.placed)), stored(.inserted), .looked(.looked(ownSeen: false, inTheWay: [])),
    ])
    #expect(actions.last == .end(.unsettled(nil)))
  }

  @Test func `what only touches the claim is not in the way`() {
    let after = Interval(start: booking.period.end, duration: .minutes(30))
    let before = Interval(start: booking.period.start - .minutes(30), duration: .minutes(30))
    let actions = actions([
      .placed(.placed(Self.placed)), stored(.inserted),
      .looked(
        .looked(
          ownSeen: true,
          inTheWay: [Sighting(period: after, mark: .foreign), Sighting(period: before, mark: .ours(BookingID("b2")))])),
    ])
    #expect(actions.last == .askWhetherWanted)
  }

  @Test func `a fresh hold that the calendar refuses is released without a further call`() {
    let actions = actions([.placed(.refused(.noAccess)), stored(.withdrawing), stored(.released)])
    #expect(
      actions == [
        .place(booking.target), .store(.withdrawing), .store(.released), .end(.withdrawn(.refused(.noAccess))),
      ])
  }

  @Test func `trouble that passes is waited out by whoever comes back to a booking`() {
    #expect(actions([.placed(.refused(.unreachable))], isFresh: false).last == .end(.unsettled(.unreachable)))
    #expect(actions([.placed(.refused(.unreachable))]).last == .store(.withdrawing))
  }

  @Test func `a refusal after somebody else's attempt burns the id first`() {
    let actions = actions([.placed(.refused(.noAccess)), stored(.withdrawing)], isFresh: false)
    #expect(actions.last == .extinguish(booking.attempt, tellingGuests: false))
  }

  @Test func `an unknown outcome is left to whoever has the lease next`() {
    #expect(actions([.placed(.unknown(.unreachable))]).last == .end(.unsettled(.unreachable)))
    #expect(actions([.outOfTime]).last == .end(.unsettled(nil)))
  }

  @Test func `a used-up id leads to another attempt, but not for ever`() {
    #expect(actions([.placed(.spent)]).last == .storeNextAttempt)
    #expect(
      actions([
        .placed(.spent), stored(.held, generation: 2), .placed(.spent), stored(.held, generation: 3),
        .placed(.spent), stored(.held, generation: 4), .placed(.spent),
      ]).last == .store(.withdrawing))
  }

  @Test func `a zombie whose change is refused does nothing more`() {
    #expect(actions([.placed(.placed(Self.placed)), .stored(.refused(nil))]).last == .end(.lost))
  }

  @Test func `a caller who has gone is not booked`() {
    let actions = actions([
      .placed(.placed(Self.placed)), stored(.inserted), .looked(.looked(ownSeen: true, inTheWay: [])),
      .wanted(false), stored(.withdrawing), .extinguished(.unknown(.unreachable)),
    ])
    #expect(actions.suffix(2) == [.extinguish(booking.attempt, tellingGuests: false), .end(.withdrawn(.notWanted))])
  }

  @Test func `withdrawing is one-way, whatever the purpose`() {
    var withdrawing = booking
    withdrawing.state = .withdrawing
    var machine = BookingMachine(withdrawing, purpose: .finish, isFresh: false)
    #expect(machine.next(after: .start) == .extinguish(booking.attempt, tellingGuests: false))
  }

  @Test func `a storage failure ends the run without a promise`() {
    #expect(
      actions([.placed(.placed(Self.placed)), .storageFailed]).last == .end(.unsettled(.unreachable)))
  }

  @Test(arguments: BookingState.allCases) func `a change is allowed only from the states that it names`(
    state: BookingState
  ) {
    let isOpen = state == .held || state == .inserted
    #expect(BookingChange.inserted(Self.placed).allowed(from: state) == (state == .held))
    #expect(
      BookingChange.confirmed(code: ConfirmationCode("K7"), closing: nil).allowed(from: state) == (state == .inserted))
    #expect(BookingChange.withdrawing.allowed(from: state) == isOpen)
    #expect(BookingChange.promised.allowed(from: state) == isOpen)
    #expect(BookingChange.released.allowed(from: state) == (state == .withdrawing))
  }
}
