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

  /// Saturates outside the range that milliseconds can say.
  package static func + (left: Instant, right: Duration) -> Instant {
    let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.wholeMilliseconds)
    return Instant(milliseconds: overflow ? (left.milliseconds < 0 ? .min : .max) : sum)
  }

  /// Saturates outside the range that milliseconds can say.
  package static func - (left: Instant, right: Duration) -> Instant {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.wholeMilliseconds)
    return Instant(milliseconds: overflow ? (left.milliseconds < 0 ? .min : .max) : difference)
  }

  /// How long from `right` to `left`; negative when `left` is earlier.
  package static func - (left: Instant, right: Instant) -> Duration {
    .milliseconds(left.milliseconds) - .milliseconds(right.milliseconds)
  }
}

extension Duration {
  package static func minutes(_ count: Int) -> Duration { units(count, of: 60) }
  package static func hours(_ count: Int) -> Duration { units(count, of: 3600) }
  package static func days(_ count: Int) -> Duration { units(count, of: 86_400) }

  // A count may come from outside: an absurd one is very long, not fatal.
  private static func units(_ count: Int, of seconds: Int) -> Duration {
    let (product, overflow) = count.multipliedReportingOverflow(by: seconds)
    return .seconds(overflow ? (count < 0 ? .min : .max) : product)
  }

  /// The duration in whole milliseconds, what is finer cut off; saturates at what 64 bits hold.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return overflow || carry ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in whole minutes, what is finer cut off.
  package var wholeMinutes: Int { Int(wholeMilliseconds / 60_000) }
}
