import Desk

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What happens before a ledger is used: on a connection of its own, by one thread.
struct Opening {
  private let server: ServerName
  private let limits: PostgresLimits
  private let randomness: Randomness

  init(_ server: ServerName, limits: PostgresLimits, randomness: Randomness) {
    self.server = server
    self.limits = limits
    self.randomness = randomness
  }

  /// Looks whether the database can be used, and makes what is missing. A role that may not make tables can start once
  /// another has made them.
  func bringUpToDate() throws(LedgerFailure) {
    let db = try connect()
    let isUpToDate = try perform(.read, on: db, limits) { db in
      try Self.check(db)
      return try Migrations.isUpToDate(Migrations.newest(db))
    }
    guard !isUpToDate else { return }
    let identity = randomness.hexadecimal(bytes: 16)
    // Others that start now may be at it; each step may take its time.
    try perform(.write, on: db, limits.forUpkeep) { db in
      do {
        try Migrations.bring(db, identity: identity)
      } catch StatementFailure.refused(let error) {
        throw Self.sentence(for: error).map { $0 as any Error } ?? StatementFailure.refused(error)
      }
    }
  }

  /// A server that is just starting is waited for.
  private func connect() throws(LedgerFailure) -> Connection {
    let deadline = ContinuousClock.now + limits.patience
    while true {
      do throws(StatementFailure) {
        return try Connection(server, until: min(deadline, .now + limits.connect))
      } catch {
        guard .now + .milliseconds(100) < deadline else { throw server.cannotConnect(error.reason) }
        usleep(100_000)
      }
    }
  }

  private func perform<Value: Sendable>(
    _ kind: TransactionKind, on db: Connection, _ limits: PostgresLimits, _ body: (Connection) throws -> Value
  ) throws(LedgerFailure) -> Value {
    switch db.attempt(kind, limits, until: .now + limits.patience, { try .commit(body($0)) }) {
    case .done(let value): return value
    case .conflict: throw .busy
    case .broken(let reason): throw server.cannotConnect(reason)
    case .failed(let failure): throw failure
    }
  }

  private static func check(_ db: Connection) throws {
    let row = try db.row(
      """
      SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS name,
        current_setting('server_encoding') AS encoding
      """)
    guard let row else { throw LedgerFailure.corrupt("PostgreSQL does not tell its version") }
    let (version, name): (Int, String) = try (row.required("version"), row.required("name"))
    guard version >= 150_000 else {
      throw LedgerFailure.unavailable("PostgreSQL \(name) is too old; Frontdesk needs version 15 or later.")
    }
    let encoding: String = try row.required("encoding")
    guard encoding == "UTF8" else {
      throw LedgerFailure.unavailable(
        "The database's encoding is \(encoding), in which not every name can be stored; make one with ENCODING 'UTF8'.")
    }
  }

  private static func sentence(for error: ServerError) -> LedgerFailure? {
    switch error.state {
    case .insufficientPrivilege where error.message.contains("btree_gist"):
      .unavailable(
        "The database's role may not make the extension btree_gist. Let an administrator run, in this database: "
          + "CREATE EXTENSION btree_gist; (\(error))")
    case .insufficientPrivilege:
      .unavailable(
        "The database's role may not make tables. Let the database's owner run: GRANT CREATE ON DATABASE … TO …; "
          + "(\(error))")
    case .undefinedFile, .featureNotSupported:
      .unavailable(
        "The PostgreSQL server lacks the extension btree_gist, which comes with PostgreSQL's contrib package (\(error))"
      )
    default: nil
    }
  }
}
