import Desk

/// Numbered steps of the schema, forward only. A step that has been released is never changed: what is wrong in it is
/// put right by the next.
enum Migrations {
  static let steps: [(number: Int, sql: String)] = [
    (1, SchemaVersion1.sql), (2, SchemaVersion2.sql), (3, SchemaVersion3.sql),
  ]

  /// The number of the newest step that was made; `nil` in a database without our tables.
  static func newest(_ db: Connection) throws -> Int? {
    guard try exists("pg_class WHERE relname = 'migration' AND relnamespace", db) else { return nil }
    return try db.row("SELECT max(number) AS newest FROM \(Schema.name).migration")?.optional("newest")
  }

  /// Asks the tables of the catalogue: `to_regclass` may answer from what the session remembers, and not see what another
  /// process made while this one waited for the lock.
  private static func exists(_ condition: String, _ db: Connection) throws -> Bool {
    let row = try db.row(
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.\(condition) IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = '\(Schema.name)')
      ) AS found
      """)
    return try row?.required("found") ?? false
  }

  static func isUpToDate(_ newest: Int?) throws(LedgerFailure) -> Bool {
    guard let newest, let last = steps.last?.number else { return false }
    guard newest <= last else {
      throw .unavailable(
        "The database was written by a newer version of Frontdesk; start that version, or use another database.")
    }
    return newest == last
  }

  /// Makes the steps that are missing, in a transaction that its caller began; other processes wait meanwhile.
  static func bring(_ db: Connection, identity: String) throws {
    try db.rows("SELECT pg_advisory_xact_lock($1)", [.integer(Schema.migration)])
    let newest = try newest(db)
    guard try !isUpToDate(newest) else { return }
    if newest == nil { try makeRoom(db) }
    for step in steps where step.number > newest ?? 0 {
      try db.script(step.sql)
      try db.rows("INSERT INTO migration (number) VALUES ($1)", [.integer(step.number)])
    }
    try db.rows("INSERT INTO ledger (identity) VALUES ($1) ON CONFLICT DO NOTHING", [.text(identity)])
    // What an earlier version has left cannot say where it was.
    if newest.map({ $0 < 3 }) ?? true { try db.settleHere() }
  }

  /// A schema that an administrator has made is used: to make one takes a right on the whole database.
  private static func makeRoom(_ db: Connection) throws {
    if try !exists("pg_namespace WHERE oid", db) { try db.script("CREATE SCHEMA \(Schema.name)") }
    try db.script(
      """
      CREATE TABLE \(Schema.name).migration (number integer PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())
      """)
  }
}
