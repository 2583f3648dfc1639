import Desk
import Scheduling

/// Lost outbox: what is handed out counts as done.
struct CarelessLedger: LedgerInFront {
  let behind: any Ledger

  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) async throws(LedgerFailure) -> [OutboxEntry] {
    let entries = try await behind.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
    for entry in entries { try await behind.settle(entry.id) }
    return entries
  }

  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {}

  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {}
}
