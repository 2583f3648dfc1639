import Logging
import Metrics

/// Stores what the owner is to know, once, and lets the operator see that there is something.
struct NoticeRaising: Sendable {
  let ledger: any Ledger
  let clock: any Timekeeper
  let logger: Logger

  /// - Returns: whether it is new.
  @discardableResult
  func raise(_ notice: Notice) async throws(LedgerFailure) -> Bool {
    guard try await ledger.raise(notice, closing: nil, at: clock.now()) else { return false }
    Counter(label: "frontdesk_notices_raised_total", dimensions: [("kind", notice.kind.rawValue)]).increment()
    logger.warning(
      "the owner has to see to something",
      metadata: [
        "desk": "\(notice.desk)", "kind": "\(notice.kind.rawValue)", "booking": "\(notice.booking?.rawValue ?? "")",
      ])
    return true
  }
}
