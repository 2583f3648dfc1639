import Desk
import GRDB

extension LedgerFailure {
  /// What an error of SQLite means to the ledger's user (https://www.sqlite.org/rescode.html).
  init(_ error: any Error) {
    if let failure = error as? LedgerFailure {
      self = failure
      return
    }
    let description = Self.description(of: error)
    switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_BUSY?, .SQLITE_LOCKED?: self = .busy
    case .SQLITE_CORRUPT?, .SQLITE_NOTADB?: self = .corrupt(description)
    default: self = .unavailable(description)
    }
  }

  /// SQLite's own words. Neither the statement nor its arguments: those hold names and numbers of callers.
  static func description(of error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(type(of: error))" }
    return "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
  }
}
