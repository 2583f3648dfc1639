import Desk
import GRDB
import Scheduling

/// What the ledger does with the outbox, each within a transaction that its caller began.
extension Database {
  func addToOutbox(_ task: OutboxEntry.Task, for booking: BookingID, due: Instant) throws {
    try run(
      "INSERT INTO outbox (booking, task, due) VALUES (?, ?, ?)", [booking.rawValue, task.rawValue, due.milliseconds])
  }

  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) throws -> [OutboxEntry] {
    let free = try rows(
      """
      SELECT id, booking, task, tries FROM outbox
      WHERE \(LeaseCondition.hasRunOut("due", at: ":now"))
        AND (lease_until IS NULL OR \(LeaseCondition.hasRunOut("lease_until", at: ":now"))) ORDER BY id LIMIT :limit
      """, ["now": now.milliseconds, "limit": max(0, limit)])
    return try free.map { row in
      let id: Int64 = try row.required("id")
      guard let task = try OutboxEntry.Task(rawValue: row.required("task")) else {
        throw LedgerFailure.corrupt("outbox entry \(id): its task is unknown")
      }
      try run("UPDATE outbox SET lease_until = ? WHERE id = ?", [leaseUntil.milliseconds, id])
      return try OutboxEntry(
        id: OutboxEntry.ID(id), booking: BookingID(row.required("booking")), task: task, tries: row.required("tries"))
    }
  }
}
