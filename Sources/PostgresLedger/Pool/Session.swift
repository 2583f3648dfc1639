import Dispatch

/// A connection and the queue on which everything happens to it. Whoever got it from the ``ConnectionPool`` has it alone.
actor Session {
  private let executor = QueueExecutor(label: "frontdesk.postgres")
  private var connection: Connection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects, and says there whether it went well: `nil`, or why not.
  nonisolated func connect(
    to server: ServerName, until deadline: ContinuousClock.Instant, _ done: @escaping @Sendable (String?) -> Void
  ) {
    executor.queue.async {
      done(
        self.assumeIsolated { session in
          do throws(StatementFailure) {
            session.connection = try Connection(server, until: deadline)
            return nil
          } catch {
            return error.reason
          }
        })
    }
  }

  /// Does something with the connection.
  ///
  /// - Parameter body: Gets `nil` when the connection turns out to have been lost before.
  /// - Returns: What the body returns, and whether the connection can be used again.
  func use<Value: Sendable>(
    _ body: @Sendable (Connection?) -> Value
  ) -> (value: Value, isUsable: Bool) {
    if let connection, !connection.isAlive { self.connection = nil }
    let value = body(connection)
    if let connection, !connection.isAlive { self.connection = nil }
    return (value, connection != nil)
  }
}

extension StatementFailure {
  var reason: String {
    switch self {
    case .refused(let error): error.description
    case .broken(let reason): reason
    }
  }
}
