import Synchronization

/// Lanes within this process: work in one lane runs one after another, in the order in which it came. A courtesy to callers
/// and to the calendar's provider; what keeps bookings apart is storage.
package final class Lanes<Key: Hashable & Sendable>: Sendable {
  private struct Waiting {
    let id: UInt64
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    /// Present while somebody is in the lane; holds those who wait, the first first.
    var lanes: [Key: [Waiting]] = [:]
    /// Those who gave up before they had begun to wait.
    var abandoned: Set<UInt64> = []
    var nextID: UInt64 = 0
  }

  private let clock: any Timekeeper
  private let state = Mutex(State())

  package init(clock: any Timekeeper) { self.clock = clock }

  /// How many are waiting, in all lanes together.
  package var waiting: Int { state.withLock { $0.lanes.values.reduce(0) { $0 + $1.count } } }

  /// Waits for the lane, runs the work, and lets the next in. `nil` when the deadline came, or the task was cancelled,
  /// before its turn; then the work has not been begun.
  package func run<Value>(
    in key: Key, by deadline: Deadline, _ work: () async throws -> Value
  ) async rethrows -> Value? {
    guard await enter(key, by: deadline) else { return nil }
    defer { leave(key) }
    return try await work()
  }

  private func enter(_ key: Key, by deadline: Deadline) async -> Bool {
    let id: UInt64? = state.withLock { state in
      guard state.lanes[key] != nil else {
        state.lanes[key] = []
        return nil
      }
      state.nextID += 1
      return state.nextID
    }
    guard let id else { return true }
    return await withTaskGroup(of: Bool?.self) { group in
      group.addTask { await self.wait(id, in: key) }
      group.addTask {
        do { try await self.clock.sleep(for: deadline.remaining(on: self.clock)) } catch { return nil }
        self.abandon(id, in: key)
        return nil
      }
      var entered = false
      for await outcome in group {
        guard let outcome else { continue }
        entered = outcome
        group.cancelAll()
      }
      return entered
    }
  }

  /// Whether the turn came; `false` when it was given up first.
  private func wait(_ id: UInt64, in key: Key) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let atOnce: Bool? = state.withLock { state in
          if state.abandoned.remove(id) != nil { return false }
          guard state.lanes[key] != nil else {
            state.lanes[key] = []
            return true
          }
          state.lanes[key]?.append(Waiting(id: id, continuation: continuation))
          return nil
        }
        if let atOnce { continuation.resume(returning: atOnce) }
      }
    } onCancel: {
      abandon(id, in: key)
    }
  }

  private func abandon(_ id: UInt64, in key: Key) {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard let index = state.lanes[key]?.firstIndex(where: { $0.id == id }) else {
        state.abandoned.insert(id)
        return nil
      }
      return state.lanes[key]?.remove(at: index).continuation
    }
    continuation?.resume(returning: false)
  }

  private func leave(_ key: Key) {
    let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard let waiting = state.lanes[key], !waiting.isEmpty else {
        state.lanes[key] = nil
        return nil
      }
      return state.lanes[key]?.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
