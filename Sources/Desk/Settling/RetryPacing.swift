import Scheduling
import Synchronization

/// How long what a calendar did not let be done is left alone before it is tried again. Pure.
enum RetryPacing {
  /// What passes by itself is settled soon after it has passed (DESIGN section 9: within a minute).
  static let longestForPassing = Duration.seconds(30)
  /// A calendar that needs a hand is not asked more often than once a minute (facts: faults O3, G21).
  static let shortestForHand = Duration.seconds(60)
  static let longestForHand = Duration.minutes(10)

  /// Doubling with each failure, with jitter in the upper half.
  ///
  /// - Parameters:
  ///   - failures: how often it has failed before, without this time.
  ///   - fraction: chance, in `0..<1`.
  static func pause(after failures: Int, because trouble: CalendarTrouble?, fraction: Double) -> Duration {
    let needsHand = trouble?.needsHand ?? false
    let first = needsHand ? shortestForHand : .seconds(1)
    let longest = needsHand ? longestForHand : longestForPassing
    let ceiling = min(longest, first * (1 << max(0, min(failures, 16))))
    let jittered = Duration.milliseconds(Int64(Double(ceiling.wholeMilliseconds) * (0.5 + fraction / 2)))
    return needsHand ? max(shortestForHand, jittered) : jittered
  }
}

/// How often each booking could not be brought to rest, as far as this process has seen. Forgotten at a restart, when
/// everything is worth another try.
final class FailureCounts: Sendable {
  /// More than this are not told apart; counting then begins anew.
  static let most = 10_000

  private let counts = Mutex<[BookingID: Int]>([:])

  /// Counts one more, and returns how many there were before it.
  func add(_ booking: BookingID) -> Int {
    counts.withLock { counts in
      if counts.count >= Self.most { counts = [:] }
      defer { counts[booking, default: 0] += 1 }
      return counts[booking] ?? 0
    }
  }

  func forget(_ booking: BookingID) { counts.withLock { _ = $0.removeValue(forKey: booking) } }
}
