package import Desk
import GRDB
package import Scheduling

/// The parts of the port about deliveries, calls, the outbox and notices.
extension SQLiteLedger {
  package func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    try await write { try $0.open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil) }
  }

  package func progress(
    of delivery: DeliveryKey, at now: Instant
  ) async throws(LedgerFailure) -> DeliveryProgress {
    try await read { db in
      guard let row = try db.delivery(delivery) else { return .idle }
      if let answer = row.answer { return .answered(answer) }
      return Leases.hasRunOut(row.leaseUntil, at: now) ? .idle : .inFlight
    }
  }

  package func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    try await write { try $0.close(DeliveryClosing(delivery: delivery, ticket: ticket, answer: answer), at: now) }
  }

  package func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await write { try $0.markEnded(call, of: desk, at: now) }
  }

  package func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    try await read { try $0.hasEnded(call, of: desk) }
  }

  package func extendKept(
    for call: CallID, of desk: DeskKey, at now: Instant, until: Instant
  ) async throws(LedgerFailure) {
    // As a rule nothing is kept: then nobody is kept from writing, and nothing is synced.
    guard try await read({ try $0.hasKept(for: call, of: desk, at: now, until: until) }) else { return }
    try await write { try $0.extendKept(for: call, of: desk, at: now, until: until) }
  }

  package func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unreported(to: call, of: desk) }
  }

  package func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unheard(owedBefore: owedBefore, limit: limit) }
  }

  package func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    try await write { db in
      guard try db.closedBecause() == nil else { return [] }
      return try db.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
    }
  }

  package func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {
    try await write { try $0.run("DELETE FROM outbox WHERE id = ?", [entry.rawValue]) }
  }

  package func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    try await write {
      try $0.run(
        "UPDATE outbox SET tries = tries + 1, due = ?, lease_until = NULL WHERE id = ?",
        [until.milliseconds, entry.rawValue])
    }
  }

  package func raise(
    _ notice: Notice, closing: DeliveryClosing?, at now: Instant
  ) async throws(LedgerFailure) -> Bool {
    try await write { db in
      if let closing { _ = try db.close(closing, at: now) }
      return try db.raise(notice)
    }
  }

  package func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    try await read { try $0.notices(of: desk, kind: kind, includingDone: includingDone, limit: limit) }
  }

  package func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await write { try $0.markDone(notice, at: now) }
  }
}
