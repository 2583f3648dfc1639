import Foundation
import PostgresLedger

/// `FRONTDESK_DATABASE`: where everything is stored. It alone says which engine stores it.
enum DatabasePlace: Hashable, Sendable, CustomStringConvertible {
  /// The absolute path of an SQLite file.
  case file(String)
  case server(PostgresAddress)

  /// As sentences name it: the path, or the address without user, password and parameters. Holds no secret.
  var description: String {
    switch self {
    case .file(let path): path
    case .server(let address): Self.shown(address) ?? "the PostgreSQL database"
    }
  }

  /// `nil` where the text can be read in more than one way, so that some part of it might be a password.
  private static func shown(_ address: PostgresAddress) -> String? {
    guard let parts = URLComponents(string: address.uri), let scheme = parts.scheme else { return nil }
    let signs = address.uri.count { $0 == "@" }
    guard signs == (parts.user == nil ? 0 : 1) else { return nil }
    // A socket's directory stands in the host's place, percent-encoded.
    let host = parts.percentEncodedHost?.removingPercentEncoding ?? ""
    return "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")\(parts.path)"
  }
}
