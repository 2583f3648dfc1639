/// Where a PostgreSQL database is: a connection URI as libpq reads it (PostgreSQL documentation, 34.1.1.2). Holds a password.
package struct PostgresAddress: Hashable, Sendable, CustomStringConvertible {
  package let uri: String

  package init(uri: String) { self.uri = uri }

  /// Not the URI: descriptions get into logs.
  package var description: String { "a PostgreSQL database" }

  /// Whether the text is meant to be such a URI, not the path of a file.
  package static func isAddress(_ text: String) -> Bool {
    text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }
}
