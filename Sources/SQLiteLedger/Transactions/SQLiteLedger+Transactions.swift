import Desk
import GRDB

extension SQLiteLedger {
  /// One writing transaction, on disk when this returns.
  ///
  /// It runs to its end even when the task that asked is cancelled. GRDB's async functions would roll back on cancellation,
  /// even just before COMMIT, and a booking that Google already has would be lost to the ledger because a caller hung up.
  /// So the work goes to the connection's queue by a function that knows of no task.
  ///
  /// It begins IMMEDIATE: a transaction that reads first and writes later fails at once when another process writes between.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LedgerFailure) -> Value {
    let (value, serial) = try await perform(.immediate) { db in try (body(db), db.value(of: "serial")) }
    committed(serial: serial)
    return value
  }

  /// One reading transaction: everything it reads is of the same moment.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LedgerFailure) -> Value {
    try await perform(.deferred, body)
  }

  private func perform<Value: Sendable>(
    _ kind: Database.TransactionKind, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LedgerFailure) -> Value {
    let result: Result<Value, LedgerFailure> = await withCheckedContinuation { continuation in
      queue.asyncWriteWithoutTransaction { db in
        continuation.resume(returning: self.transaction(kind, in: db, body))
      }
    }
    return try result.get()
  }

  private func transaction<Value: Sendable>(
    _ kind: Database.TransactionKind, in db: Database, _ body: (Database) throws -> Value
  ) -> Result<Value, LedgerFailure> {
    let isWrite = kind == .immediate
    if isWrite, let refusal = writes.refusal { return .failure(refusal) }
    var isCommitting = false
    do {
      try db.beginTransaction(kind)
      let value = try body(db)
      isCommitting = true
      try db.commit()
      return .success(value)
    } catch {
      let undoing = Self.undo(in: db)
      guard isWrite else { return .failure(undoing.map(Self.notUndone) ?? LedgerFailure(error)) }
      if let broken = [error, undoing].compactMap(\.self).first(where: Self.isInputOutput) {
        return .failure(lose(to: broken, isCommitting: isCommitting))
      }
      let failure = undoing.map(Self.notUndone) ?? LedgerFailure(error)
      writes.failed(failure)
      return .failure(failure)
    }
  }

  /// `nil` when nothing of the transaction is left.
  private static func undo(in db: Database) -> (any Error)? {
    do {
      try db.rollback()
      return nil
    } catch {
      return error
    }
  }

  private static func notUndone(_ error: any Error) -> LedgerFailure {
    .unavailable("SQLite could not roll back: \(LedgerFailure.description(of: error))")
  }
}
