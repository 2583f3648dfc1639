/// When a business is open in an ordinary week, by the clock on its wall.
///
/// The hours are civil: 9:00 stays 9:00 when the clocks change.
package struct WeeklyHours: Hashable, Sendable {
  /// Sorted and without overlap for each day; a day that is absent is closed.
  package let days: [Weekday: [OpenHours]]

  /// - Throws: ``HoursError/overlap(_:)`` when two intervals of one day overlap.
  package init(_ days: [Weekday: [OpenHours]]) throws(HoursError) {
    var sorted: [Weekday: [OpenHours]] = [:]
    for (day, intervals) in days where !intervals.isEmpty {
      guard let ordered = intervals.ordered else { throw HoursError.overlap(day) }
      sorted[day] = ordered
    }
    self.days = sorted
  }

  /// The hours that both weeks have.
  package func intersection(_ other: WeeklyHours) -> WeeklyHours {
    var common: [Weekday: [OpenHours]] = [:]
    for (day, intervals) in days {
      let both = intervals.intersection(other.days[day] ?? [])
      if !both.isEmpty { common[day] = both }
    }
    return WeeklyHours(ordered: common)
  }

  private init(ordered days: [Weekday: [OpenHours]]) { self.days = days }
}

package enum HoursError: Error, Hashable, Sendable {
  case overlap(Weekday)
  case overlapOn(CivilDate)
}
