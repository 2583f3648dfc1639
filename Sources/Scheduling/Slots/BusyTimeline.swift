/// When something is busy: periods in order, none touching another.
package struct BusyTimeline: Hashable, Sendable {
  package let intervals: [Interval]

  /// Sorts the periods, and merges those that overlap or touch.
  package init(_ intervals: [Interval] = []) {
    var merged: [Interval] = []
    merged.reserveCapacity(intervals.count)
    for interval in intervals.sorted(by: { $0.start < $1.start }) { Self.add(interval, to: &merged) }
    self.intervals = merged
  }

  private init(merged intervals: [Interval]) { self.intervals = intervals }

  /// Adds one that starts no earlier than the last.
  private static func add(_ interval: Interval, to merged: inout [Interval]) {
    guard let last = merged.last, interval.start <= last.end else { return merged.append(interval) }
    guard last.end < interval.end, let longer = Interval(start: last.start, end: interval.end) else { return }
    merged[merged.count - 1] = longer
  }

  package func overlaps(_ interval: Interval) -> Bool {
    let index = firstIndex(endingAfter: interval.start)
    return index < intervals.count && intervals[index].start < interval.end
  }

  /// What is left of `whole`, in order.
  package func free(within whole: Interval) -> [Interval] {
    var free: [Interval] = []
    var start = whole.start
    for busy in intervals[firstIndex(endingAfter: whole.start)...] {
      guard busy.start < whole.end else { break }
      if let gap = Interval(start: start, end: busy.start) { free.append(gap) }
      start = busy.end
    }
    if let rest = Interval(start: start, end: whole.end) { free.append(rest) }
    return free
  }

  /// What is busy in either: one pass over both.
  package func union(_ other: BusyTimeline) -> BusyTimeline {
    if intervals.isEmpty { return other }
    if other.intervals.isEmpty { return self }
    var merged: [Interval] = []
    merged.reserveCapacity(intervals.count + other.intervals.count)
    var (mine, theirs) = (intervals[...], other.intervals[...])
    while let left = mine.first, let right = theirs.first {
      if left.start <= right.start {
        Self.add(mine.removeFirst(), to: &merged)
      } else {
        Self.add(theirs.removeFirst(), to: &merged)
      }
    }
    for rest in mine + theirs { Self.add(rest, to: &merged) }
    return BusyTimeline(merged: merged)
  }

  /// The first period that is not over at `instant`; the count where there is none.
  func firstIndex(endingAfter instant: Instant) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
