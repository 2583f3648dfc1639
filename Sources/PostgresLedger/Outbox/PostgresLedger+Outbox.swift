package import Desk
package import Scheduling

extension PostgresLedger: OutboxRecords {
  package func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    try await write(.write) { db in
      guard try db.closedBecause() == nil else { return [] }
      return try db.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
    }
  }

  package func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {
    try await write(.write) { _ = try $0.change("DELETE FROM outbox WHERE id = $1", [.integer(entry.rawValue)]) }
  }

  package func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    try await write(.write) {
      _ = try $0.change(
        "UPDATE outbox SET tries = tries + 1, due = $2, lease_until = NULL WHERE id = $1",
        [.integer(entry.rawValue), .instant(until)])
    }
  }
}

extension Connection {
  func addToOutbox(_ task: OutboxEntry.Task, for booking: Int64, due: Instant) throws {
    try change(
      "INSERT INTO outbox (booking, task, due) VALUES ($1, $2, $3)",
      [.integer(booking), .text(task.rawValue), .instant(due)])
  }

  /// What another process takes at the same moment is passed over, not waited for.
  fileprivate func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) throws -> [OutboxEntry] {
    try rows(
      """
      WITH free AS (
        SELECT id FROM outbox WHERE \(LeaseCondition.hasRunOut("due", at: "$1"))
          AND (lease_until IS NULL OR \(LeaseCondition.hasRunOut("lease_until", at: "$1")))
        ORDER BY id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
      ), taken AS (
        UPDATE outbox SET lease_until = $2 FROM free WHERE outbox.id = free.id
        RETURNING outbox.id, outbox.booking, outbox.task, outbox.tries
      )
      SELECT taken.id, taken.task, taken.tries, booking.id AS booking
      FROM taken JOIN booking ON booking.number = taken.booking ORDER BY taken.id
      """, [.instant(now), .instant(leaseUntil), .integer(max(0, limit))]
    ).map { row in
      let id: Int64 = try row.required("id")
      guard let task = try OutboxEntry.Task(rawValue: row.required("task")) else {
        throw LedgerFailure.corrupt("outbox entry \(id): its task is unknown")
      }
      return try OutboxEntry(
        id: OutboxEntry.ID(id), booking: BookingID(row.required("booking")), task: task, tries: row.required("tries"))
    }
  }
}
