import Desk
import Foundation
import Scheduling

/// The machine's own clocks.
struct SystemClock: Timekeeper {
  private let start = ContinuousClock.now

  func now() -> Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

  func uptime() -> Duration { start.duration(to: .now) }

  func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: max(duration, Duration.zero), tolerance: .zero, clock: .continuous)
  }
}
