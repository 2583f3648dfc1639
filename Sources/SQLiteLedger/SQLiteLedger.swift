package import Desk
import GRDB
import Synchronization

/// The storage ports on one SQLite file: the embedded default.
///
/// One connection, on a queue of its own, does everything in turn; each port function is one transaction. A commit is on
/// disk before its function returns: write-ahead log with `synchronous=FULL`. What must never be, such as two claims that
/// overlap, is refused by the schema, whoever writes.
///
/// Other processes may open the same file at the same time. One that serves calls also holds a ``ServerLock``.
package final class SQLiteLedger: Sendable {
  let queue: DatabaseQueue
  let path: String
  /// How writes have gone. After an error of input or output it refuses every further one: see `transaction`.
  package let writes = WriteRecord()
  private let serials = Mutex<SerialFile?>(nil)

  /// Opens the file, or makes it (readable by its owner alone), and brings its schema up to date. The directory must exist.
  ///
  /// - Parameter patience: How long to wait for another process that is writing, before ``LedgerFailure/busy``.
  /// - Throws: ``LedgerFailure/unavailable(_:)`` with a sentence for the operator when the file cannot be used: no such
  ///   directory, no permission, a network file system, no database, written by a newer version.
  package init(path: String, patience: Duration = .seconds(1)) throws(LedgerFailure) {
    self.path = path
    try DatabaseFile.prepare(path)
    let lock = OpeningLock(beside: path)
    do {
      queue = try Self.open(path, patience: patience)
      try Migrations.bring(queue)
    } catch {
      throw LedgerFailure(error)
    }
    lock.release()
  }

  private static func open(_ path: String, patience: Duration) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.journalMode = .wal
    let (seconds, attoseconds) = patience.components
    configuration.busyMode = .timeout(Double(seconds) + Double(attoseconds) / 1e18)
    configuration.label = "frontdesk.ledger"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // Only now: GRDB's own set-up of the write-ahead log sets NORMAL after the connection has been configured, and with
      // NORMAL the last commits are lost when the power fails.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
        throw LedgerFailure.unavailable("SQLite does not accept synchronous=FULL, so commits would not be safe.")
      }
    }
    return queue
  }

  /// Keeps the file up to date from now on (``keepSerial()``).
  func watch(_ file: SerialFile) { serials.withLock { $0 = file } }

  /// A commit has brought the ledger this far.
  func committed(serial: Int) { serials.withLock(\.self)?.follow(to: serial) }

  /// Ends the connection when the work under way is done; everything asked afterwards fails.
  package func close() throws(LedgerFailure) {
    do { try queue.close() } catch { throw LedgerFailure(error) }
  }
}
