/// Where a PostgreSQL database is: a connection URI as libpq reads it (PostgreSQL documentation, 34.1.1.2). Holds a password.
package struct PostgresAddress: Hashable, Sendable {
  package let uri: String

  package init(uri: String) { self.uri = uri }
}
