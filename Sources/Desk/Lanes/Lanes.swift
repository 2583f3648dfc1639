import Synchronization

/// Lanes within this process: work in one lane runs one after another, in the order in which it came. A courtesy to callers
/// and to the calendar's provider; what keeps bookings apart is storage.
package final class Lanes<Key: Hashable & Sendable>: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    /// Present while somebody is in the lane; the queue of those who wait.
    var lanes: [Key: [Waiter]] = [:]
    var next = 0
    /// Those who gave up before they had joined a queue.
    var withdrawn: Set<Int> = []
  }

  /// More than this many waiting in one lane are turned away: they could not be served in time anyway.
  package static var longestQueue: Int { 64 }

  private let clock: any Timekeeper
  private let state = Mutex(State())

  package init(clock: any Timekeeper) { self.clock = clock }

  package func waiting(in key: Key) -> Int { state.withLock { $0.lanes[key]?.count ?? 0 } }

  /// Waits for the lane, runs the work, and lets the next in. `nil` when its turn did not come before the deadline, the task
  /// was cancelled first, or too many were waiting; then the work has not been begun.
  package func run<Value, Failure: Error>(
    in key: Key, by deadline: Deadline, _ work: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value? {
    guard await enter(key, by: deadline) else { return nil }
    defer { leave(key) }
    return try await work()
  }

  private func enter(_ key: Key, by deadline: Deadline) async -> Bool {
    let isFree = state.withLock { state in
      guard state.lanes[key] == nil else { return false }
      state.lanes[key] = []
      return true
    }
    if isFree { return true }
    let remaining = deadline.remaining(on: clock)
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.turn(in: key) }
      group.addTask { [clock] in
        do { try await clock.sleep(for: remaining) } catch { return false }
        return false
      }
      var hasEntered = await group.next() ?? false
      group.cancelAll()
      // The turn may come in the very moment in which the time is up: then it is ours and must be given back in order.
      for await other in group where other { hasEntered = true }
      return hasEntered
    }
  }

  private func turn(in key: Key) async -> Bool {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    defer { state.withLock { _ = $0.withdrawn.remove(number) } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if state.withdrawn.remove(number) != nil { return false }
          guard let queue = state.lanes[key] else {
            state.lanes[key] = []
            return true
          }
          guard queue.count < Self.longestQueue else { return false }
          state.lanes[key, default: []].append(Waiter(number: number, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      withdraw(number, from: key)
    }
  }

  private func withdraw(_ number: Int, from key: Key) {
    let waiter: Waiter? = state.withLock { state in
      guard let index = state.lanes[key]?.firstIndex(where: { $0.number == number }) else {
        // Not yet in line, or served already; the first must not join it any more, the second never asks again.
        state.withdrawn.insert(number)
        return nil
      }
      return state.lanes[key]?.remove(at: index)
    }
    waiter?.continuation.resume(returning: false)
  }

  private func leave(_ key: Key) {
    let next: Waiter? = state.withLock { state in
      guard var queue = state.lanes[key], !queue.isEmpty else {
        state.lanes[key] = nil
        return nil
      }
      let next = queue.removeFirst()
      state.lanes[key] = queue
      return next
    }
    next?.continuation.resume(returning: true)
  }
}
