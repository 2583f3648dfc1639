import Logging
import Scheduling

/// Sees to it that a call hears what came of a booking or a move whose outcome it was left without.
struct Reports: Sendable {
  let ledger: any Ledger
  let clock: any Timekeeper
  let logger: Logger

  /// What the call is to hear first, if anything: one thing an answer.
  ///
  /// - Parameter owed: what the ledger has said that it still has to hear, if it was asked.
  func next(for context: CallContext, _ writer: AnswerWriter, owed: [Booking]?) async -> Report? {
    guard let call = context.call else { return nil }
    if let owed { return owed.first.map(writer.report) }
    do throws(LedgerFailure) {
      return try await ledger.unreported(to: call, of: writer.desk.key).first.map(writer.report)
    } catch {
      logger.info("a call's reports were not read", metadata: ["desk": "\(writer.desk.key)", "error": "\(error)"])
      return nil
    }
  }

  /// The answer in which the call hears these outcomes is stored and goes out: they are not told once more.
  func heard(_ bookings: [Booking], by call: CallID?) async {
    let call = call ?? .unnamed
    for booking in bookings { await store(.owing(nil), for: booking) { $0.isOwed(to: call) } }
  }

  /// The answer has missed its time: the call hears the outcomes with its next tool call. Where it makes none, or the platform
  /// has named none, the settler sees to it that somebody hears of them (``UnheardOutcomes``).
  func missed(_ bookings: [Booking], by call: CallID?) async {
    let call = call ?? .unnamed
    for booking in bookings { await store(.owing(call), for: booking) { $0.owesReport != call } }
  }

  /// The booking may be in the settler's hands meanwhile, to whom this makes no difference.
  private func store(_ change: BookingChange, for booking: Booking, where isDue: (Booking) -> Bool) async {
    var booking = booking
    do throws(LedgerFailure) {
      for _ in 0..<3 where isDue(booking) {
        guard
          case .refused(let current?) = try await ledger.advance(
            booking.id, epoch: booking.epoch, by: change, at: clock.now())
        else { return }
        booking = current
      }
    } catch {
      // Then the caller hears it twice, or when they ask.
      logger.info("a report stays as it was", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }
}

extension Booking {
  /// Whether the call has still to hear its outcome, or was promised to.
  fileprivate func isOwed(to call: CallID) -> Bool {
    (owesReport ?? .unnamed) == call && (owesReport != nil || promised)
  }
}
