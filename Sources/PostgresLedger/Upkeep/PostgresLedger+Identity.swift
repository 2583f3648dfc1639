package import Desk

extension PostgresLedger {
  /// Takes on the name of a lost ledger, so that the events which that one has written count as this one's and its bookings
  /// can be brought back from them. No server may use the database.
  ///
  /// - Returns: `false` when this ledger has another name and bookings already; then it keeps its own.
  package func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await write(.gate) { db in
      if try db.row("SELECT 1 AS one FROM ledger WHERE identity = $1", [.text(lost.rawValue)]) != nil { return true }
      guard try db.row("SELECT 1 AS one FROM booking LIMIT 1") == nil else { return false }
      _ = try db.change("UPDATE ledger SET identity = $1", [.text(lost.rawValue)])
      return true
    }
  }
}
