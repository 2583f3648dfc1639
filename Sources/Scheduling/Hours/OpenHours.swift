/// One stretch of opening hours within a day, `[opens, closes)`; it may end at 24:00.
package struct OpenHours: Hashable, Sendable {
  package let opens: ClockTime
  package let closes: ClockTime

  /// `nil` unless it opens before it closes.
  package init?(opens: ClockTime, closes: ClockTime) {
    guard opens < closes else { return nil }
    self.opens = opens
    self.closes = closes
  }
}

extension [OpenHours] {
  /// The stretches of one day in order; `nil` when two of them overlap.
  var ordered: [OpenHours]? {
    let ordered = sorted { $0.opens < $1.opens }
    let isApart = zip(ordered, ordered.dropFirst()).allSatisfy { $0.closes <= $1.opens }
    return isApart ? ordered : nil
  }

  /// What two days, each in order, have in common, in order. Stretches that touch stay two.
  func intersection(_ other: [OpenHours]) -> [OpenHours] {
    var common: [OpenHours] = []
    var (left, right) = (startIndex, other.startIndex)
    while left < endIndex, right < other.endIndex {
      let (mine, theirs) = (self[left], other[right])
      if let both = OpenHours(opens: Swift.max(mine.opens, theirs.opens), closes: Swift.min(mine.closes, theirs.closes))
      {
        common.append(both)
      }
      if mine.closes <= theirs.closes { left += 1 } else { right += 1 }
    }
    return common
  }
}
