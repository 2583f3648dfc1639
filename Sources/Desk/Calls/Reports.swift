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

  /// The answer has told it, or it had no room and the next one does. Repeats do no harm: the caller hears it twice.
  func close(_ report: Report, toldBy answer: Answer) async {
    guard answer.line.hasPrefix(report.sentence) else { return }
    let booking = report.booking
    do throws(LedgerFailure) {
      _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: .owing(nil), at: clock.now())
    } catch {
      logger.info("a report stays owed", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }
}
