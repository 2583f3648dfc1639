import Scheduling

/// When a token is to be replaced (promise P5): in the background from twenty minutes before its end, spread so that
/// tokens which began together do not end together; five minutes before at the latest, even if a caller has to wait.
///
/// A token that lives less than an hour has shorter spans in proportion, so that a fresh one is never due at once.
struct TokenLife: Hashable, Sendable {
  let issued: Instant
  let expires: Instant

  /// A token this near to its end is not sent any more: it might arrive late.
  static let lastMoments = Duration.seconds(5)

  private var whole: Duration { max(.zero, expires - issued) }

  /// What a caller must have left at least.
  var needed: Duration { min(.minutes(5), whole / 4) }

  /// What a call that begins should have.
  var wanted: Duration { min(.minutes(20), whole / 2) }

  /// When the background refreshes it: between `wanted` and half of that before the end.
  /// - Parameter spread: a fraction in `0..<1`.
  func due(spread: Double) -> Instant { expires - wanted + wanted * (spread / 2) }

  func lasts(_ span: Duration, at now: Instant) -> Bool { expires - now >= span }
}

/// Waiting times between attempts: exponential with full jitter, so that many processes do not return together.
enum RefreshPause {
  /// Within one refresh, while somebody waits: at most 200 ms, then 400, 800.
  static func within(attempt: Int, _ fraction: Double) -> Duration {
    .milliseconds(200) * Double(1 << min(max(attempt - 1, 0), 4)) * fraction
  }

  /// Between refreshes that failed while the old token lives: at most 10 s, doubling up to a minute.
  static func between(failures: Int, _ fraction: Double) -> Duration {
    min(.seconds(60), .seconds(5) * Double(1 << min(max(failures, 0), 6))) * fraction
  }

  /// After Google said no for good, one attempt in this time at most.
  static let afterRefusal = Duration.minutes(1)
}
