import Desk

/// Numbered steps of the schema, forward only. A step that has been released is never changed: what is wrong in it is
/// put right by the next.
enum Migrations {
  static let steps: [(number: Int, sql: String)] = [(1, SchemaVersion1.sql)]

  /// The number of the newest step that was made; `nil` in a database without our tables.
  static func newest(_ db: Connection) throws -> Int? {
    let table = try db.row("SELECT to_regclass('\(Schema.name).migration') IS NOT NULL AS found")
    guard try table?.required("found") == true else { return nil }
    return try db.row("SELECT max(number) AS newest FROM \(Schema.name).migration")?.optional("newest")
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
  }

  /// A schema that an administrator has made is used: to make one takes a right on the whole database.
  private static func makeRoom(_ db: Connection) throws {
    let schema = try db.row("SELECT to_regnamespace('\(Schema.name)') IS NULL AS missing")
    if try schema?.required("missing") == true { try db.script("CREATE SCHEMA \(Schema.name)") }
    try db.script(
      """
      CREATE TABLE \(Schema.name).migration (number integer PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())
      """)
  }
}
