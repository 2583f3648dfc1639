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
  }

  private let contents = Mutex(Contents())

  package init() {}

  func transaction<Result: Sendable>(_ transition: (inout Contents) -> Result) -> Result {
    contents.withLock { transition(&$0) }
  }
}
