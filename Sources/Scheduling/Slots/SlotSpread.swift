/// Chooses the few times that are spoken out of the many that are open. Two or three are what an ear keeps.
///
/// What it chooses from is in order of time; so is what it chooses.
package struct SlotSpread: Sendable {
  package let count: Int
  package let zone: Zone

  package init(count: Int = 3, zone: Zone) {
    self.count = count
    self.zone = zone
  }

  /// Spread over the first day that has any: its first and its last, and between them those nearest to equal distances. A
  /// day with fewer is filled up from the next, spread in the same way.
  package func overTheDay<Option>(_ options: [Option], start: (Option) -> Instant) -> [Option] {
    var chosen: [Option] = []
    var rest = options[...]
    while let first = rest.first, chosen.count < count {
      let date = zone.civilTime(at: start(first)).date
      let day = rest.prefix { zone.civilTime(at: start($0)).date == date }
      chosen += Self.spread(day, count - chosen.count, start)
      rest = rest.dropFirst(day.count)
    }
    return chosen
  }

  /// The nearest to a time that was asked for: one before and one after it where there are such, the others by their distance
  /// alone. Of two as near, the later.
  package func nearest<Option>(_ options: [Option], to wish: Instant, start: (Option) -> Instant) -> [Option] {
    let after = options.firstIndex { start($0) >= wish } ?? options.endIndex
    var low = after
    var high = after
    while high - low < count, low > options.startIndex || high < options.endIndex {
      let takesLater: Bool
      if low == options.startIndex {
        takesLater = true
      } else if high == options.endIndex {
        takesLater = false
      } else if count - (high - low) == 1, high == after || low == after, high != low {
        // The last to be chosen is kept for the side that has none yet.
        takesLater = high == after
      } else {
        takesLater = start(options[high]) - wish <= wish - start(options[low - 1])
      }
      if takesLater { high += 1 } else { low -= 1 }
    }
    return Array(options[low..<high])
  }

  private static func spread<Option>(
    _ day: ArraySlice<Option>, _ count: Int, _ start: (Option) -> Instant
  ) -> [Option] {
    guard day.count > count, count > 1, let first = day.first, let last = day.last else {
      return Array(day.prefix(count))
    }
    let length = (start(last) - start(first)).wholeMilliseconds
    var chosen: [Option] = [first]
    var index = day.startIndex
    for part in 1..<(count - 1) {
      let wish = start(first) + .milliseconds(length * Int64(part) / Int64(count - 1))
      // As many must be left as are still to be chosen.
      let end = day.endIndex - (count - 1 - part)
      index += 1
      while index + 1 < end, distance(start(day[index + 1]), wish) < distance(start(day[index]), wish) { index += 1 }
      chosen.append(day[index])
    }
    return chosen + [last]
  }

  private static func distance(_ one: Instant, _ other: Instant) -> Duration { one < other ? other - one : one - other }
}
