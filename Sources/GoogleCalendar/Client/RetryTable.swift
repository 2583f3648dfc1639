import Desk
import Scheduling

/// How long attempts may take and what lies between them. Several short attempts beat few long ones, because ids make
/// them free of harm (facts, booking protocol 4); but where there is much time, an attempt may take half of what is left,
/// or a provider that is merely slow would look as if it were gone.
package struct RetryTable: Sendable {
  /// The first attempts' shares, the last of them for every further one.
  package var reads: [Duration] = [.milliseconds(1000), .milliseconds(800), .milliseconds(600)]
  package var writes: [Duration] = [.milliseconds(1800), .milliseconds(1300), .milliseconds(1000)]
  package var mostAttempts = 6
  /// An attempt with less time than this is not begun.
  package var leastUseful = Duration.milliseconds(50)

  package init() {}

  /// - Parameter remaining: until the caller's deadline.
  func share(ofAttempt number: Int, isWrite: Bool, of remaining: Duration) -> Duration {
    let shares = isWrite ? writes : reads
    return min(remaining, max(shares[min(number, shares.count) - 1], remaining / 2))
  }

  /// What lies between the attempt of that number, counted from 1, and the next; `nil` when there is to be no next.
  func pause(after failure: GoogleFailure, attempt: Int, jitter: Double) -> Duration? {
    guard attempt < mostAttempts else { return nil }
    let doubling = Double(1 << min(attempt - 1, 8))
    switch failure.retry {
    case .never, .withNewToken: return nil
    // At once is not soon enough for a fault to pass and too soon for a server in trouble.
    case .afterPause: return .milliseconds(50 + Int(jitter * min(200 * doubling, 4000)))
    // Truncated exponential backoff with full jitter (Calendar API guide, *Handle API errors*), starting lower than
    // Google's second, because a caller waits.
    case .afterBackoff(let least):
      return max(.milliseconds(100 + Int(jitter * min(500 * doubling, 32_000))), least ?? .zero)
    }
  }
}
