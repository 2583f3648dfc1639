import Desk
import Foundation
package import Scheduling

/// The machine's own clocks.
package struct SystemClock: Timekeeper {
  private let start = ContinuousClock.now

  package init() {}

  package func now() -> Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

  package func uptime() -> Duration { start.duration(to: .now) }

  package func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: max(duration, Duration.zero), tolerance: .zero, clock: .continuous)
  }
}
