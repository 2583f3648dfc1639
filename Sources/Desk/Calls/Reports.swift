import Logging
import Scheduling

/// Sees to it that a call hears what came of a booking or a move whose outcome it was left without.
struct Reports: Sendable {
  let ledger: any Ledger
  let clock: any Timekeeper
  let logger: Logger

  /// What the call is to hear first, if anything: one thing an answer.
  func next(for context: CallContext, _ writer: AnswerWriter) async -> Report? {
    guard let call = context.call else { return nil }
    do throws(LedgerFailure) {
      return try await ledger.unreported(to: call, of: writer.desk.key).first.map(writer.report)
    } catch {
      logger.info("a call's reports were not read", metadata: ["desk": "\(writer.desk.key)", "error": "\(error)"])
      return nil
    }
  }

  /// The answer has told it, or it had no room and a later one does.
  func close(_ report: Report, toldBy answer: Answer) async {
    guard answer.line.hasPrefix(report.sentence) else { return }
    await heard(report.booking, by: report.booking.owesReport)
  }

  /// The call hears the booking's outcome by the answer in hand: it is not told once more.
  func heard(_ booking: Booking, by call: CallID?) async {
    guard booking.owesReport != nil, booking.owesReport == call else { return }
    do throws(LedgerFailure) {
      _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: .owing(nil), at: clock.now())
    } catch {
      // Then the caller hears it twice.
      logger.info("a report stays owed", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }
}
