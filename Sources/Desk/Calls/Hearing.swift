import Synchronization

/// The bookings whose outcome one answer tells. What follows from that is stored when the answer is: a report that is taken
/// off the ledger before would be lost with the answer.
final class Hearing: Sendable {
  private let told = Mutex<[Booking]>([])

  var bookings: [Booking] { told.withLock { $0 } }

  /// The answer in hand tells what came of it.
  func note(_ booking: Booking) { told.withLock { $0.append(booking) } }
}
