package import Desk
import Synchronization

/// The three storage ports over values in memory, for tests of everything above storage.
///
/// It keeps the same contract as the engines that store (``LedgerContract``), except that nothing outlives it. Every port
/// function is one pure transition of a value, made under a lock.
package final class MemoryLedger: Sendable {
  struct Contents: Sendable {
    var bookings = BookingTable()
    var desks = DeskTable()
    var documents = DocumentTable()
    var identity: LedgerID
  }

  private let contents: Mutex<Contents>

  package init(identity: LedgerID = LedgerID("00000000000000000000000000000001")) {
    contents = Mutex(Contents(identity: identity))
  }

  func transaction<Result: Sendable>(_ transition: (inout Contents) -> Result) -> Result {
    contents.withLock { transition(&$0) }
  }

  /// A transition that a closed ledger refuses.
  func openTransaction<Result: Sendable>(
    _ transition: (inout BookingTable) -> Result
  ) throws(LedgerFailure) -> Result {
    try contents.withLock { contents throws(LedgerFailure) in
      if let reason = contents.bookings.closedBecause { throw .closed(reason) }
      return transition(&contents.bookings)
    }
  }
}
