import Desk
import Scheduling

/// Step S1 of the booking protocol, within a transaction that the caller began.
extension Connection {
  /// Most of those who want a contended time learn already before any lock that it is gone. Who may get it looks again with
  /// the locks: on the intents, since two of one intent may want different hosts, and the seats, then on the
  /// resources.
  func hold(_ booking: Booking, at now: Instant) throws -> Verdict<HoldOutcome> {
    if let outcome = try prospect(of: booking, at: now).outcome { return .rollBack(outcome) }
    try lock(intents(of: booking) + Self.names(of: booking.liveSeats))
    let numbers = try lock(booking.liveClaims.map(\.resource))
    switch try prospect(of: booking, at: now) {
    case .settled(let outcome): return .rollBack(outcome)
    case .free(let overlapped, let crowdedOut):
      try release(overlapped)
      let gone = try letGo(crowdedOut, at: now)
      guard let number = try insert(booking) else { throw StatementFailure.overtaken }
      try insert(booking.liveClaims, of: number, numbers)
      try takeSeats(booking.liveSeats, of: number)
      return .commit(.held(booking, insteadOf: gone))
    }
  }

  private enum Prospect {
    case settled(HoldOutcome)
    /// With the bookings that are only kept and make way: those that overlap, and those that are too many.
    case free(overlapped: [Int64], crowdedOut: [Int64])

    var outcome: HoldOutcome? { if case .settled(let outcome) = self { outcome } else { nil } }
  }

  private func prospect(of booking: Booking, at now: Instant) throws -> Prospect {
    // In this order: without the locks each look is of a later moment, and what is in the way may be the same intent's.
    let obstacles = try obstacles(to: booking.liveClaims)
    let occupants = try occupants(of: booking.liveSeats, askedBy: booking.call, at: booking.desk)
    if let standing = try standing(for: booking, at: now) { return .settled(standing) }
    guard obstacles.allSatisfy({ $0.isKept(for: booking.call, at: booking.desk) }) else { return .settled(.taken) }
    let placed = Set(obstacles.filter(\.mayHaveEvent).map(\.booking))
    guard placed.isEmpty else { return try .settled(.inOwnWay(kept(placed))) }
    let overlapped = Set(obstacles.map(\.booking))
    switch occupants.makingRoom(for: booking.liveSeats, beside: overlapped) {
    case .full(let key): return .settled(.full(key))
    case .inOwnWay(let other): return try .settled(.inOwnWay(kept([other])))
    case .free(let released):
      let others = try crowdedOut(by: booking, beside: overlapped.union(released))
      return .free(overlapped: overlapped.sorted(), crowdedOut: released + others)
    }
  }

  private func standing(for booking: Booking, at now: Instant) throws -> HoldOutcome? {
    let known = try rows(
      """
      SELECT *, digest(id) = digest($1) AND id = $1 AS is_same,
        coalesce(call = $2 AND host = $3, false) AS is_of_call
      FROM booking
      WHERE digest(id) = digest($1) AND id = $1
        OR desk = $4 AND "start" = $5 AND offering = $6 AND state NOT IN ('released', 'cancelled')
          AND state <> 'cancelling'
          AND (call = $2 AND host = $3 OR caller = $7 AND NOT only_kept AND created_at > $8)
      ORDER BY is_same DESC, is_of_call DESC, created_at DESC, id DESC
      """,
      [
        .id(booking.id), .text(booking.call?.rawValue), .id(booking.host), .id(booking.desk),
        .instant(booking.period.start), .id(booking.offering), .text(booking.caller?.rawValue),
        .instant(now - .minutes(10)),
      ])
    for row in known {
      let candidate = try StoredBooking(row).booking
      if try row.required("is_same") { return candidate.state.excludes ? .standing(candidate) : .taken }
      if try row.required("is_of_call") || candidate.details.mayBeSamePerson(as: booking.details) {
        return .standing(candidate)
      }
    }
    return nil
  }

  /// More than a few times are not kept for one call: the oldest go.
  private func crowdedOut(by booking: Booking, beside overlapped: Set<Int64>) throws -> [Int64] {
    guard booking.isOnlyKept, let call = booking.call else { return [] }
    let kept: [Int64] = try rows(
      """
      SELECT number FROM booking
      WHERE desk = $1 AND call = $2 AND only_kept AND state IN ('kept', 'held', 'inserted') ORDER BY created_at, id
      """, [.id(booking.desk), .id(call)]
    ).map { try $0.required("number") }.filter { !overlapped.contains($0) }
    return Array(kept.prefix(max(0, kept.count - (BookingLimits.keptForOneCall - 1))))
  }

  func kept(_ numbers: Set<Int64>) throws -> [Booking] {
    try rows("SELECT * FROM booking WHERE number = ANY ($1) ORDER BY created_at, id", [.integers(numbers.sorted())])
      .map { try StoredBooking($0).booking }
  }

  /// They are no longer kept. What may have an event is withdrawn by whoever comes first.
  @discardableResult
  func letGo(_ numbers: [Int64], at now: Instant) throws -> [Booking] {
    guard !numbers.isEmpty else { return [] }
    let gone = try rows(
      """
      UPDATE booking SET state = CASE state WHEN 'kept' THEN 'released' ELSE 'withdrawing' END,
        lease_until = CASE state WHEN 'kept' THEN lease_until ELSE least(lease_until, $2) END
      WHERE number IN (
        SELECT number FROM booking
        WHERE number = ANY ($1) AND only_kept AND state IN ('kept', 'held', 'inserted') ORDER BY number FOR UPDATE)
      RETURNING *
      """, [.integers(numbers), .instant(now)]
    ).map { try StoredBooking($0).booking }
    guard gone.count == numbers.count else { throw StatementFailure.overtaken }
    return gone.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  /// What is only kept, and nothing was sent for, excludes no longer.
  func release(_ numbers: [Int64]) throws {
    guard !numbers.isEmpty else { return }
    let released = try change(
      """
      UPDATE booking SET state = 'released'
      WHERE number IN (
        SELECT number FROM booking WHERE number = ANY ($1) AND state = 'kept' ORDER BY number FOR UPDATE)
      """, [.integers(numbers)])
    guard released == numbers.count else { throw StatementFailure.overtaken }
  }

  private func intents(of booking: Booking) -> [String] {
    let time = "\(booking.period.start.milliseconds) \(booking.desk) \(booking.offering)"
    return [
      "booking \(booking.id)", booking.call.map { "call \($0) \(time)" },
      booking.caller.map { "caller \($0.rawValue) \(time)" },
    ].compactMap(\.self)
  }
}
