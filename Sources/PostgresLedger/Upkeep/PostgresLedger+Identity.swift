package import Desk

extension PostgresLedger {
  package func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await write(.gate) { db in
      if try db.row("SELECT 1 AS one FROM ledger WHERE identity = $1", [.text(lost.rawValue)]) != nil { return true }
      guard try db.row("SELECT 1 AS one FROM booking LIMIT 1") == nil else { return false }
      _ = try db.change("UPDATE ledger SET identity = $1", [.text(lost.rawValue)])
      return true
    }
  }
}
