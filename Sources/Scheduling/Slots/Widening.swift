/// Where to look next when nothing is open where it was asked for, before saying no: the whole day, the days beside it, the
/// week, everything that may be booked.
package enum Widening {
  package enum Reach: Hashable, Sendable, CaseIterable {
    case asked
    /// The civil days that were asked about, as wholes.
    case day
    /// The day before and the day after as well.
    case neighbours
    /// From the Monday before to the Sunday after.
    case week
    /// All that may be booked.
    case horizon
  }

  package struct Step: Hashable, Sendable {
    package let reach: Reach
    /// What no step before has looked at, in order. Never empty.
    package let windows: [Interval]
  }

  /// The steps in order, each only with what those before it left out; a step that adds nothing is left out.
  ///
  /// - Parameter bookable: nothing outside is looked at, as from ``SlotSearch/earliest`` to ``SlotSearch/latest``.
  package static func steps(from asked: Interval, within bookable: Interval, in zone: Zone) -> [Step] {
    let first = zone.civilTime(at: asked.start).date
    // The last moment of what was asked for; its end may be the next day's midnight.
    let last = max(first, zone.civilTime(at: asked.end - .milliseconds(1)).date)
    var searched = BusyTimeline()
    var steps: [Step] = []
    for reach in Reach.allCases {
      let wider =
        switch reach {
        case .asked: asked
        case .day: days(first, last, zone)
        case .neighbours: days(first.adding(days: -1), last.adding(days: 1), zone)
        case .week: days(first.startOfWeek, last.startOfWeek.adding(days: 6), zone)
        case .horizon: bookable
        }
      guard let wanted = wider.intersection(bookable) else { continue }
      let windows = searched.free(within: wanted)
      if windows.isEmpty { continue }
      steps.append(Step(reach: reach, windows: windows))
      searched = searched.union(BusyTimeline(windows))
    }
    return steps
  }

  private static func days(_ first: CivilDate, _ last: CivilDate, _ zone: Zone) -> Interval {
    let begin = zone.day(first)
    return Interval(start: begin.start, end: max(begin.end, zone.day(last).end)) ?? begin
  }
}
