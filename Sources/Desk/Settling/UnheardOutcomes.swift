import Logging
import Scheduling

/// Sees to it that what was confirmed after its answer had gone is not confirmed in silence: while the call goes on, its next
/// tool call is told; once it will not ask any more, the owner is, unless a mail tells the caller.
struct UnheardOutcomes: Sendable {
  /// No call lasts longer: one whose end was never said is over after that.
  static let longestCall = Duration.hours(12)
  /// So many are looked through at a time.
  static let limit = 256

  let ledger: any Ledger
  let calendars: any Calendars
  let desks: DeskBook
  let clock: any Timekeeper
  let notices: NoticeWriter
  let raising: NoticeRaising

  /// The notice is stored before the debt is forgotten, so that a crash between the two loses neither; it is stored once.
  func clear() async throws(LedgerFailure) {
    let now = clock.now()
    for booking in try await ledger.unheard(owedBefore: now - Self.longestCall, limit: Self.limit) {
      if booking.state == .confirmed, await !calendars.canTell(booking) {
        let zone = try await desks.current().zone(of: booking.desk)
        try await raising.raise(notices.unheard(booking, zone: zone, at: now))
      }
      // Refused where somebody works on it anew: it is still owed then, or was heard.
      _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: .owing(nil), at: now)
    }
  }
}
