import Desk
import Scheduling
import Synchronization

/// A wall clock that stands still at a given time, and real waiting.
struct TestTimekeeper: Timekeeper {
  private static let start = ContinuousClock.now
  var wall = Instant(seconds: 1_795_455_000)

  func now() -> Instant { wall }
  func uptime() -> Duration { Self.start.duration(to: .now) }
  func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}

/// A clock that moves only when told to.
final class StoppedClock: Timekeeper {
  private let time = Mutex(Duration.zero)

  func now() -> Instant { Instant(seconds: 1_795_455_000) + uptime() }
  func uptime() -> Duration { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 += duration } }

  /// Until it is cancelled: nothing in these tests lets time pass while something sleeps.
  func sleep(for duration: Duration) async throws { try await Task.sleep(for: .seconds(3600)) }
}
