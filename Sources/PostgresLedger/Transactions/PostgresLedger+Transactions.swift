import Desk

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension PostgresLedger {
  /// One transaction that reads.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) throws -> Value
  ) async throws(LedgerFailure) -> Value {
    try await perform(.read) { try .commit(body($0)) }
  }

  /// One transaction that writes, on disk when this returns.
  func write<Value: Sendable>(
    _ kind: TransactionKind, within limits: PostgresLimits? = nil,
    _ body: @escaping @Sendable (Connection) throws -> Value
  ) async throws(LedgerFailure) -> Value {
    try await perform(kind, within: limits) { try .commit(body($0)) }
  }

  /// One transaction, which runs to its end even when the task that asked is cancelled.
  ///
  /// The body may run again: once after a conflict, after a pause of some milliseconds, and twice after a connection was
  /// lost before COMMIT was sent; never after ``LedgerFailure/unknown(_:)``. So it does nothing but ask the database.
  func perform<Value: Sendable>(
    _ kind: TransactionKind, within limits: PostgresLimits? = nil,
    _ body: @escaping @Sendable (Connection) throws -> Verdict<Value>
  ) async throws(LedgerFailure) -> Value {
    do throws(LedgerFailure) {
      return try await carryOut(kind, within: limits, body)
    } catch {
      if kind != .read { writes.failed(error) }
      throw error
    }
  }

  private func carryOut<Value: Sendable>(
    _ kind: TransactionKind, within limits: PostgresLimits?,
    _ body: @escaping @Sendable (Connection) throws -> Verdict<Value>
  ) async throws(LedgerFailure) -> Value {
    let limits = limits ?? self.limits
    let deadline = ContinuousClock.now + limits.patience
    let randomness = randomness
    var losses = 0
    while true {
      let session = try await pool.session(until: deadline)
      let (ending, isUsable) = await session.use { connection -> TransactionEnding<Value> in
        guard let connection else { return .broken("it was closed while it was idle") }
        return Self.twice(pause: { randomness.fraction() }) {
          connection.attempt(kind, limits, until: deadline, body)
        }
      }
      pool.giveBack(session, isUsable: isUsable)
      switch ending {
      case .done(let value): return value
      case .failed(let failure): throw failure
      case .conflict: throw .busy
      case .broken(let reason):
        losses += 1
        guard losses < 3, .now < deadline else {
          throw .unavailable("The connection to \(pool.server.description) was lost: \(reason)")
        }
      }
    }
  }

  private static func twice<Value: Sendable>(
    pause: () -> Double, _ attempt: () -> TransactionEnding<Value>
  ) -> TransactionEnding<Value> {
    let first = attempt()
    guard case .conflict = first else { return first }
    // The session's own thread, which has nothing else to do.
    usleep(5000 + UInt32(pause() * 30_000))
    return attempt()
  }
}
