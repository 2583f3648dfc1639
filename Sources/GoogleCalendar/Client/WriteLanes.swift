import Desk
import Synchronization

/// Lets writes to one calendar go one after another, in the order in which they came. Google throttles quick writes to
/// one calendar even below the quota (facts 3.3). A courtesy, not the guard against double booking.
final class WriteLanes: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    /// Present while somebody is in the lane; the queue of those who wait.
    var lanes: [CalendarReference: [Waiter]] = [:]
    var next = 0
    var withdrawn: Set<Int> = []
  }

  /// More than this many waiting for one calendar are turned away: they could not be served in time anyway.
  static let longestQueue = 64

  private let clock: any Timekeeper
  private let state = Mutex(State())

  init(clock: any Timekeeper) { self.clock = clock }

  func waiting(for calendar: CalendarReference) -> Int { state.withLock { $0.lanes[calendar]?.count ?? 0 } }

  /// Runs `body` alone among those for the same calendar.
  ///
  /// - Throws: ``GoogleFailure/noTurn`` when its turn does not come before the deadline or the task is cancelled;
  ///   what `body` throws.
  func alone<Value: Sendable>(
    in calendar: CalendarReference, by deadline: Deadline,
    _ body: () async throws(GoogleFailure) -> Value
  ) async throws(GoogleFailure) -> Value {
    guard await enter(calendar, by: deadline) else { throw .noTurn }
    defer { leave(calendar) }
    return try await body()
  }

  private func enter(_ calendar: CalendarReference, by deadline: Deadline) async -> Bool {
    let isFree = state.withLock { state in
      guard state.lanes[calendar] == nil else { return false }
      state.lanes[calendar] = []
      return true
    }
    if isFree { return true }
    let remaining = deadline.remaining(on: clock)
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.turn(in: calendar) }
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

  private func turn(in calendar: CalendarReference) async -> Bool {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    defer { state.withLock { _ = $0.withdrawn.remove(number) } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if state.withdrawn.remove(number) != nil { return false }
          guard let queue = state.lanes[calendar] else {
            state.lanes[calendar] = []
            return true
          }
          guard queue.count < Self.longestQueue else { return false }
          state.lanes[calendar, default: []].append(Waiter(number: number, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      withdraw(number, from: calendar)
    }
  }

  private func withdraw(_ number: Int, from calendar: CalendarReference) {
    let waiter: Waiter? = state.withLock { state in
      guard let index = state.lanes[calendar]?.firstIndex(where: { $0.number == number }) else {
        // Not yet in line, or served already; the first must not join it any more, the second never asks again.
        state.withdrawn.insert(number)
        return nil
      }
      return state.lanes[calendar]?.remove(at: index)
    }
    waiter?.continuation.resume(returning: false)
  }

  private func leave(_ calendar: CalendarReference) {
    let next: Waiter? = state.withLock { state in
      guard var queue = state.lanes[calendar], !queue.isEmpty else {
        state.lanes[calendar] = nil
        return nil
      }
      let next = queue.removeFirst()
      state.lanes[calendar] = queue
      return next
    }
    next?.continuation.resume(returning: true)
  }
}
