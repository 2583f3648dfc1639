/// A point in time, counted in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds left out (POSIX time).
///
/// Google's Calendar API ignores anything finer than a millisecond, so nothing finer is kept.
package struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Seconds since 1970-01-01T00:00:00Z; saturates outside the range that milliseconds can say.
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    self.milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
  package var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (left: Instant, right: Duration) -> Instant {
    Instant(milliseconds: left.milliseconds + right.wholeMilliseconds)
  }

  package static func - (left: Instant, right: Duration) -> Instant {
    Instant(milliseconds: left.milliseconds - right.wholeMilliseconds)
  }

  /// How long from `right` to `left`; negative when `left` is earlier.
  package static func - (left: Instant, right: Instant) -> Duration {
    .milliseconds(left.milliseconds - right.milliseconds)
  }
}

extension Duration {
  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
  package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

  /// The duration in whole milliseconds, what is finer cut off.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  /// The duration in whole minutes, what is finer cut off.
  package var wholeMinutes: Int { Int(wholeMilliseconds / 60_000) }
}
