import Desk
import FrontdeskCommands
import Scheduling

/// Release before delete: the time is free as soon as the event is to go; the event itself goes later.
struct HastyLedger: LedgerInFront {
  /// How late the event is deleted.
  private static let delay = Duration.seconds(3)
  /// How long a deletion may take, and how often it is tried.
  private static let patience = Duration.seconds(10)
  private static let tries = 5

  let behind: any Ledger
  let calendars: any Calendars
  private let clock = SystemClock()

  init(behind: any Ledger, calendars: any Calendars) {
    self.behind = behind
    self.calendars = calendars
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    let outcome = try await behind.advance(booking, epoch: epoch, by: change, at: now)
    guard case .advanced(let changed, _) = outcome else { return outcome }
    let end: BookingChange? =
      switch changed.state {
      case .withdrawing: .released
      case .cancelling: .cancelled
      default: nil
      }
    guard let end else { return outcome }
    let ended = try await behind.advance(booking, epoch: changed.epoch, by: end, at: now)
    deleteLater(changed.attempt, tellingGuests: changed.announced)
    return ended
  }

  /// Belongs to nobody, and ends with the process: that is the mistake.
  private func deleteLater(_ attempt: Attempt, tellingGuests: Bool) {
    let (calendars, clock) = (calendars, clock)
    Task.detached {
      for _ in 0..<Self.tries {
        try await clock.sleep(for: Self.delay)
        let deadline = Deadline(in: Self.patience, on: clock)
        if await calendars.extinguish(attempt, tellingGuests: tellingGuests, by: deadline) == .gone { return }
      }
    }
  }
}
