import Desk
import Dispatch
import Scheduling
import Synchronization

/// A small, fixed number of connections to one server, made when they are needed. Who finds all of them in use waits, in
/// the order of asking, and never longer than asked for. After a failure to connect one attempt at a time goes on, with
/// pauses that grow, until somebody can be served or nobody waits any more.
///
/// What happens is decided under the lock by ``PoolState``, and done outside of it.
final class ConnectionPool: Sendable {
  let server: ServerName
  private let limits: PostgresLimits
  private let randomness: Randomness
  private let state: Mutex<PoolState>

  init(_ server: ServerName, limits: PostgresLimits, randomness: Randomness) {
    self.server = server
    self.limits = limits
    self.randomness = randomness
    state = Mutex(PoolState(maximum: limits.connections))
  }

  /// A connection for the asker alone, to be given back by ``giveBack(_:isUsable:)``. Not ended by the cancellation of the
  /// task: what a caller's booking needs is written although the caller has gone.
  ///
  /// - Throws: ``LedgerFailure/busy`` when all connections stay in use until the deadline, ``LedgerFailure/unavailable(_:)``
  ///   when none can be made.
  func session(until deadline: ContinuousClock.Instant) async throws(LedgerFailure) -> Session {
    let outcome: Result<Session, LedgerFailure> = await withCheckedContinuation { continuation in
      let steps = state.withLock { $0.ask(continuation) }
      if let ticket = steps.ticket {
        DispatchQueue.global().asyncAfter(deadline: .now() + ContinuousClock.now.duration(to: deadline).interval) {
          [weak self] in self?.expire(ticket)
        }
      }
      perform(steps.actions)
    }
    return try outcome.get()
  }

  func giveBack(_ session: Session, isUsable: Bool) {
    perform(state.withLock { $0.takeBack(session, isUsable: isUsable) })
  }

  /// How many wait for a connection.
  var waiting: Int { state.withLock(\.waiting) }

  /// Connections that are idle end now, those in use when they are given back; who waits and whoever asks is refused.
  func close() {
    perform(state.withLock { $0.close() })
  }

  private func expire(_ ticket: PoolState.Ticket) {
    perform(state.withLock { $0.expire(ticket) })
  }

  private func perform(_ actions: [PoolState.Action]) {
    for action in actions {
      switch action {
      case .resume(let waiter, let outcome): waiter.resume(returning: outcome)
      case .connect(let failures): connect(after: pause(failures))
      case .end: break
      }
    }
  }

  private func connect(after pause: Duration) {
    guard pause > .zero else { return connect() }
    DispatchQueue.global().asyncAfter(deadline: .now() + pause.interval) { [weak self] in
      guard let self else { return }
      guard state.withLock({ $0.stillWanted() }) else { return }
      connect()
    }
  }

  private func connect() {
    let session = Session()
    session.connect(to: server, until: .now + limits.connect) { [weak self] failure in
      guard let self else { return }
      let failure = failure.map(server.cannotConnect)
      perform(state.withLock { $0.connected(session, failure: failure) })
    }
  }

  /// Doubled with each failure, a second at most, and never the same for many processes.
  private func pause(_ failures: Int) -> Duration {
    guard failures > 0 else { return .zero }
    let longest = min(1000, 25 << min(failures, 6))
    return .milliseconds(Int(Double(longest) * (0.5 + randomness.fraction() / 2)))
  }
}

extension Duration {
  /// For Dispatch.
  var interval: DispatchTimeInterval { .milliseconds(Int(clamping: wholeMilliseconds)) }
}
