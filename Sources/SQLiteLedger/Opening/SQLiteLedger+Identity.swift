package import Desk
import GRDB

extension SQLiteLedger {
  package func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await write { db in
      if try db.condition().identity == lost { return true }
      guard try Int.fetchOne(db, sql: "SELECT 1 FROM booking LIMIT 1") == nil else { return false }
      try db.execute(sql: "UPDATE ledger SET identity = ?", arguments: [lost.rawValue])
      return true
    }
  }
}
