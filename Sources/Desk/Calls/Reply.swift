import Synchronization

/// The answers of one message until they go out: when the last of them is there, or when the time is up.
final class Reply: Sendable {
  private struct State {
    var answers: [Answer] = []
    var isGone = false
  }

  private let count: Int
  private let state = Mutex(State())
  private let sent = Once<[Answer]>()

  /// - Parameter count: how many answers are wanted.
  init(of count: Int) {
    self.count = count
    if count == 0 { send() }
  }

  /// - Returns: whether it goes out. `false`: the reply has gone without it.
  func add(_ answer: Answer) -> Bool {
    let (isIn, isLast) = state.withLock { state in
      guard !state.isGone else { return (false, false) }
      state.answers.append(answer)
      return (true, state.answers.count == count)
    }
    if isLast { send() }
    return isIn
  }

  /// No further answer is waited for.
  func send() { sent.set(close()) }

  /// As many of the answers, in order, as were there in time.
  func answers(by deadline: Deadline, on clock: any Timekeeper) async -> [Answer] {
    await sent.value(by: deadline, on: clock) { self.close() }
  }

  private func close() -> [Answer] {
    state.withLock { state in
      state.isGone = true
      return state.answers
    }
  }
}
