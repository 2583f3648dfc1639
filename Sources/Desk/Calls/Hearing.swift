import Synchronization

/// The bookings whose outcome one answer tells. What follows from that is stored when the answer is: a report that is taken
/// off the ledger before would be lost with the answer.
final class Hearing: Sendable {
  private let told = Mutex<(bookings: [Booking], by: Answer?)>(([], nil))

  var bookings: [Booking] { told.withLock { $0.bookings } }

  /// The answer in hand tells what came of it.
  func note(_ booking: Booking) { told.withLock { $0.bookings.append(booking) } }

  /// This is the answer.
  func close(with answer: Answer) { told.withLock { $0.by = answer } }

  /// Whether the answer that is given is the one that tells them; where it could not be stored, another is.
  func isTold(by answer: Answer) -> Bool {
    told.withLock { told in
      told.by.map { $0.kind == answer.kind && ($0.kind.isFinal || $0.line == answer.line) } ?? false
    }
  }
}
