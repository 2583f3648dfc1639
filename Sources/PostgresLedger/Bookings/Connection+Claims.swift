import Desk
import Scheduling

/// Claims. Whoever adds some locks the rows of their resources first, in the order of their numbers, looks for what is in
/// the way, and only then writes. The exclusion constraint would refuse an overlap also without the locks, but those who want
/// one time at once would wait for each other in no order, and PostgreSQL would take a second to find each deadlock.
extension Connection {
  /// A claim that is in the way of another.
  struct Obstacle {
    /// Which of the claims asked for it is in the way of.
    let position: Int
    /// The booking whose it is.
    let booking: Int64
    let keptFor: (desk: DeskKey, call: CallID)?
    /// Whether anything may have been sent to the calendar for it.
    let mayHaveEvent: Bool

    func isKept(for call: CallID?, at desk: DeskKey) -> Bool {
      keptFor.map { $0.desk == desk && $0.call == call } ?? false
    }
  }

  enum ClaimReplacement {
    /// With the booking, without what overlapped another's if that was to be left out.
    case done(Booking)
    case taken
    /// Of these, only kept for the call that asks, which may have an event already.
    case inOwnWay(Set<Int64>)
  }

  /// Nobody else adds a claim on these resources until the transaction ends. Not to be asked twice in one transaction: who
  /// has some locked and waits for others may be waited for.
  ///
  /// - Returns: their numbers.
  func lock(_ resources: some Sequence<ResourceID>) throws -> [ResourceID: Int64] {
    let names = Set(resources).sorted().map { $0.rawValue as String? }
    guard !names.isEmpty else { return [:] }
    let known = "FROM resource WHERE digest(name) IN (SELECT digest(asked) FROM unnest($1) AS asked)"
    // None is locked before all are there.
    let locked = """
      SELECT number, name \(known) AND (SELECT count(*) \(known)) = $2 ORDER BY number FOR NO KEY UPDATE
      """
    let parameters: [Parameter] = [.texts(names), .integer(names.count)]
    var found = try rows(locked, parameters)
    if found.isEmpty {
      // In the order of their names: those who make the same ones at once wait for each other one way only.
      try change(
        """
        INSERT INTO resource (name) SELECT asked FROM unnest($1) AS asked ORDER BY asked COLLATE "C"
        ON CONFLICT DO NOTHING
        """, [.texts(names)])
      found = try rows(locked, parameters)
    }
    let numbers = try found.map { try (ResourceID($0.required("name")), $0.required("number") as Int64) }
    return Dictionary(numbers) { first, _ in first }
  }

  /// The claims of other bookings that overlap some of these and are not of the same occasion.
  func obstacles(to claims: [Claim], of booking: Int64? = nil) throws -> [Obstacle] {
    guard !claims.isEmpty else { return [] }
    return try rows(
      """
      SELECT wanted.position - 1 AS position, claim.booking, booking.desk,
        booking.state <> 'kept' AS may_have_event,
        CASE WHEN booking.only_kept AND booking.state IN ('kept', 'held', 'inserted') THEN booking.call END AS kept_for
      FROM unnest($1, $2, $3, $5) WITH ORDINALITY AS wanted (name, "start", "end", occasion, position)
      JOIN resource ON digest(resource.name) = digest(wanted.name)
      JOIN claim ON claim.resource = resource.number
        AND int8range(claim."start", claim."end") && int8range(wanted."start", wanted."end")
      JOIN booking ON booking.number = claim.booking
      WHERE claim.booking IS DISTINCT FROM $4 AND (claim.occasion = wanted.occasion) IS NOT TRUE
      """,
      [
        .texts(claims.map(\.resource.rawValue)), .integers(claims.map(\.interval.start.milliseconds)),
        .integers(claims.map(\.interval.end.milliseconds)), .integer(booking),
        .texts(claims.map(\.occasion?.rawValue)),
      ]
    ).map { row in
      let call: String? = try row.optional("kept_for")
      let desk: String = try row.required("desk")
      return try Obstacle(
        position: row.required("position"), booking: row.required("booking"),
        keptFor: call.map { (DeskKey(desk), CallID($0)) }, mayHaveEvent: row.required("may_have_event"))
    }
  }

  /// Writes the live claims of a booking, whose resources are locked and free.
  func insert(_ claims: [Claim], of booking: Int64, _ numbers: [ResourceID: Int64]) throws {
    guard !claims.isEmpty else { return }
    let resources = claims.compactMap { numbers[$0.resource] }
    let written = try change(
      """
      INSERT INTO claim (booking, position, resource, "start", "end", occasion)
      SELECT $1, position, resource, "start", "end", occasion
      FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS wanted (resource, "start", "end", occasion, position)
      ON CONFLICT DO NOTHING
      """,
      [
        .integer(booking), .integers(resources), .integers(claims.map(\.interval.start.milliseconds)),
        .integers(claims.map(\.interval.end.milliseconds)), .texts(claims.map(\.occasion?.rawValue)),
      ])
    // Somebody wrote a claim without the lock: a restored dump, a person.
    guard written == claims.count else { throw StatementFailure.overtaken }
  }

  /// Brings the live claims of a stored booking from what they were to what they are to be. What is only kept for the call
  /// that asks is released where it is in the way.
  func replaceClaims(of before: StoredBooking, by step: BookingStep) throws -> ClaimReplacement {
    let stood = before.booking.liveClaims
    var after = step.booking
    guard stood != after.liveClaims else { return .done(after) }
    let added = after.liveClaims.filter { !stood.contains($0) }
    // Also those of claims that stay, which are written anew.
    let numbers = try lock(after.liveClaims.map(\.resource))
    let obstacles = try obstacles(to: added, of: before.number)
    if step.leavesOverlapsOut {
      after.leaveOut(Set(obstacles.map { added[$0.position] }))
    } else {
      guard obstacles.allSatisfy({ $0.isKept(for: step.asker, at: after.desk) }) else { return .taken }
      let placed = Set(obstacles.filter(\.mayHaveEvent).map(\.booking))
      guard placed.isEmpty else { return .inOwnWay(placed) }
      try release(Set(obstacles.map(\.booking)).sorted())
    }
    try change("DELETE FROM claim WHERE booking = $1", [.integer(before.number)])
    try insert(after.liveClaims, of: before.number, numbers)
    return .done(after)
  }
}

extension StatementFailure {
  /// What was looked up was changed meanwhile by another transaction: the whole is to be tried again.
  static var overtaken: StatementFailure {
    .refused(ServerError(state: SQLState("40001"), message: "another transaction was faster"))
  }
}

extension Booking {
  mutating func leaveOut(_ taken: Set<Claim>) {
    claims.removeAll(where: taken.contains)
    if let move, move.claims.contains(where: taken.contains) {
      self.move = Move(
        host: move.host, period: move.period, claims: move.claims.filter { !taken.contains($0) }, seats: move.seats,
        attempt: move.attempt, others: move.others, call: move.call, askedAt: move.askedAt)
    }
    if let left, left.claims.contains(where: taken.contains) {
      self.left = Remains(
        attempt: left.attempt, claims: left.claims.filter { !taken.contains($0) }, seats: left.seats)
    }
  }
}
