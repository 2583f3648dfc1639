import Logging
import Scheduling

/// Marks what was raised as stuck as done once nobody has to see to it any more: the booking has come to rest, by whomever.
struct StuckNotices: Sendable {
  /// So many open notices are looked through at a time, the newest.
  static let limit = 1000

  let ledger: any Ledger
  let clock: any Timekeeper
  let logger: Logger

  func clear() async throws(LedgerFailure) {
    for notice in try await open() {
      guard let id = notice.booking, Self.isOver(notice, try await ledger.booking(id)) else { continue }
      guard try await ledger.markDone(notice.id, at: clock.now()) else { continue }
      logger.notice(
        "what was stuck goes on by itself", metadata: ["desk": "\(notice.desk)", "booking": "\(id)"])
    }
  }

  /// An invitation is sent for a booking that is at rest already: whether it has gone out is for who sends it to say.
  private static func isOver(_ notice: Notice, _ booking: Booking?) -> Bool {
    guard let booking else { return true }
    return booking.state.isFinal || booking.state == .confirmed && !notice.isAboutInvitation
  }

  /// The guests of the booking were told.
  func clearInvitations(of booking: BookingID) async throws(LedgerFailure) {
    for notice in try await open() where notice.booking == booking && notice.isAboutInvitation {
      try await ledger.markDone(notice.id, at: clock.now())
    }
  }

  private func open() async throws(LedgerFailure) -> [Notice] {
    try await ledger.notices(of: nil, kind: .stuck, includingDone: false, limit: Self.limit)
  }
}
