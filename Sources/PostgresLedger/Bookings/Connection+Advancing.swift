import Desk
import Scheduling

/// Changes of a booking, within a transaction that the caller began. Its row is locked first, then seats, then resources,
/// then bookings that make way, then what else is written.
extension Connection {
  func advance(
    _ id: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) throws -> Verdict<AdvanceOutcome> {
    guard let stored = try lockedBooking(id) else { return .rollBack(.refused(nil)) }
    guard stored.booking.epoch == epoch, let step = change.step(from: stored.booking, at: now) else {
      return .rollBack(.refused(stored.booking))
    }
    if let code = step.booking.code, code != stored.booking.code,
      try isInUse(code, at: stored.booking.desk, exceptOf: id)
    {
      return .rollBack(.refused(stored.booking))
    }
    let seats = step.booking.seatsAdded(to: stored.booking)
    try lock(Self.names(of: seats))
    let booking: Booking
    switch try replaceClaims(of: stored, by: step) {
    case .done(let claiming): booking = claiming
    case .taken: return .rollBack(.taken)
    case .inOwnWay(let others): return .rollBack(.inOwnWay(try kept(others)))
    }
    switch try occupants(of: seats, askedBy: step.asker, at: booking.desk).makingRoom(for: seats, beside: []) {
    case .free(let others): try letGo(others, at: now)
    case .inOwnWay(let other): return .rollBack(.inOwnWay(try kept([other])))
    case .full(let key): return .rollBack(.full(key))
    }
    try update(booking, number: stored.number)
    try changeSeats(of: stored, to: booking)
    if let task = step.task { try addToOutbox(task, for: stored.number, due: now) }
    if let closing = step.closing { _ = try close(closing, at: now) }
    if let notice = step.notice { _ = try raise(notice) }
    return .commit(.advanced(booking))
  }

  func takeOver(_ id: BookingID, at now: Instant, leaseUntil: Instant) throws -> Booking? {
    try row(
      """
      UPDATE booking SET epoch = epoch + 1, lease_until = $3
      WHERE digest(id) = digest($1) AND id = $1 AND \(LeaseCondition.hasRunOut("lease_until", at: "$2"))
        AND state NOT IN ('confirmed', 'cancelled', 'released')
      RETURNING *
      """, [.id(id), .instant(now), .instant(leaseUntil)]
    ).map { try StoredBooking($0).booking }
  }

  /// Not at rest is the same here as in ``BookingState/isAtRest``; the words are those of an index.
  func unfinished(limit: Int, leasedUntil: Instant? = nil) throws -> [Booking] {
    try bookings(
      where: """
        state NOT IN ('confirmed', 'cancelled', 'released') AND ($1 IS NULL OR \(LeaseCondition.hasRunOut("lease_until", at: "$1")))
        ORDER BY lease_until, id LIMIT $2
        """, [.integer(leasedUntil?.milliseconds), .integer(max(0, limit))])
  }

  /// A code that another booking has is left out, like claims that overlap and seats that are not free.
  func restore(_ booking: Booking, raising notice: Notice?, at now: Instant) throws -> Booking {
    try script("SET LOCAL frontdesk.restoring = 'on'")
    var booking = booking
    let stored = try lockedBooking(booking.id)
    if let stored { booking.epoch = stored.booking.epoch + 1 }
    if let code = booking.code, try isInUse(code, at: booking.desk, exceptOf: booking.id) { booking.code = nil }
    let seats = booking.seatsAdded(to: stored?.booking)
    try lock(Self.names(of: seats))
    booking.giveUpSeats(Set(try full(seats)))
    let numbers = try lock(booking.liveClaims.map(\.resource))
    let wanted = booking.liveClaims
    booking.leaveOut(Set(try obstacles(to: wanted, of: stored?.number).map { wanted[$0.position] }))
    if let stored {
      try change("DELETE FROM claim WHERE booking = $1", [.integer(stored.number)])
      try update(booking, number: stored.number)
      try insert(booking.liveClaims, of: stored.number, numbers)
      try changeSeats(of: stored, to: booking)
    } else {
      guard let number = try insert(booking) else { throw StatementFailure.overtaken }
      try insert(booking.liveClaims, of: number, numbers)
      try takeSeats(booking.liveSeats, of: number)
    }
    if let notice { _ = try raise(notice) }
    return booking
  }
}
