package import Desk
package import Scheduling
import Testing

/// Bookings, deliveries and answers for tests: everything has a value, and what matters to a test is said by it.
package enum Sample {
  package static let now = Instant(seconds: 1_900_000_000)
  package static let desk = DeskKey("salon")
  package static let calendar = CalendarReference(
    account: AccountID("ada@example.com"), calendar: CalendarID("primary"))
  package static let elsewhere = CalendarReference(
    account: AccountID("grace@example.com"), calendar: CalendarID("work"))
  package static let chair = ResourceID(calendar)
  package static let room = ResourceID("room:blue")

  /// Minutes after ``now``.
  package static func minute(_ count: Int) -> Instant { now + .minutes(count) }

  /// From one minute after ``now`` to another.
  package static func interval(_ start: Int, _ end: Int) -> Interval {
    Interval(start: minute(start), duration: .minutes(end - start))
  }

  /// A new booking from one minute after ``now`` to another, leased for a minute. It claims ``chair`` for that time unless
  /// told otherwise.
  package static func booking(
    _ id: String, _ start: Int, _ end: Int, claims: [Claim]? = nil, seats: [SeatClaim] = [], desk: DeskKey = desk,
    host: String = "ada",
    offering: String = "cut", call: String? = nil, caller: String? = nil, created: Instant = now,
    leaseUntil: Instant = now + .minutes(1), details: BookingDetails = BookingDetails(summary: "Haircut")
  ) -> Booking {
    let period = interval(start, end)
    return Booking(
      id: BookingID(id), desk: desk, offering: OfferingKey(offering), host: HostKey(host), period: period,
      claims: claims ?? [Claim(resource: chair, interval: period)], seats: seats,
      attempt: Attempt(booking: BookingID(id), generation: 1, token: AttemptToken("token-\(id)"), calendar: calendar),
      others: [CalendarReference(account: AccountID("ada@example.com"), calendar: CalendarID("private"))],
      details: details, call: call.map(CallID.init), caller: caller.flatMap(PhoneNumber.init), createdAt: created,
      leaseUntil: leaseUntil)
  }

  package static func claim(
    _ resource: ResourceID, _ start: Int, _ end: Int, occasion: OccasionID? = nil
  ) -> Claim {
    Claim(resource: resource, interval: interval(start, end), occasion: occasion)
  }

  /// A place in the class session that starts one minute after ``now`` and lasts until another, with the ``chair`` and
  /// whatever else it needs.
  package static func participant(
    _ id: String, _ start: Int, _ end: Int, of places: Int, resources: [ResourceID] = [chair], call: String? = nil,
    caller: String? = nil, created: Instant = now
  ) -> Booking {
    let occasion = occasion(start)
    return booking(
      id, start, end, claims: resources.map { claim($0, start, end, occasion: occasion) },
      seats: [SeatClaim(key: SeatKey(occasion), places: places)], offering: "class", call: call, caller: caller,
      created: created)
  }

  /// The session of the class that starts so many minutes after ``now``.
  package static func occasion(_ start: Int) -> OccasionID {
    OccasionID(desk: desk, offering: OfferingKey("class"), host: HostKey("ada"), start: minute(start))
  }

  package static func delivery(_ tool: String, call: String? = "call", desk: DeskKey = desk) -> DeliveryKey {
    DeliveryKey(desk: desk, call: call.map(CallID.init), toolCall: ToolCallID(tool))
  }

  package static let fingerprint = Fingerprint(hexadecimal: "f0")
  package static let event = PlacedEvent(event: EventID("event"), link: "https://calendar.example/event")
  package static let code = ConfirmationCode("K7QX")
  package static let final = Answer(
    .booked, "You are booked.", facts: ["code": "K7QX", "n": [1, .number(2.5), .null, true]])
  package static let passing = Answer(.stay, "Please stay on the line.")
}

extension Ledger {
  /// Holds the booking, which nothing may stand in the way of.
  @discardableResult
  package func holding(_ booking: Booking) async throws -> Booking {
    try #require(await hold(booking, at: booking.createdAt) == .held(booking))
    return booking
  }

  /// Holds the booking, which nothing may stand in the way of, and takes it to the state by the shortest way. A move goes to
  /// the same time a week later, and before ``BookingState/leaving`` to another calendar.
  @discardableResult
  package func storing(
    _ booking: Booking, in state: BookingState, code: ConfirmationCode = Sample.code
  ) async throws -> Booking {
    guard state == .kept else { return try await driving(holding(booking), to: state, code: code) }
    return try await holding(booking.onlyKept())
  }

  /// Takes a held booking to a state by the shortest way.
  @discardableResult
  package func driving(
    _ booking: Booking, to state: BookingState, code: ConfirmationCode = Sample.code
  ) async throws -> Booking {
    var booking = booking
    for change in booking.way(to: state, code: code) { booking = try await advancing(booking, by: change) }
    try #require(booking.state == state, "there is no way there from a held booking")
    return booking
  }

  /// Makes a change that must be allowed.
  @discardableResult
  package func advancing(_ booking: Booking, by change: BookingChange, at now: Instant = Sample.now) async throws
    -> Booking
  {
    guard case .advanced(let advanced, _) = try await advance(booking.id, epoch: booking.epoch, by: change, at: now)
    else {
      throw UnexpectedRefusal(change: change)
    }
    return advanced
  }
}

extension Booking {
  /// The same, only kept for its call, as nothing was asked yet.
  package func onlyKept() -> Booking {
    var booking = self
    booking.state = .kept
    booking.isOnlyKept = true
    return booking
  }

  /// A move to the same time so many minutes later.
  package func move(
    by minutes: Int = 7 * 24 * 60, to calendar: CalendarReference? = nil, call: String? = "mover",
    occasion: OccasionID? = nil, seats: [SeatClaim] = []
  ) -> Move {
    let later = { (interval: Interval) in
      Interval(start: interval.start + .minutes(minutes), duration: interval.end - interval.start)
    }
    let attempt = calendar.map {
      Attempt(
        booking: id, generation: self.attempt.generation + 1, token: AttemptToken("moved-\(id)"), calendar: $0)
    }
    return Move(
      host: calendar == nil ? host : HostKey("grace"), period: later(period),
      claims: claims.map { Claim(resource: $0.resource, interval: later($0.interval), occasion: occasion) },
      seats: seats, attempt: attempt,
      others: [Sample.elsewhere], call: call.map(CallID.init), askedAt: createdAt + .minutes(1))
  }

  fileprivate func way(to state: BookingState, code: ConfirmationCode) -> [BookingChange] {
    let confirmed: [BookingChange] = [.inserted(Sample.event), .confirmed(code: code, closing: nil)]
    let lease = leaseUntil
    return switch state {
    case .kept, .held: []
    case .inserted: [.inserted(Sample.event)]
    case .confirmed: confirmed
    case .moving: confirmed + [.moving(move(), leaseUntil: lease)]
    case .reverting: confirmed + [.moving(move(), leaseUntil: lease), .reverting]
    case .leaving:
      confirmed + [.moving(move(to: Sample.elsewhere), leaseUntil: lease), .moved(Sample.event, closing: nil)]
    case .cancelling: confirmed + [.cancelling(leaseUntil: lease, closing: nil)]
    case .cancelled: confirmed + [.cancelling(leaseUntil: lease, closing: nil), .cancelled]
    case .withdrawing: [.withdrawing]
    case .released: [.withdrawing, .released]
    }
  }
}

/// A step that a test takes for granted was refused.
package struct UnexpectedRefusal: Error {
  package let change: BookingChange
}
