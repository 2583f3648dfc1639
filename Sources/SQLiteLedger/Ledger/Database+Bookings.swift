import Desk
import GRDB
import Scheduling

/// What the ledger does with bookings, each within a transaction that its caller began.
extension Database {
  /// The schema decides whether the time is taken: the booking is written, and a trigger takes it back.
  func hold(_ booking: Booking, at now: Instant) throws -> HoldOutcome {
    if let same = try self.booking(booking.id) { return same.state.excludes ? .standing(same) : .taken }
    if let standing = try standing(for: booking, at: now) { return .standing(standing) }
    var isTaken = false
    try inSavepoint {
      do {
        try insert(booking)
        return .commit
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER {
        isTaken = true
        return .rollback
      }
    }
    return isTaken ? .taken : .held(booking)
  }

  private func standing(for booking: Booking, at now: Instant) throws -> Booking? {
    let candidates = try rows(
      """
      SELECT *, (call IS NOT NULL AND call IS :call AND host = :host) AS of_call FROM booking
      WHERE desk = :desk AND start = :start AND offering = :offering AND state <> 'released'
        AND (of_call OR (caller IS NOT NULL AND caller IS :caller AND created_at > :since))
      ORDER BY of_call DESC, created_at DESC, id DESC
      """,
      [
        "call": booking.call?.rawValue, "host": booking.host.rawValue, "desk": booking.desk.rawValue,
        "start": booking.period.start.milliseconds, "offering": booking.offering.rawValue,
        "caller": booking.caller?.rawValue, "since": (now - .minutes(10)).milliseconds,
      ])
    for row in candidates {
      let candidate = try self.booking(from: row)
      let isOfCall: Bool = try row.required("of_call")
      if isOfCall || candidate.details.mayBeSamePerson(as: booking.details) { return candidate }
    }
    return nil
  }

  func advance(
    _ id: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) throws -> AdvanceOutcome {
    guard var booking = try booking(id) else { return .refused(nil) }
    guard booking.epoch == epoch, change.allowed(from: booking.state) else { return .refused(booking) }
    switch change {
    case .inserted(let event):
      booking.state = .inserted
      booking.event = event
    case .nextAttempt(let token):
      booking.attempt = Attempt(
        booking: id, generation: booking.attempt.generation + 1, token: token, calendar: booking.attempt.calendar)
    case .confirmed(let code, let closing):
      guard try !isInUse(code, at: booking.desk) else { return .refused(booking) }
      booking.state = .confirmed
      booking.code = code
      try addToOutbox(.dress, for: id, due: now)
      if let closing { _ = try close(closing, at: now) }
    case .withdrawing: booking.state = .withdrawing
    case .released: booking.state = .released
    case .promised: booking.promised = true
    case .leased(let until): booking.leaseUntil = until
    }
    try update(booking)
    return .advanced(booking)
  }

  private func isInUse(_ code: ConfirmationCode, at desk: DeskKey) throws -> Bool {
    try row("SELECT 1 FROM booking WHERE desk = ? AND code = ?", [desk.rawValue, code.rawValue]) != nil
  }

  func takeOver(_ id: BookingID, at now: Instant, leaseUntil: Instant) throws -> Booking? {
    guard var booking = try booking(id), !booking.state.isAtRest, booking.leaseUntil <= now else { return nil }
    booking.epoch += 1
    booking.leaseUntil = leaseUntil
    try update(booking)
    return booking
  }

  func unattended(at now: Instant, limit: Int) throws -> [Booking] {
    try rows(
      """
      SELECT * FROM booking WHERE state IN ('held', 'inserted', 'withdrawing') AND lease_until <= ?
      ORDER BY lease_until, id LIMIT ?
      """, [now.milliseconds, max(0, limit)]
    ).map { try booking(from: $0) }
  }

  func claims(on resources: [ResourceID], overlapping interval: Interval) throws -> [ResourceID: [Interval]] {
    var found: [ResourceID: [Interval]] = [:]
    for resource in resources where found[resource] == nil {
      found[resource] = try rows(
        """
        SELECT start, "end" FROM claim WHERE live = 1 AND resource = ? AND "end" > ? AND start < ? ORDER BY start
        """, [resource.rawValue, interval.start.milliseconds, interval.end.milliseconds]
      ).map { try $0.interval() }
    }
    return found
  }

  func counts() throws -> LedgerCounts {
    var states = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
    for row in try rows("SELECT state, count(*) AS bookings FROM booking GROUP BY state") {
      guard let state = try BookingState(rawValue: row.required("state")) else {
        throw LedgerFailure.corrupt("a booking's state is unknown")
      }
      states[state] = try row.required("bookings")
    }
    let outbox: Int? = try row("SELECT count(*) AS entries FROM outbox")?.required("entries")
    return LedgerCounts(bookings: states, outbox: outbox ?? 0)
  }
}
