import Synchronization

/// A value that comes once: the first to set it decides. Whoever waits for it need not wait for whoever makes it.
final class Once<Value: Sendable>: Sendable {
  private enum State {
    case open([CheckedContinuation<Value, Never>])
    case set(Value)
  }

  private let state = Mutex(State.open([]))

  /// - Returns: `false` when it was set before; then nothing changes.
  @discardableResult
  func set(_ value: Value) -> Bool {
    let waiting: [CheckedContinuation<Value, Never>]? = state.withLock { state in
      guard case .open(let waiting) = state else { return nil }
      state = .set(value)
      return waiting
    }
    for continuation in waiting ?? [] { continuation.resume(returning: value) }
    return waiting != nil
  }

  /// The value as soon as it is set; when the time is up or the task is cancelled first, it is set to what is given.
  func value(
    by deadline: Deadline, on clock: any Timekeeper, else late: @escaping @Sendable () -> Value
  ) async -> Value {
    if case .set(let value) = state.withLock({ $0 }) { return value }
    return await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do { try await clock.sleep(for: deadline.remaining(on: clock)) } catch {
          // Cancelled: the value is there, or nobody waits for it any more.
        }
        self.set(late())
      }
      let value = await self.value()
      group.cancelAll()
      return value
    }
  }

  /// The value as soon as it is set.
  func value() async -> Value {
    await withCheckedContinuation { continuation in
      let value: Value? = state.withLock { state in
        switch state {
        case .set(let value): return value
        case .open(let waiting):
          state = .open(waiting + [continuation])
          return nil
        }
      }
      if let value { continuation.resume(returning: value) }
    }
  }
}
