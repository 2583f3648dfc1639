package import Desk
import GRDB

extension SQLiteLedger {
  /// For a server, when it has its ``ServerLock`` and before it does anything else: finds out whether the database is an
  /// older copy of the one that the last server worked on, and shuts the ledger if it is.
  ///
  /// The file ``SerialFile`` beside the database says how far it had come; from now on this ledger keeps that file up to
  /// date. No such file, as at the first start or after the database was moved, or another ledger's, tells nothing: the
  /// database is taken as it is. So is a copy that was brought back together with its own file.
  ///
  /// The serial first goes up in the database, which is on disk before the file is written: a process that ends in between
  /// leaves a file that says less, which does no harm. Where the ledger is shut, its serial goes beyond the file's in the same
  /// transaction, so that it is found out once, and stays shut until it is reopened.
  ///
  /// - Returns: The ledger's condition; its ``LedgerCondition/closedBecause`` is a sentence for the operator.
  /// - Throws: ``LedgerFailure/unavailable(_:)`` also when the file cannot be written.
  package func keepSerial() async throws(LedgerFailure) -> LedgerCondition {
    let file = try SerialFile(database: path)
    let remembered = file.mark()
    let (condition, mark) = try await write { db in try db.count(beyond: remembered) }
    guard file.record(mark), file.sync() else {
      throw .unavailable("Cannot write \(path).serial, which tells an older copy of the database from the last one.")
    }
    watch(file)
    return condition
  }

  static let olderCopy = """
    The database is an older copy: bookings that were made after it was copied are missing. Run `frontdesk ledger rebuild`, \
    which brings them back from the calendars, and opens the ledger again.
    """
}

extension Database {
  /// Counts one further than the database and the mark; closes the ledger when the database was behind.
  fileprivate func count(beyond mark: SerialMark?) throws -> (LedgerCondition, SerialMark) {
    let identity = try condition().identity
    let serial = try value(of: "serial")
    let remembered = mark.flatMap { $0.identity == identity ? $0.serial : nil } ?? serial
    if serial < remembered { try close(because: SQLiteLedger.olderCopy) }
    let next = max(serial, remembered) + 1
    try run("UPDATE counter SET value = ? WHERE name = 'serial'", [next])
    return (try condition(), SerialMark(identity: identity, serial: next))
  }
}
