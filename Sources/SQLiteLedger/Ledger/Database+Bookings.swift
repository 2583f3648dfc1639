import Desk
import GRDB
import Scheduling

/// What the ledger does with bookings, each within a transaction that its caller began.
extension Database {
  /// The schema decides whether the time is taken: the booking is written, and a trigger takes it back.
  func hold(_ booking: Booking, at now: Instant) throws -> HoldOutcome {
    if let same = try self.booking(booking.id) { return same.state.excludes ? .standing(same) : .taken }
    if let standing = try standing(for: booking, at: now) { return .standing(standing) }
    let kept = try kept(for: booking.call, at: booking.desk)
    let overlapped = kept.filter { $0.isInTheWay(of: booking) }
    let placed = overlapped.filter { $0.state != .kept }
    guard placed.isEmpty else {
      return try isTaken(booking, beside: overlapped) ? .taken : .inOwnWay(placed)
    }
    var gone: [Booking] = []
    let refusal = try refusal {
      for booking in overlapped { try letGo(booking, at: now) }
      try insert(booking)
      let others = kept.filter { !overlapped.contains($0) }
      let seated = try makingRoom(for: booking.liveSeats, among: others)
      gone = try seated.map { try letGo($0, at: now) }
      if booking.isOnlyKept {
        let crowdedOut = others.filter { !seated.contains($0) }.dropLast(BookingLimits.keptForOneCall - 1)
        gone += try crowdedOut.map { try letGo($0, at: now) }
      }
      try takeSeats(booking.liveSeats, of: booking.id)
    }
    return switch refusal {
    case nil: .held(booking, insteadOf: gone.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) })
    case .taken: .taken
    case .full(let key): .full(key)
    case .inOwnWay(let kept): .inOwnWay([kept])
    }
  }

  private func standing(for booking: Booking, at now: Instant) throws -> Booking? {
    let candidates = try rows(
      """
      SELECT *, (call IS NOT NULL AND call IS :call AND host = :host) AS of_call FROM booking
      WHERE desk = :desk AND start = :start AND offering = :offering
        AND state NOT IN ('cancelling', 'cancelled', 'released')
        AND (of_call OR (caller IS NOT NULL AND caller IS :caller AND created_at > :since AND is_only_kept = 0))
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

  /// What is only kept for the call, the oldest first.
  private func kept(for call: CallID?, at desk: DeskKey) throws -> [Booking] {
    guard let call else { return [] }
    return try bookings(
      """
      SELECT * FROM booking WHERE desk = ? AND call = ? AND is_only_kept = 1 AND state IN ('kept', 'held', 'inserted')
      ORDER BY created_at, id
      """, [desk.rawValue, call.rawValue])
  }

  /// It is no longer kept. What may have an event is withdrawn by whoever comes first.
  @discardableResult
  private func letGo(_ kept: Booking, at now: Instant) throws -> Booking {
    var gone = kept
    gone.state = kept.state == .kept ? .released : .withdrawing
    if gone.state == .withdrawing { gone.leaseUntil = min(kept.leaseUntil, now) }
    try run(
      "UPDATE booking SET state = ?, lease_until = ? WHERE id = ?",
      [gone.state.rawValue, gone.leaseUntil.milliseconds, kept.id.rawValue])
    return gone
  }

  func advance(
    _ id: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) throws -> AdvanceOutcome {
    guard let booking = try booking(id) else { return .refused(nil) }
    guard booking.epoch == epoch, var step = change.step(from: booking, at: now) else { return .refused(booking) }
    if let code = step.booking.code, code != booking.code, try isInUse(code, at: booking.desk, exceptOf: id) {
      return .refused(booking)
    }
    if step.leavesOverlapsOut { step.booking.claims = try free(step.booking.claims, for: id) }
    let kept = try kept(for: step.asker, at: booking.desk)
    let overlapped = kept.filter { $0.isInTheWay(of: step.booking) }
    let placed = overlapped.filter { $0.state != .kept }
    guard placed.isEmpty else {
      return try isTaken(step.booking, beside: overlapped) ? .taken : .inOwnWay(placed)
    }
    let refusal = try refusal {
      for booking in overlapped { try letGo(booking, at: now) }
      try update(booking, to: step.booking)
      let others = kept.filter { !overlapped.contains($0) }
      let seats = step.booking.seatsAdded(to: booking)
      for booking in try makingRoom(for: seats, among: others) { try letGo(booking, at: now) }
      try changeSeats(of: booking, to: step.booking)
    }
    switch refusal {
    case nil: break
    case .taken: return .taken
    case .full(let key): return .full(key)
    case .inOwnWay(let kept): return .inOwnWay([kept])
    }
    if let task = step.task { try addToOutbox(task, for: id, due: now) }
    if let closing = step.closing { _ = try close(closing, at: now) }
    if let notice = step.notice { _ = try raise(notice) }
    return .advanced(step.booking)
  }

  private func isInUse(_ code: ConfirmationCode, at desk: DeskKey, exceptOf id: BookingID) throws -> Bool {
    try row(
      "SELECT 1 FROM booking WHERE desk = ? AND code = ? AND id <> ?", [desk.rawValue, code.rawValue, id.rawValue])
      != nil
  }

  func takeOver(_ id: BookingID, at now: Instant, leaseUntil: Instant) throws -> Booking? {
    guard let booking = try booking(id), !booking.state.isAtRest, Leases.hasRunOut(booking.leaseUntil, at: now)
    else { return nil }
    var taken = booking
    taken.epoch += 1
    taken.leaseUntil = leaseUntil
    try update(booking, to: taken)
    return taken
  }

  func restore(_ booking: Booking, raising notice: Notice?) throws -> Booking {
    let stored = try self.booking(booking.id)
    var restored = booking
    if booking.state.excludes {
      restored.claims = try free(booking.claims, for: booking.id)
      restored.move = try booking.move.map { try $0.claiming(free($0.claims, for: booking.id)) }
      restored.left = try booking.left.map {
        try Remains(attempt: $0.attempt, claims: free($0.claims, for: booking.id), seats: $0.seats)
      }
      restored.giveUpSeats(try fullKeys(for: restored, after: stored))
    }
    if let code = booking.code, try isInUse(code, at: booking.desk, exceptOf: booking.id) { restored.code = nil }
    if let stored {
      restored.epoch = stored.epoch + 1
      try update(stored, to: restored)
      try changeSeats(of: stored, to: restored)
    } else {
      try insert(restored)
      try takeSeats(restored.liveSeats, of: restored.id)
    }
    if let notice { _ = try raise(notice) }
    return restored
  }
}

/// Where another booking stands in the way.
extension Database {
  /// Does it, unless a claim would overlap another booking's or a seat cannot be had; then nothing of it stays.
  private func refusal(_ body: () throws -> Void) throws -> ClaimRefusal? {
    var refusal: ClaimRefusal?
    try inSavepoint {
      do {
        try body()
        return .commit
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER
        && error.message == SchemaVersion2.overlapRefusal
      {
        refusal = .taken
        return .rollback
      } catch let error as ClaimRefusal {
        refusal = error
        return .rollback
      }
    }
    return refusal
  }

  /// Whether anything stands in the booking's way beside itself and those bookings.
  private func isTaken(_ booking: Booking, beside own: [Booking]) throws -> Bool {
    let own = Set(own.map(\.id) + [booking.id])
    for claim in booking.liveClaims {
      let found = try rows(
        """
        SELECT booking FROM claim
        WHERE live = 1 AND resource = ? AND "end" > ? AND start < ? AND (occasion = ?) IS NOT TRUE
        """,
        [
          claim.resource.rawValue, claim.interval.start.milliseconds, claim.interval.end.milliseconds,
          claim.occasion?.rawValue,
        ])
      if try found.contains(where: { try !own.contains(BookingID($0.required("booking"))) }) { return true }
    }
    return false
  }

  /// Those of the claims that overlap no other booking's.
  private func free(_ claims: [Claim], for booking: BookingID) throws -> [Claim] {
    let sql = SchemaVersion3.overlapping(
      resource: ":resource", start: ":start", end: ":end", occasion: ":occasion", exceptOf: ":booking")
    return try claims.filter { claim in
      try row(
        sql,
        [
          "resource": claim.resource.rawValue, "start": claim.interval.start.milliseconds,
          "end": claim.interval.end.milliseconds, "booking": booking.rawValue,
          "occasion": claim.occasion?.rawValue,
        ]) == nil
    }
  }
}

extension Booking {
  fileprivate func isInTheWay(of other: Booking) -> Bool {
    claims.contains { mine in other.liveClaims.contains { $0.excludes(mine) } }
  }
}

extension Move {
  fileprivate func claiming(_ claims: [Claim]) -> Move {
    Move(
      host: host, period: period, claims: claims, seats: seats, attempt: attempt, others: others, call: call,
      askedAt: askedAt)
  }
}
