import Desk
import Scheduling

/// A clock that runs, for tests that end by what happens and not by when.
struct RealClock: Timekeeper {
  private let begin = ContinuousClock.now
  private let start = Instant(seconds: 1_772_438_400)

  func now() -> Instant { start + uptime() }

  func uptime() -> Duration { begin.duration(to: ContinuousClock.now) }

  func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
