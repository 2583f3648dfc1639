package import Desk
import GRDB

/// What stands of the database file: for `frontdesk doctor`.
package struct DatabaseReport: Hashable, Sendable {
  /// The number of the newest step of the schema that has been made.
  package let schemaVersion: Int
  /// Of the library that this program uses, such as `3.46.1`.
  package let sqliteVersion: String
}

extension SQLiteLedger {
  /// - Throws: when the file cannot be read, or cannot be written either: the transaction asks for the right to write.
  package func report() async throws(LedgerFailure) -> DatabaseReport {
    try await write { db in
      let made = try Migrations.migrator.appliedIdentifiers(db)
      return DatabaseReport(
        schemaVersion: made.compactMap { Int($0) }.max() ?? 0,
        sqliteVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "")
    }
  }
}
