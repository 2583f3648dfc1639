import Desk
import Scheduling
import Synchronization

/// A clock that moves only when a test says so, or when somebody takes a nap on it: a short sleep moves it and takes no time
/// at all, a long one ends when the test has moved it, or with cancellation.
final class ManualClock: Timekeeper {
  private let state: Mutex<(now: Instant, uptime: Duration)>
  private let napsMoveIt: Bool

  /// - Parameter napsMoveIt: `false`: whoever waits for somebody else's work waits in no time, however long that takes.
  init(_ now: Instant, napsMoveIt: Bool = true) {
    state = Mutex((now, .seconds(1000)))
    self.napsMoveIt = napsMoveIt
  }

  func now() -> Instant { state.withLock { $0.now } }
  func uptime() -> Duration { state.withLock { $0.uptime } }

  func sleep(for duration: Duration) async throws {
    guard duration >= .milliseconds(400) else {
      try Task.checkCancellation()
      if napsMoveIt { advance(by: duration) }
      return await Task.yield()
    }
    let end = uptime() + duration
    while uptime() < end {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  func advance(by duration: Duration) {
    state.withLock {
      $0.now = $0.now + duration
      $0.uptime += duration
    }
  }

  /// Somebody sets the wall clock, forwards or back; no time passes.
  func jump(by duration: Duration) { state.withLock { $0.now = $0.now + duration } }
}
