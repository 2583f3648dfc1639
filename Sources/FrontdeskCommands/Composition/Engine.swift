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

  func close() throws(LedgerFailure) {
    switch self {
    case .sqlite(let ledger): try ledger.close()
    case .postgres(let ledger): ledger.close()
    }
  }
}
