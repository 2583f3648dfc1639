import CLibPQ
import Desk

/// An address as libpq understands it, and what may be said of it.
struct ServerName: Sendable {
  private let uri: String
  private let password: String?
  /// Names host and database: for sentences to the operator.
  let description: String

  /// - Throws: ``LedgerFailure/unavailable(_:)`` when libpq cannot read the address. It does not quote it, since libpq's own
  ///   words might hold the password.
  init(_ address: PostgresAddress) throws(LedgerFailure) {
    guard !address.uri.utf8.contains(0), let options = PQconninfoParse(address.uri, nil) else { throw Self.unreadable }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      values[String(cString: keyword)] = option.pointee.val.map { String(cString: $0) }
      option += 1
    }
    // A password with a sign of the URI's own in it is read as something else, and must not be shown as that.
    let shown = [values["host"], values["hostaddr"], values["port"], values["dbname"]].compactMap(\.self)
    let isOdd = shown.contains { $0.contains("@") } || values["port"]?.contains { !$0.isNumber && $0 != "," } ?? false
    guard !isOdd else { throw Self.unreadable }
    uri = address.uri
    password = values["password"].flatMap { $0.isEmpty ? nil : $0 }
    let host = values["host"] ?? values["hostaddr"] ?? "this machine"
    let database = values["dbname"].map { "the PostgreSQL database \($0)" } ?? "a PostgreSQL database"
    description = "\(database) at \(host)"
  }

  private static let unreadable = LedgerFailure.unavailable(
    "The database's address cannot be read. It must be like postgres://user:password@host:5432/database, and signs such "
      + "as @ : / ? # % in the password must be written as %40 %3A %2F %3F %23 %25.")

  /// Begins to connect; `nil` when there is no memory.
  func startConnecting() -> OpaquePointer? {
    // What comes after the URI overrides what it says.
    let options = [
      ("dbname", uri), ("fallback_application_name", "frontdesk"), ("client_encoding", "UTF8"),
    ]
    return CStrings.with(options.map(\.0)) { keywords in
      CStrings.with(options.map(\.1)) { values in PQconnectStartParams(keywords, values, 1) }
    }
  }

  func cannotConnect(_ reason: String) -> LedgerFailure {
    .unavailable("Cannot connect to \(description): \(withoutPassword(reason))")
  }

  /// What libpq says, without the password, should it ever say it.
  private func withoutPassword(_ text: String) -> String {
    guard let password else { return text }
    return text.replacing(password, with: "…")
  }
}
