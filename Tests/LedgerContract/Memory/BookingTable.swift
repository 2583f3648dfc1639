import Desk
import Scheduling

/// What the ledger keeps: bookings and everything that changes in one transaction with them.
struct BookingTable: Sendable {
  var bookings: [BookingID: Booking] = [:]
  var deliveries = DeliveryTable()
  var outbox = OutboxTable()
  var calls = CallTable()

  mutating func hold(_ booking: Booking, at now: Instant) -> HoldOutcome {
    if let same = bookings[booking.id] { return same.state.excludes ? .standing(same) : .taken }
    if let standing = standing(for: booking, at: now) { return .standing(standing) }
    for claim in booking.claims where isTaken(claim) { return .taken }
    bookings[booking.id] = booking
    return .held(booking)
  }

  private func standing(for booking: Booking, at now: Instant) -> Booking? {
    let excluding = bookings.values.filter {
      $0.state.excludes && $0.desk == booking.desk && $0.offering == booking.offering
        && $0.period.start == booking.period.start
    }
    let ofCall = excluding.filter { $0.call != nil && $0.call == booking.call && $0.host == booking.host }
    let ofCaller = excluding.filter {
      $0.caller != nil && $0.caller == booking.caller && now - $0.createdAt < .minutes(10)
        && $0.details.mayBeSamePerson(as: booking.details)
    }
    return Self.newest(ofCall) ?? Self.newest(ofCaller)
  }

  private static func newest(_ bookings: [Booking]) -> Booking? {
    bookings.max { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  private func isTaken(_ claim: Claim) -> Bool {
    bookings.values.contains { other in
      other.state.excludes
        && other.claims.contains { $0.resource == claim.resource && $0.interval.overlaps(claim.interval) }
    }
  }

  mutating func advance(
    _ id: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) -> AdvanceOutcome {
    guard var booking = bookings[id] else { return .refused(nil) }
    guard booking.epoch == epoch, change.allowed(from: booking.state) else { return .refused(booking) }
    switch change {
    case .inserted(let event):
      booking.state = .inserted
      booking.event = event
    case .nextAttempt(let token):
      booking.attempt = Attempt(
        booking: id, generation: booking.attempt.generation + 1, token: token, calendar: booking.attempt.calendar)
    case .confirmed(let code, let closing):
      guard !bookings.values.contains(where: { $0.desk == booking.desk && $0.code == code }) else {
        return .refused(booking)
      }
      booking.state = .confirmed
      booking.code = code
      outbox.add(.dress, for: id, due: now)
      if let closing { _ = deliveries.close(closing, at: now) }
    case .withdrawing: booking.state = .withdrawing
    case .released: booking.state = .released
    case .promised: booking.promised = true
    case .leased(let until): booking.leaseUntil = until
    }
    bookings[id] = booking
    return .advanced(booking)
  }

  mutating func takeOver(_ id: BookingID, at now: Instant, leaseUntil: Instant) -> Booking? {
    guard var booking = bookings[id], !booking.state.isAtRest, booking.leaseUntil <= now else { return nil }
    booking.epoch += 1
    booking.leaseUntil = leaseUntil
    bookings[id] = booking
    return booking
  }

  func unattended(at now: Instant, limit: Int) -> [Booking] {
    let lapsed = bookings.values.filter { !$0.state.isAtRest && $0.leaseUntil <= now }
    return Array(lapsed.sorted { ($0.leaseUntil, $0.id) < ($1.leaseUntil, $1.id) }.prefix(max(0, limit)))
  }

  func claims(on resources: [ResourceID], overlapping interval: Interval) -> [ResourceID: [Interval]] {
    var found = Dictionary(resources.map { ($0, [Interval]()) }, uniquingKeysWith: { first, _ in first })
    for booking in bookings.values where booking.state.excludes {
      for claim in booking.claims where claim.interval.overlaps(interval) {
        found[claim.resource]?.append(claim.interval)
      }
    }
    return found.mapValues { $0.sorted { $0.start < $1.start } }
  }

  var counts: LedgerCounts {
    var states = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
    for booking in bookings.values { states[booking.state, default: 0] += 1 }
    return LedgerCounts(bookings: states, outbox: outbox.count)
  }
}
