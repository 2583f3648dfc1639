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
        continuation.resume(returning: Self.transaction(kind, in: db, body))
      }
    }
    return try result.get()
  }

  private static func transaction<Value: Sendable>(
    _ kind: Database.TransactionKind, in db: Database, _ body: (Database) throws -> Value
  ) -> Result<Value, LedgerFailure> {
    do {
      try db.beginTransaction(kind)
      let value = try body(db)
      do {
        try db.commit()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
        // The last page of the commit may have reached the disk, and then it stands after a restart.
        throw LedgerFailure.unknown(LedgerFailure.description(of: error))
      }
      return .success(value)
    } catch {
      return .failure(undo(in: db) ?? LedgerFailure(error))
    }
  }

  /// `nil` when nothing of the transaction is left.
  private static func undo(in db: Database) -> LedgerFailure? {
    do {
      try db.rollback()
      return nil
    } catch {
      return .unavailable("SQLite could not roll back: \(LedgerFailure.description(of: error))")
    }
  }
}
