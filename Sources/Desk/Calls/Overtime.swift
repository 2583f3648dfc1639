import Synchronization

/// Owns the work behind answers, which may outlast them: an answer goes out at its time, and a ledger's commit that is under
/// way then runs to its end, with what has to be put in order after it.
///
/// All of it honours the request's deadline before each further step, so it ends soon after the ledger answers.
final class Overtime: Sendable {
  /// While storage stands still, no more than so much waits for it.
  static let most = 1024

  private struct State {
    var running = 0
    var waiting: [Once<Void>] = []
  }

  private let state = Mutex(State())

  /// Begins the work. `nil` when too much is under way; then it is not begun.
  func begin(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never>? {
    let isIn = state.withLock { state in
      guard state.running < Self.most else { return false }
      state.running += 1
      return true
    }
    guard isIn else { return nil }
    return Task {
      await work()
      end()
    }
  }

  /// Returns when nothing is under way, or when the task is cancelled.
  func rest() async {
    let over = Once<Void>()
    let isIdle = state.withLock { state in
      if state.running > 0 { state.waiting.append(over) }
      return state.running == 0
    }
    if isIdle { return }
    await withTaskCancellationHandler {
      await over.value()
    } onCancel: {
      over.set(())
    }
  }

  private func end() {
    let waiting = state.withLock { state in
      state.running -= 1
      guard state.running == 0 else { return [Once<Void>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for over in waiting { over.set(()) }
  }
}
