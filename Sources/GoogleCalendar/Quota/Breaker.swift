/// Keeps a caller from waiting for a Google that does not answer: after several hard failures in a row nothing is sent
/// for a while, then one call tries whether it is over.
///
/// A pure state machine; times are those of ``Timekeeper/uptime()``.
struct Breaker: Hashable, Sendable {
  private enum State: Hashable, Sendable {
    case closed(failures: Int)
    case open(until: Duration, pause: Duration)
    /// One call is on its way to find out. Should it never report, the next may try after a pause.
    case trying(since: Duration, pause: Duration)
  }

  /// A storm in which a fifth of all calls fail still passes five in a row only once in three thousand.
  static let failuresToOpen = 5
  static let firstPause = Duration.seconds(5)
  static let longestPause = Duration.seconds(20)

  private var state = State.closed(failures: 0)

  var isClosed: Bool { state == .closed(failures: 0) }

  /// Whether a call may be sent. In the open state the first to ask after the pause becomes the trial.
  mutating func admits(at uptime: Duration) -> Bool {
    switch state {
    case .closed: return true
    case .open(let until, let pause):
      guard uptime >= until else { return false }
      state = .trying(since: uptime, pause: pause)
      return true
    case .trying(let since, let pause):
      guard uptime >= since + pause else { return false }
      state = .trying(since: uptime, pause: pause)
      return true
    }
  }

  mutating func succeeded() { state = .closed(failures: 0) }

  mutating func failed(at uptime: Duration) {
    switch state {
    case .closed(let failures) where failures + 1 >= Self.failuresToOpen:
      state = .open(until: uptime + Self.firstPause, pause: Self.firstPause)
    case .closed(let failures):
      state = .closed(failures: failures + 1)
    case .open:
      // One that was under way when it opened says nothing new.
      break
    case .trying(_, let pause):
      let longer = min(pause * 2, Self.longestPause)
      state = .open(until: uptime + longer, pause: longer)
    }
  }

  /// The call ended without telling anything, because its caller gave up: somebody else may try.
  mutating func abandoned(at uptime: Duration) {
    if case .trying(_, let pause) = state { state = .open(until: uptime, pause: pause) }
  }
}
