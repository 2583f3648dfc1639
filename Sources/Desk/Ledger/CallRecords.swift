package import Scheduling

/// The ledger's part about calls: what is kept for them and what they still have to hear.
package protocol CallRecords: Sendable {
  /// The call or chat has ended; said at most once is enough, repeats do no harm. What was only kept for it lapses now.
  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure)

  func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool

  /// The call is alive: what is only kept for it, and has not lapsed at `now`, is kept until then at least.
  func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) async throws(LedgerFailure)

  /// Bookings at rest whose outcome the call still has to hear (``Booking/owesReport``), by start.
  func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking]
}
