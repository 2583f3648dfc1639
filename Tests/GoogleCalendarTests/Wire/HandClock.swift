import Desk
import Scheduling
import Synchronization

/// A clock that stands still until a test moves it.
final class HandClock: Timekeeper {
  private struct Sleeper {
    let wakes: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var elapsed = Duration.zero
    var next = 0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var log: [Duration] = []
  }

  private let start: Instant
  private let state = Mutex(State())

  /// Begins at 2026-03-02T08:00:00Z unless told otherwise.
  init(start: Instant = Instant(seconds: 1_772_438_400)) { self.start = start }

  func now() -> Instant { state.withLock { start + $0.elapsed } }

  func uptime() -> Duration { state.withLock { $0.elapsed } }

  /// How long each sleep that was begun was to last, in order.
  var sleeps: [Duration] { state.withLock { $0.log } }

  var sleeping: Int { state.withLock { $0.sleepers.count } }

  func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    let number = state.withLock { state in
      state.next += 1
      state.log.append(duration)
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let immediate: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
          if duration <= .zero { return .success(()) }
          state.sleepers[number] = Sleeper(wakes: state.elapsed + duration, continuation: continuation)
          return nil
        }
        if let immediate { continuation.resume(with: immediate) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        guard let sleeper = state.sleepers.removeValue(forKey: number) else {
          state.cancelled.insert(number)
          return nil as Sleeper?
        }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock on and wakes whoever is due.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.elapsed += duration
      let due = state.sleepers.filter { $0.value.wakes <= state.elapsed }
      for number in due.keys { state.sleepers[number] = nil }
      return due.values.sorted { $0.wakes < $1.wakes }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }
}

/// Waits until something is so, and gives up after half a minute of real time.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < end {
    if try await condition() { return true }
    await Task.yield()
    do { try await Task.sleep(for: .milliseconds(2)) } catch { return false }
  }
  return try await condition()
}
