import Desk
import LedgerContract
import LocalPostgres
import PostgresLedger

/// Databases for tests, on the process's own server.
enum TestDatabase {
  /// A new one without anything in it.
  static func empty() throws -> PostgresAddress { try PostgresAddress(uri: LocalPostgres.shared.newDatabase()) }

  /// A new one with the tables of this version.
  static func ready() throws -> PostgresAddress {
    let uri = try LocalPostgres.shared.newDatabase(like: template.get())
    // The ledger sees that it is a copy.
    try LocalPostgres.shared.execute("SELECT frontdesk.settle_here()", in: LocalPostgres.name(in: uri))
    return PostgresAddress(uri: uri)
  }

  /// A new ledger for each call.
  static let makeLedger: StorageFactory = { try PostgresLedger(ready(), limits: .patient) }

  private static let template = Result {
    let address = try empty()
    _ = try PostgresLedger(address, limits: .patient)
    return LocalPostgres.name(in: address.uri)
  }
}

extension PostgresLimits {
  /// For tests of what happens, not when: on a busy machine nothing is over because of a deadline.
  static var patient: PostgresLimits {
    var limits = PostgresLimits()
    limits.patience = .seconds(60)
    limits.statement = .seconds(30)
    limits.lock = .seconds(30)
    limits.connect = .seconds(30)
    return limits
  }

  static func patience(_ patience: Duration, statement: Duration, lock: Duration = .milliseconds(250)) -> PostgresLimits
  {
    var limits = PostgresLimits()
    limits.patience = patience
    limits.statement = statement
    limits.lock = lock
    return limits
  }
}
