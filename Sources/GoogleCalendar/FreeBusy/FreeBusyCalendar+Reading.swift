import Scheduling

extension FreeBusyCalendar {
  /// The periods in which the calendar is busy; they may overlap, touch or reach beyond the window.
  ///
  /// - Throws: what the calendar's entry says went wrong; ``GoogleFailure/unreadable`` when it says neither.
  func periods() throws(GoogleFailure) -> [Interval] {
    if let problem = errors?.first { throw GoogleFailure(freeBusyReason: problem.reason) }
    guard let busy else { throw .unreadable }
    var periods: [Interval] = []
    for period in busy {
      let start = try CalendarZone.unknown.instant(period.start)
      let end = try CalendarZone.unknown.instant(period.end)
      guard start <= end else { throw .unreadable }
      if let interval = Interval(start: start, end: end) { periods.append(interval) }
    }
    return periods
  }
}
