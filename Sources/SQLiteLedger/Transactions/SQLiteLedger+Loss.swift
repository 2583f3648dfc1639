import Desk
import GRDB
import Synchronization

/// What follows from an error of input or output while something was being written (SQLITE_IOERR, whatever its extended
/// code: https://www.sqlite.org/rescode.html#ioerr).
///
/// After a sync that failed the kernel may count the pages as written although they are not, and says so only once
/// (fsync(2)); what SQLite then holds in memory, and what a later commit would build on, may be on no disk. A new process
/// that opens the file reads what is really there: whole commits of the write-ahead log, by their checksums, and nothing of
/// the rest. So this one writes nothing more.
extension SQLiteLedger {
  static func isInputOutput(_ error: any Error) -> Bool {
    (error as? DatabaseError)?.resultCode == .SQLITE_IOERR
  }

  /// - Returns: what whoever wrote is told.
  func lose(to error: any Error, isCommitting: Bool) -> LedgerFailure {
    let description = LedgerFailure.description(of: error)
    let sentence =
      "The disk has failed a write to \(path) (\(description)), so nothing more is written by this process. Look at the "
      + "disk, then start again: what was told as booked is stored, and what was under way is settled at the start."
    writes.lose(because: sentence)
    Self.abandoned.withLock { $0.append(queue) }
    // The last page of the commit may have reached the disk, and then it stands after a restart.
    return isCommitting ? .unknown(description) : .lost(sentence)
  }

  /// Connections that are never closed: closing the last one would move the log into the database, which is a write.
  private static let abandoned = Mutex<[DatabaseQueue]>([])
}
