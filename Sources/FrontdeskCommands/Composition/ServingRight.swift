import SQLiteLedger

/// The right to serve from a database: of an SQLite file one server alone has it, of a PostgreSQL database any number.
enum ServingRight: ~Copyable {
  case alone(ServerLock)
  case amongOthers

  /// - Throws: ``ServerLockRefusal`` where another server has the file.
  static func take(_ place: DatabasePlace) throws -> ServingRight {
    switch place {
    case .file(let path): .alone(try ServerLock(database: path))
    case .server: .amongOthers
    }
  }

  /// Gives the right back. Say it where the server ends: a value that nobody uses any more may go earlier than its scope.
  consuming func release() {}
}
