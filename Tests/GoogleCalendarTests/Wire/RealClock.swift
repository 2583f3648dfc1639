import Desk
import Scheduling

/// A clock that runs, for tests that end by what happens and not by when.
struct RealClock: Timekeeper {
  private let begin = ContinuousClock.now
  private let start: Instant

  /// Begins at 2026-11-23T08:00:00Z unless told otherwise.
  init(start: Instant = Instant(seconds: 1_795_420_800)) { self.start = start }

  func now() -> Instant { start + uptime() }

  func uptime() -> Duration { begin.duration(to: ContinuousClock.now) }

  func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
