import Scheduling

/// What a transaction is for, and so how it begins.
enum TransactionKind: Sendable {
  /// Everything it reads is of the same moment.
  case read
  /// Writes, but changes no booking.
  case write
  /// May change bookings, and so is refused while the ledger is closed; no transaction of this kind goes on while it is
  /// being closed.
  case booking
  /// Closes or opens the ledger: waits for bookings that are being changed.
  case gate

  /// Ends with a statement that returns why the ledger is closed, where that matters.
  ///
  /// All settings are of the transaction alone, since behind pgbouncer the next one may be on another connection.
  /// - `search_path`: only our own schema, whatever the role or the database says.
  /// - `synchronous_commit`: a server may be set to answer before it is on disk.
  /// - `idle_in_transaction_session_timeout`: a process that is paused in the middle does not keep its locks for ever.
  func opening(_ limits: PostgresLimits) -> String {
    let mode =
      switch self {
      case .read: "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
      case .write, .booking, .gate: "ISOLATION LEVEL READ COMMITTED, READ WRITE"
      }
    let settings = """
      BEGIN \(mode); SET LOCAL search_path = \(Schema.name), pg_temp; SET LOCAL synchronous_commit = on;
      SET LOCAL lock_timeout = \(limits.lock.wholeMilliseconds);
      SET LOCAL statement_timeout = \(limits.statement.wholeMilliseconds);
      SET LOCAL idle_in_transaction_session_timeout = \(limits.patience.wholeMilliseconds);
      """
    return switch self {
    case .read, .write: settings
    case .booking:
      settings + "SELECT pg_advisory_xact_lock_shared(\(Schema.gate)); \(Origin.closure)"
    case .gate: settings + "SELECT pg_advisory_xact_lock(\(Schema.gate))"
    }
  }
}
