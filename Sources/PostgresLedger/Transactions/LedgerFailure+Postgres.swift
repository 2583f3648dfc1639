import Desk

extension LedgerFailure {
  /// What an error of PostgreSQL that is no conflict means to the ledger's user.
  init(_ error: ServerError) {
    switch error.state.code {
    case "25006":
      self = .unavailable("The PostgreSQL server takes no writes: it is a standby, or read-only.")
    case "42P01", "42703", "3F000":
      self = .unavailable("The tables of the ledger are not there or are others than this version's: \(error).")
    case "XX001", "XX002":
      self = .corrupt("\(error)")
    default:
      self = .unavailable("\(error)")
    }
  }
}
