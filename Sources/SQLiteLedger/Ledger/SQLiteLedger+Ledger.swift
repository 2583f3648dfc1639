package import Desk
import GRDB
package import Scheduling

extension SQLiteLedger: Ledger {
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
      return row.leaseUntil > now ? .inFlight : .idle
    }
  }

  package func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    try await write { try $0.close(DeliveryClosing(delivery: delivery, ticket: ticket, answer: answer), at: now) }
  }

  package func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await write { try $0.hold(booking, at: now) }
  }

  package func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await write { try $0.advance(booking, epoch: epoch, by: change, at: now) }
  }

  package func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try await write { try $0.takeOver(booking, at: now, leaseUntil: leaseUntil) }
  }

  package func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unattended(at: now, limit: limit) }
  }

  package func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? {
    try await read { try $0.booking(id) }
  }

  package func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [Interval]] {
    try await read { try $0.claims(on: resources, overlapping: interval) }
  }

  package func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await write {
      try $0.run(
        "INSERT INTO ended_call (desk, call, ended_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [desk.rawValue, call.rawValue, now.milliseconds])
    }
  }

  package func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    try await read {
      try $0.row("SELECT 1 FROM ended_call WHERE desk = ? AND call = ?", [desk.rawValue, call.rawValue]) != nil
    }
  }

  package func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    try await write { try $0.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit) }
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

  package func counts() async throws(LedgerFailure) -> LedgerCounts {
    try await read { try $0.counts() }
  }

  package func forget(before: Instant) async throws(LedgerFailure) {
    try await write { db in
      try db.run("DELETE FROM delivery WHERE ifnull(closed_at, lease_until) < ?", [before.milliseconds])
      try db.run("DELETE FROM ended_call WHERE ended_at < ?", [before.milliseconds])
      try db.run("DELETE FROM one_time_state WHERE lapses < ?", [before.milliseconds])
    }
  }
}
