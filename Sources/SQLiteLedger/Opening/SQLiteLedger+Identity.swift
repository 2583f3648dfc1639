package import Desk
import GRDB

extension SQLiteLedger {
  /// Takes on the name of a lost ledger, so that the events which that one has written count as this one's and its bookings
  /// can be brought back from them. No server may use the database.
  ///
  /// - Returns: `false` when this ledger has another name and bookings already; then it keeps its own.
  package func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await write { db in
      if try db.condition().identity == lost { return true }
      guard try Int.fetchOne(db, sql: "SELECT 1 FROM booking LIMIT 1") == nil else { return false }
      try db.execute(sql: "UPDATE ledger SET identity = ?", arguments: [lost.rawValue])
      return true
    }
  }
}
