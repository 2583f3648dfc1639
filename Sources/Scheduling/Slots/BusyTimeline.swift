/// When something is busy: periods in order, none touching another.
package struct BusyTimeline: Hashable, Sendable {
  package let intervals: [Interval]

  /// Sorts the periods, and merges those that overlap or touch.
  package init(_ intervals: [Interval] = []) {
    var merged: [Interval] = []
    merged.reserveCapacity(intervals.count)
    for interval in intervals.sorted(by: { $0.start < $1.start }) {
      if let last = merged.last, interval.start <= last.end {
        guard last.end < interval.end, let longer = Interval(start: last.start, end: interval.end) else { continue }
        merged[merged.count - 1] = longer
      } else {
        merged.append(interval)
      }
    }
    self.intervals = merged
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

  package func union(_ other: BusyTimeline) -> BusyTimeline {
    if intervals.isEmpty { return other }
    if other.intervals.isEmpty { return self }
    return BusyTimeline(intervals + other.intervals)
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
