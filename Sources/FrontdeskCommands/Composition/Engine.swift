import Desk
import PostgresLedger
import SQLiteLedger

/// The storage that `FRONTDESK_DATABASE` names, opened. Both engines keep the same contract; only opening, closing and the
/// right to serve differ.
enum Engine: Sendable {
  case sqlite(SQLiteLedger)
  case postgres(PostgresLedger)

  static func open(_ place: DatabasePlace) async throws(LedgerFailure) -> Engine {
    switch place {
    case .file(let path): .sqlite(try SQLiteLedger(path: path))
    case .server(let address): .postgres(try await PostgresLedger.open(address))
    }
  }

  var ports: any Ledger & Directory & Vault {
    switch self {
    case .sqlite(let ledger): ledger
    case .postgres(let ledger): ledger
    }
  }

  /// How writes to it have gone.
  var writes: WriteRecord {
    switch self {
    case .sqlite(let ledger): ledger.writes
    case .postgres(let ledger): ledger.writes
    }
  }

  /// For a server, before it does anything else: finds out whether the database may be an older copy. Of an SQLite file the
  /// server then has the right to serve.
  func beginServing() async throws(LedgerFailure) -> LedgerCondition {
    switch self {
    case .sqlite(let ledger): try await ledger.keepSerial()
    case .postgres(let ledger): try await ledger.condition()
    }
  }

  func close() throws(LedgerFailure) {
    switch self {
    case .sqlite(let ledger): try ledger.close()
    case .postgres(let ledger): ledger.close()
    }
  }
}
