/// When a desk is open, or a host works: an ordinary week, and the dates on which something else counts.
package struct OpeningHours: Hashable, Sendable {
  package let weekly: WeeklyHours
  /// Each under its own date. It replaces the weekday's hours altogether.
  package let special: [CivilDate: SpecialDay]

  /// Of two special days with one date an override goes before a holiday (the owner opens on it after all), and of two
  /// alike the later in the list.
  package init(weekly: WeeklyHours, special: [SpecialDay] = []) {
    var days: [CivilDate: SpecialDay] = [:]
    for day in special {
      if let known = days[day.date], known.reason == .override, day.reason == .holiday { continue }
      days[day.date] = day
    }
    self.weekly = weekly
    self.special = days
  }

  /// An ordinary week all the year round.
  package init(_ weekly: WeeklyHours) {
    self.weekly = weekly
    special = [:]
  }

  private init(weekly: WeeklyHours, special: [CivilDate: SpecialDay]) {
    self.weekly = weekly
    self.special = special
  }

  /// The stretches of that date, in order; none: closed.
  package func hours(on date: CivilDate) -> [OpenHours] {
    if !special.isEmpty, let day = special[date] { return day.hours }
    return weekly.days[date.weekday] ?? []
  }

  /// When a host can be booked at a desk with these hours. `host` says when the host works; `nil`: whenever the desk is open.
  ///
  /// - On an ordinary day: while the host works and the desk is open.
  /// - On a special day of the desk (closed, holiday, other hours): within that day's hours, while the host would work
  ///   on that weekday.
  /// - On a special day of the host: its hours just as they are, whatever the desk has. So a host may work on the desk's
  ///   holiday, or be away while the desk is open.
  package func narrowed(to host: OpeningHours?) -> OpeningHours {
    guard let host else { return self }
    var days = host.special
    for (date, day) in special where days[date] == nil {
      let hours = day.hours.intersection(host.weekly.days[date.weekday] ?? [])
      days[date] = SpecialDay(date: date, ordered: hours, reason: day.reason, name: day.name)
    }
    return OpeningHours(weekly: weekly.intersection(host.weekly), special: days)
  }
}
