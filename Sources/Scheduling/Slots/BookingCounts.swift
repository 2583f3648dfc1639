/// How many bookings a host has of a service, for each civil day and each week.
package struct BookingCounts: Hashable, Sendable {
  private let days: [CivilDate: Int]
  /// Under the Monday with which the week begins.
  private let weeks: [CivilDate: Int]

  /// - Parameter days: how many begin on each day. For a weekly limit the days of whole weeks must be there, from the Monday
  ///   of the first that is searched to the Sunday of the last.
  package init(days: [CivilDate: Int] = [:]) {
    self.days = days
    var weeks: [CivilDate: Int] = [:]
    for (date, count) in days { weeks[date.startOfWeek, default: 0] += count }
    self.weeks = weeks
  }

  /// - Parameter starts: when each booking begins, in any order.
  package init(starts: some Sequence<Instant>, in zone: Zone) {
    var days: [CivilDate: Int] = [:]
    for start in starts { days[zone.civilTime(at: start).date, default: 0] += 1 }
    self.init(days: days)
  }

  package func count(on date: CivilDate) -> Int { days[date] ?? 0 }

  /// In the week that has the date.
  package func count(inWeekOf date: CivilDate) -> Int { weeks[date.startOfWeek] ?? 0 }
}

extension CivilDate {
  /// The Monday of its week (ISO 8601).
  package var startOfWeek: CivilDate {
    adding(days: -(Weekday.allCases.firstIndex(of: weekday) ?? 0))
  }
}
