import Desk
import GRDB
import Scheduling

/// The ledger's own condition, each within a transaction that its caller began.
extension Database {
  func condition() throws -> LedgerCondition {
    guard let row = try row("SELECT identity, closed_because FROM ledger") else {
      throw LedgerFailure.corrupt("the ledger's identity is missing")
    }
    return try LedgerCondition(
      identity: LedgerID(row.required("identity")), closedBecause: row.optional("closed_because"))
  }

  func closedBecause() throws -> String? { try condition().closedBecause }

  /// `nil` opens it.
  func close(because reason: String?) throws { try run("UPDATE ledger SET closed_because = ?", [reason]) }

  /// - Throws: ``LedgerFailure/closed(_:)`` when the ledger takes no bookings.
  func requireOpen() throws {
    if let reason = try closedBecause() { throw LedgerFailure.closed(reason) }
  }

  func forget(before: Instant) throws {
    try run("DELETE FROM delivery WHERE ifnull(closed_at, lease_until) < ?", [before.milliseconds])
    try run("DELETE FROM ended_call WHERE ended_at < ?", [before.milliseconds])
    try run("DELETE FROM one_time_state WHERE lapses < ?", [before.milliseconds])
    try run("DELETE FROM wrong_code WHERE at < ?", [before.milliseconds])
  }
}
