/// A half-open stretch of time, `[start, end)`: an appointment that ends at 10:00 leaves 10:00 free.
///
/// Never empty and never reversed: `start < end` always holds.
package struct Interval: Hashable, Sendable {
  package let start: Instant
  package let end: Instant

  /// `nil` unless `start` lies before `end`.
  package init?(start: Instant, end: Instant) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  /// - Precondition: `duration` is a millisecond or more.
  package init(start: Instant, duration: Duration) {
    self.start = start
    self.end = start + duration
    precondition(start < end, "an interval is never empty")
  }

  package var duration: Duration { end - start }

  package func overlaps(_ other: Interval) -> Bool { start < other.end && other.start < end }

  package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  package func contains(_ other: Interval) -> Bool { start <= other.start && other.end <= end }

  /// The interval with room before and after it, as a service's buffers ask for.
  ///
  /// - Precondition: neither is negative.
  package func padded(before: Duration, after: Duration) -> Interval {
    precondition(before >= .zero && after >= .zero, "a buffer is never negative")
    return Interval(start: start - before, end: end + after) ?? self
  }

  /// What both have in common; `nil` when they do not overlap.
  package func intersection(_ other: Interval) -> Interval? {
    Interval(start: max(start, other.start), end: min(end, other.end))
  }
}
