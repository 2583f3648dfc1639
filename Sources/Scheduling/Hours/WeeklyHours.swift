/// When a business is open in an ordinary week, by the clock on its wall.
///
/// The hours are civil: 9:00 stays 9:00 when the clocks change.
package struct WeeklyHours: Hashable, Sendable {
  /// Sorted and without overlap for each day; a day that is absent is closed.
  package let days: [Weekday: [OpenHours]]

  /// - Throws: ``HoursError`` when two intervals of one day overlap.
  package init(_ days: [Weekday: [OpenHours]]) throws(HoursError) {
    var sorted: [Weekday: [OpenHours]] = [:]
    for (day, intervals) in days where !intervals.isEmpty {
      let ordered = intervals.sorted { $0.opens < $1.opens }
      for (earlier, later) in zip(ordered, ordered.dropFirst()) where later.opens < earlier.closes {
        throw HoursError.overlap(day)
      }
      sorted[day] = ordered
    }
    self.days = sorted
  }
}

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

package enum HoursError: Error, Hashable, Sendable {
  case overlap(Weekday)
}
