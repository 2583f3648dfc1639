package import Scheduling

/// The ledger's part about calls: what is kept for them and what they still have to hear.
package protocol CallRecords: Sendable {
  /// The call or chat has ended; said at most once is enough, repeats do no harm. What was only kept for it lapses now, and
  /// nothing that it was to hear of is confirmed after this returns (``AdvanceOutcome/unheard``).
  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure)

  func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool

  /// The call is alive: what is only kept for it, and has not lapsed at `now`, is kept until then at least.
  func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) async throws(LedgerFailure)

  /// Bookings at rest whose outcome the call still has to hear (``Booking/owesReport``), by start.
  func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking]

  /// Bookings at rest whose outcome is owed to a call that will not ask for it, by start: to one that has ended or is
  /// ``CallID/unnamed``, or to whichever where the booking's lease ended before that time. None while the ledger is closed.
  func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking]
}
