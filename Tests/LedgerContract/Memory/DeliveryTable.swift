import Desk
import Scheduling

/// Deliveries by their key; tickets are counted over all of them, so that a forgotten delivery's ticket never returns.
struct DeliveryTable: Sendable {
  private struct Row: Sendable {
    let fingerprint: Fingerprint
    var ticket: DeliveryTicket
    var leaseUntil: Instant
    /// What the current ticket answered, and when.
    var closed: (answer: Answer, at: Instant)?
  }

  private var rows: [DeliveryKey: Row] = [:]
  private var lastTicket = 0

  mutating func open(
    _ key: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) -> DeliveryOpening {
    if let row = rows[key] {
      guard row.fingerprint == fingerprint else { return .mismatched }
      if let answer = row.closed?.answer {
        if answer.kind.isFinal { return .answered(answer) }
      } else if !Leases.hasRunOut(row.leaseUntil, at: now) {
        return .inFlight
      }
    }
    lastTicket += 1
    let ticket = DeliveryTicket(lastTicket)
    rows[key] = Row(fingerprint: fingerprint, ticket: ticket, leaseUntil: leaseUntil)
    return .begun(ticket)
  }

  func progress(of key: DeliveryKey, at now: Instant) -> DeliveryProgress {
    guard let row = rows[key] else { return .idle }
    if let closed = row.closed { return .answered(closed.answer) }
    return Leases.hasRunOut(row.leaseUntil, at: now) ? .idle : .inFlight
  }

  mutating func close(_ closing: DeliveryClosing, at now: Instant) -> Answer {
    guard let row = rows[closing.delivery] else { return closing.answer }
    if let answer = row.closed?.answer, answer.kind.isFinal { return answer }
    guard row.ticket == closing.ticket else { return row.closed?.answer ?? closing.answer }
    rows[closing.delivery]?.closed = (closing.answer, now)
    return closing.answer
  }

  mutating func forget(before: Instant) {
    rows = rows.filter { ($0.value.closed?.at ?? $0.value.leaseUntil) >= before }
  }
}
