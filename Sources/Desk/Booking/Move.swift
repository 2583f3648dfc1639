package import Scheduling

/// Where a confirmed booking is to go, while it is on its way.
package struct Move: Hashable, Sendable {
  package let host: HostKey
  /// The appointment at its new time, without buffers.
  package let period: Interval
  /// What it will take up there; claimed beside what it takes up now.
  package let claims: [Claim]
  /// The counted places that it will take there, beside those that it takes now: one for each key that is not among these.
  package let seats: [SeatClaim]
  /// A new attempt where the new host has another calendar; `nil` where the same event only changes its time.
  package let attempt: Attempt?
  /// The calendars beside the booked one to be looked at.
  package let others: [CalendarReference]
  /// The call that asks for the move; another than the one that made the booking, as a rule.
  package let call: CallID?
  package let askedAt: Instant

  package init(
    host: HostKey, period: Interval, claims: [Claim], seats: [SeatClaim] = [], attempt: Attempt?,
    others: [CalendarReference], call: CallID?, askedAt: Instant
  ) {
    self.host = host
    self.period = period
    self.claims = claims
    self.seats = seats
    self.attempt = attempt
    self.others = others
    self.call = call
    self.askedAt = askedAt
  }
}

/// What a booking that went to another calendar has left behind.
package struct Remains: Hashable, Sendable {
  package let attempt: Attempt
  package let claims: [Claim]
  package let seats: [SeatClaim]

  package init(attempt: Attempt, claims: [Claim], seats: [SeatClaim] = []) {
    self.attempt = attempt
    self.claims = claims
    self.seats = seats
  }
}

/// Where a booking's event is or is to be: the place that a placement or a look is about.
package struct Whereabouts: Hashable, Sendable {
  package let host: HostKey
  package let period: Interval
  package let claims: [Claim]
  package var seats: [SeatClaim] = []
  package let attempt: Attempt
  package let others: [CalendarReference]

  /// Everything from the earliest start to the latest end of the claims.
  package var window: Interval {
    let start = claims.map(\.interval.start).min() ?? period.start
    let end = claims.map(\.interval.end).max() ?? period.end
    return Interval(start: min(start, period.start), end: max(end, period.end)) ?? period
  }
}

extension Booking {
  /// Where it is, or where it is going while it is ``BookingState/moving``.
  package var target: Whereabouts {
    guard state == .moving, let move else { return place }
    return Whereabouts(
      host: move.host, period: move.period, claims: move.claims, seats: move.seats,
      attempt: move.attempt ?? attempt, others: move.others)
  }

  /// Where it is booked.
  package var place: Whereabouts {
    Whereabouts(host: host, period: period, claims: claims, seats: seats, attempt: attempt, others: others)
  }
}

extension Booking {
  /// What it takes up once its event stands at another time: the same resources with the same buffers. It still belongs to
  /// its occasion: who comes to that does not stand in its way, nor it in theirs.
  func claims(following period: Interval) -> [Claim] {
    guard !claims.isEmpty else { return [Claim(resource: ResourceID(attempt.calendar), interval: period)] }
    return claims.map { claim in
      let (before, after) = (self.period.start - claim.interval.start, claim.interval.end - self.period.end)
      let padded = Interval(start: period.start - before, end: period.end + after) ?? period
      return Claim(resource: claim.resource, interval: padded, occasion: claim.occasion)
    }
  }
}
