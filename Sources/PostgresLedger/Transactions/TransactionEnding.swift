import Desk

/// How one try of a transaction has ended.
enum TransactionEnding<Value: Sendable>: Sendable {
  case done(Value)
  /// Another transaction was in the way; nothing has been kept.
  case conflict
  /// The connection was lost before COMMIT was sent; nothing has been kept.
  case broken(String)
  case failed(LedgerFailure)
}

/// What a transaction's body wants to become of it.
enum Verdict<Value: Sendable>: Sendable {
  case commit(Value)
  /// The value is the answer, and nothing is kept.
  case rollBack(Value)
}

extension Connection {
  /// One transaction. A COMMIT, once sent, has ``PostgresLimits/statement`` to be answered, whatever the deadline.
  func attempt<Value: Sendable>(
    _ kind: TransactionKind, _ limits: PostgresLimits, until deadline: ContinuousClock.Instant,
    _ body: (Connection) throws -> Verdict<Value>
  ) -> TransactionEnding<Value> {
    let allowance = limits.statement + PostgresLimits.grace
    allow(allowance, until: deadline)
    do {
      let opening = try script(kind.opening(limits))
      if kind == .booking, let reason: String = try opening.rows.first?.optional("closed_because") {
        throw LedgerFailure.closed(reason)
      }
      switch try body(self) {
      case .commit(let value) where kind == .read:
        // There is nothing to keep, so nothing of it can be uncertain.
        rollBack()
        return .done(value)
      case .commit(let value):
        allow(allowance, until: max(deadline, .now + allowance))
        return commit(value)
      case .rollBack(let value):
        rollBack()
        return .done(value)
      }
    } catch {
      // A connection that cannot roll back is let go, and the server rolls back by itself.
      rollBack()
      return TransactionEnding(error)
    }
  }

  /// Without the statement's timeout: a commit that waits for a synchronous standby would otherwise end with a success that
  /// the standby does not know of.
  private func commit<Value: Sendable>(_ value: Value) -> TransactionEnding<Value> {
    do throws(StatementFailure) {
      let tag = try script("SET LOCAL statement_timeout = 0; COMMIT").tag
      guard tag == "COMMIT" else { return .failed(.unavailable("PostgreSQL answered COMMIT with \(tag).")) }
      return .done(value)
    } catch {
      switch error {
      case .broken(let reason): return .failed(.unknown("The connection was lost during a COMMIT: \(reason)"))
      case .refused(let refusal):
        rollBack()
        return refusal.state.isConflict ? .conflict : .failed(LedgerFailure(refusal))
      }
    }
  }

  private func rollBack() {
    guard breakage == nil, isInTransaction else { return }
    do throws(StatementFailure) {
      try script("ROLLBACK")
    } catch {
      // It is seen to be unusable when it is given back.
      _ = broken(error.reason)
    }
  }
}

extension TransactionEnding {
  fileprivate init(_ error: any Error) {
    switch error {
    case StatementFailure.broken(let reason): self = .broken(reason)
    case StatementFailure.refused(let error): self = error.state.isConflict ? .conflict : .failed(LedgerFailure(error))
    case let failure as LedgerFailure: self = .failed(failure)
    default: self = .failed(.unavailable("\(type(of: error))"))
    }
  }
}
