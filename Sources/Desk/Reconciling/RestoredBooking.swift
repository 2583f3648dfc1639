import Scheduling

/// Makes bookings out of what calendars show, for a ledger that has lost them.
struct RestoredBooking: Sendable {
  let desks: DeskSnapshot
  let randomness: Randomness

  /// A booking that the ledger does not know. What the mark does not say is lost: the caller's name and notes.
  func new(_ event: MarkedEvent, at now: Instant) -> Booking {
    let place = whereabouts(event)
    return Booking(
      id: event.attempt.booking, desk: event.desk, offering: event.offering, host: place.host, period: event.period,
      claims: place.claims, seats: event.sharing.seats, attempt: event.attempt, revision: event.revision,
      others: place.others,
      details: BookingDetails(summary: event.summary, guests: event.guests), call: nil, caller: event.caller,
      createdAt: event.createdAt, state: .confirmed, leaseUntil: now,
      // Guests are written when an event is dressed, and told of it then.
      announced: !event.guests.isEmpty, event: event.event, code: event.code ?? .random(from: randomness))
  }

  /// The row as a confirmed booking where the event is.
  func confirmed(_ row: Booking, _ event: MarkedEvent) -> Booking {
    var booking = placed(row, event)
    booking.state = .confirmed
    booking.isOnlyKept = false
    booking.event = event.event
    booking.code = row.code ?? event.code ?? .random(from: randomness)
    booking.announced = row.announced || !event.guests.isEmpty
    booking.move = nil
    return booking
  }

  /// At the end of its move.
  ///
  /// - Parameter oldIsLive: whether the event in the calendar that it leaves is still there.
  func arrived(_ row: Booking, _ event: MarkedEvent, oldIsLive: Bool) -> Booking {
    var booking = row.arrived(event.event)
    booking.revision = event.revision
    if booking.state == .leaving, !oldIsLive {
      booking.state = .confirmed
      booking.left = nil
    }
    return booking
  }

  /// Where its event is, in whatever state it was.
  func placed(_ row: Booking, _ event: MarkedEvent) -> Booking {
    guard event.period != row.period || event.attempt.token != row.attempt.token else {
      var booking = row
      booking.revision = event.revision
      return booking
    }
    var booking = row
    booking.claims = row.claims(following: event.period)
    booking.period = event.period
    booking.revision = event.revision
    booking.attempt = event.attempt
    return booking
  }

  /// In the other calendar to which the event of a later attempt shows that it has gone.
  func renewed(_ row: Booking, _ event: MarkedEvent, oldIsLive: Bool) -> Booking {
    let place = whereabouts(event)
    var booking = confirmed(row, event)
    booking.host = place.host
    booking.claims = place.claims
    booking.seats = event.sharing.seats
    booking.others = place.others
    booking.left = nil
    if oldIsLive {
      booking.state = .leaving
      booking.left = Remains(attempt: row.attempt, claims: row.claims, seats: row.seats)
    }
    return booking
  }

  /// The host by name, else whoever has that calendar; the buffers as the service has them now.
  private func whereabouts(
    _ event: MarkedEvent
  ) -> (host: HostKey, claims: [Claim], others: [CalendarReference]) {
    let desk = desks.profile(event.desk)
    let resource = ResourceID(event.attempt.calendar)
    let host =
      event.host.flatMap { desk?.host($0) }.flatMap { $0.resource == resource ? $0 : nil }
      ?? desk?.everyHost.first { $0.resource == resource }
    let rules = desk?.offering(event.offering)?.rules.lasting(event.period.duration)
    let claim = Claim(
      resource: resource, interval: rules?.padded(start: event.period.start) ?? event.period,
      occasion: event.sharing.occasion)
    let others = host.map { host in host.calendars.filter { $0 != host.calendar } } ?? []
    return (host?.key ?? event.host ?? HostKey("unknown"), [claim], others)
  }
}
