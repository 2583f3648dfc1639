package import Desk
package import Scheduling

extension PostgresLedger: DeliveryRecords {
  package func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    try await write(.write) { try $0.open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil) }
  }

  package func progress(
    of delivery: DeliveryKey, at now: Instant
  ) async throws(LedgerFailure) -> DeliveryProgress {
    try await read { db in
      guard let stored = try db.delivery(delivery) else { return .idle }
      if let answer = stored.answer { return .answered(answer) }
      return Leases.hasRunOut(stored.leaseUntil, at: now) ? .idle : .inFlight
    }
  }

  package func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    let closing = DeliveryClosing(delivery: delivery, ticket: ticket, answer: answer)
    return try await write(.write) { try $0.close(closing, at: now) }
  }
}
