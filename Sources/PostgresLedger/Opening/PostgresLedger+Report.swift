package import Desk
package import Scheduling

/// What stands of the database: for `frontdesk doctor`.
package struct PostgresReport: Hashable, Sendable {
  /// The number of the newest step of the schema that has been made.
  package let schemaVersion: Int
  /// Such as `15.18`.
  package let serverVersion: String
  package let database: String
  /// How many rows each table has, by its name.
  package let rows: [String: Int]
  /// The oldest lease of a booking that is not at rest; `nil` when all are. One long past means that nobody settles.
  package let oldestLease: Instant?
  /// How many sessions the server has now, of all its users, and how many it admits.
  package let sessions: Int
  package let sessionLimit: Int
  /// How many of them one process of ours takes at most.
  package let ownLimit: Int
}

extension PostgresLedger {
  /// - Throws: when the database cannot be read, or cannot be written either: the transaction asks for the right to write.
  package func report() async throws(LedgerFailure) -> PostgresReport {
    let limit = limits.connections
    return try await write(.write, within: limits.forUpkeep) { db in
      var counts: [String: Int] = [:]
      for table in PostgresReport.tables {
        counts[table] = try db.row("SELECT count(*) AS rows FROM \(table)")?.required("rows")
      }
      let row = try db.row(
        """
        SELECT current_setting('server_version') AS version, current_database() AS database,
          (SELECT min(lease_until) FROM booking WHERE state NOT IN ('confirmed', 'cancelled', 'released')) AS lease,
          (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS sessions,
          current_setting('max_connections') AS session_limit
        """)
      guard let row, let schema = try Migrations.newest(db) else {
        throw LedgerFailure.corrupt("the database does not tell its version")
      }
      return try PostgresReport(
        schemaVersion: schema, serverVersion: row.required("version"), database: row.required("database"),
        rows: counts, oldestLease: row.optional("lease").map(Instant.init(milliseconds:)),
        sessions: row.required("sessions"), sessionLimit: row.required("session_limit"), ownLimit: limit)
    }
  }
}

extension PostgresReport {
  static let tables = [
    "booking", "claim", "seat", "resource", "outbox", "delivery", "ended_call", "mistake", "notice", "desk", "document",
    "one_time_state",
  ]
}
