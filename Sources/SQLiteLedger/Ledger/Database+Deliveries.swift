import Desk
import GRDB
import Scheduling

/// A delivery as it is stored.
struct StoredDelivery {
  let fingerprint: Fingerprint
  let ticket: DeliveryTicket
  let leaseUntil: Instant
  /// What the current ticket answered.
  let answer: Answer?
}

/// What the ledger does with deliveries, each within a transaction that its caller began.
extension Database {
  func delivery(_ key: DeliveryKey) throws -> StoredDelivery? {
    let sql = """
      SELECT fingerprint, ticket, lease_until, answer FROM delivery WHERE desk = ? AND tool_call = ? AND call IS ?
      """
    return try row(sql, [key.desk.rawValue, key.toolCall.rawValue, key.call?.rawValue]).map { row in
      try StoredDelivery(
        fingerprint: Fingerprint(hexadecimal: row.required("fingerprint")),
        ticket: DeliveryTicket(row.required("ticket")), leaseUntil: row.instant("lease_until"),
        answer: row.answer("answer"))
    }
  }

  func open(
    _ key: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) throws -> DeliveryOpening {
    let stored = try delivery(key)
    if let stored {
      guard stored.fingerprint == fingerprint else { return .mismatched }
      if let answer = stored.answer {
        if answer.kind.isFinal { return .answered(answer) }
      } else if !Leases.hasRunOut(stored.leaseUntil, at: now) {
        return .inFlight
      }
    }
    let ticket = try DeliveryTicket(count("ticket"))
    if let stored {
      try run(
        "UPDATE delivery SET ticket = ?, lease_until = ?, answer = NULL, closed_at = NULL WHERE ticket = ?",
        [ticket.number, leaseUntil.milliseconds, stored.ticket.number])
    } else {
      try run(
        """
        INSERT INTO delivery (desk, call, tool_call, fingerprint, ticket, lease_until) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          key.desk.rawValue, key.call?.rawValue, key.toolCall.rawValue, fingerprint.hexadecimal, ticket.number,
          leaseUntil.milliseconds,
        ])
    }
    return .begun(ticket, owed: try key.call.map { try unreported(to: $0, of: key.desk) } ?? [])
  }

  func close(_ closing: DeliveryClosing, at now: Instant) throws -> Answer {
    guard let stored = try delivery(closing.delivery) else { return closing.answer }
    if let answer = stored.answer, answer.kind.isFinal { return answer }
    guard stored.ticket == closing.ticket else { return stored.answer ?? closing.answer }
    try run(
      "UPDATE delivery SET answer = ?, closed_at = ? WHERE ticket = ?",
      [closing.answer.stored.text, now.milliseconds, stored.ticket.number])
    return closing.answer
  }
}

extension Row {
  fileprivate func answer(_ column: String) throws -> Answer? {
    guard try (optional(column) as String?) != nil else { return nil }
    guard let answer = try Answer(stored: json(column)) else {
      throw LedgerFailure.corrupt("a delivery's answer is not readable")
    }
    return answer
  }
}
