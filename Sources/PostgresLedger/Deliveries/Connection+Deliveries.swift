import Desk
import Scheduling

/// A delivery as it is stored.
struct StoredDelivery {
  let fingerprint: Fingerprint
  let ticket: DeliveryTicket
  let leaseUntil: Instant
  /// What the current ticket answered.
  let answer: Answer?

  fileprivate init(_ row: Row) throws {
    fingerprint = try Fingerprint(hexadecimal: row.required("fingerprint"))
    ticket = try DeliveryTicket(row.required("ticket"))
    leaseUntil = try row.instant("lease_until")
    answer = try row.storedIfAny("answer", Answer.init(stored:))
  }
}

/// What the ledger does with deliveries, each within a transaction that its caller began.
extension Connection {
  func delivery(_ key: DeliveryKey, locked: Bool = false) throws -> StoredDelivery? {
    try row(
      """
      SELECT fingerprint, ticket, lease_until, answer FROM delivery
      WHERE desk = $1 AND digest(tool_call) = digest($2) AND coalesce(digest(call), '') = coalesce(digest($3), '')
        AND tool_call = $2 AND call IS NOT DISTINCT FROM $3 \(locked ? "FOR UPDATE" : "")
      """, [.id(key.desk), .id(key.toolCall), .text(key.call?.rawValue)]
    ).map(StoredDelivery.init)
  }

  func open(
    _ key: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) throws -> DeliveryOpening {
    if let ticket = try insert(key, fingerprint, leaseUntil: leaseUntil) {
      return .begun(ticket, owed: try unreported(to: key.call, of: key.desk))
    }
    guard let stored = try delivery(key, locked: true) else { throw StatementFailure.overtaken }
    if let opening = stored.opening(fingerprint, at: now) { return opening }
    let renewed = try row(
      """
      UPDATE delivery SET ticket = DEFAULT, lease_until = $2, answer = NULL, closed_at = NULL WHERE ticket = $1
      RETURNING ticket
      """, [.integer(stored.ticket.number), .instant(leaseUntil)])
    guard let renewed else { throw StatementFailure.overtaken }
    return try .begun(
      DeliveryTicket(renewed.required("ticket")), owed: unreported(to: key.call, of: key.desk))
  }

  /// - Returns: `nil` when it is there already.
  private func insert(
    _ key: DeliveryKey, _ fingerprint: Fingerprint, leaseUntil: Instant
  ) throws -> DeliveryTicket? {
    // A copy would use up a number, and tickets count the same in every ledger.
    guard try delivery(key) == nil else { return nil }
    return try row(
      """
      INSERT INTO delivery (desk, call, tool_call, fingerprint, lease_until) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING RETURNING ticket
      """,
      [
        .id(key.desk), .text(key.call?.rawValue), .id(key.toolCall), .text(fingerprint.hexadecimal),
        .instant(leaseUntil),
      ]
    ).map { try DeliveryTicket($0.required("ticket")) }
  }

  func close(_ closing: DeliveryClosing, at now: Instant) throws -> Answer {
    guard let stored = try delivery(closing.delivery, locked: true) else { return closing.answer }
    if let answer = stored.answer, answer.kind.isFinal { return answer }
    guard stored.ticket == closing.ticket else { return stored.answer ?? closing.answer }
    try change(
      "UPDATE delivery SET answer = $2, closed_at = $3 WHERE ticket = $1",
      [.integer(stored.ticket.number), .json(closing.answer.stored), .instant(now)])
    return closing.answer
  }
}

extension StoredDelivery {
  /// What another copy is told; `nil` when it may begin anew.
  fileprivate func opening(_ fingerprint: Fingerprint, at now: Instant) -> DeliveryOpening? {
    guard self.fingerprint == fingerprint else { return .mismatched }
    if let answer { return answer.kind.isFinal ? .answered(answer) : nil }
    return Leases.hasRunOut(leaseUntil, at: now) ? nil : .inFlight
  }
}
