/// How long the ledger waits for what, and how many connections it has. All in real time: they guard against a network or a
/// server that hangs, and nothing that is stored depends on them.
package struct PostgresLimits: Hashable, Sendable {
  /// How many connections there are at most.
  package var connections = 8
  /// From the asking to the answer, waiting for a connection and a second try included. A COMMIT that has been sent may
  /// take ``statement`` longer.
  package var patience = Duration.seconds(2)
  /// For one statement; the server ends it then.
  package var statement = Duration.milliseconds(750)
  /// For one lock.
  package var lock = Duration.milliseconds(250)
  /// For making a connection.
  package var connect = Duration.milliseconds(1500)
  /// For bringing the schema up to date, and for ``Ledger/forget(before:)``.
  package var upkeep = Duration.seconds(60)

  package init() {}

  /// For work that takes its time.
  var forUpkeep: PostgresLimits {
    var limits = self
    limits.patience = upkeep
    limits.statement = upkeep
    limits.lock = upkeep
    return limits
  }

  /// How much longer than the server the program waits before it takes the connection for dead.
  static let grace = Duration.milliseconds(250)
}
