/// What may be booked for one service, by one host's hours, as things stand at one moment.
///
/// An appointment may be made where it lies within one stretch of opening hours (buffers may reach outside), where it
/// and its buffers overlap nothing busy, and where it starts neither before the service's notice nor after its horizon.
package struct SlotSearch: Sendable {
  package let zone: Zone
  package let hours: WeeklyHours
  package let rules: SlotRules
  package let now: Instant
  /// Now and the notice: no appointment starts before.
  package let earliest: Instant
  /// The end of the last civil day that may be booked: every appointment starts before.
  package let latest: Instant

  package init(zone: Zone, hours: WeeklyHours, rules: SlotRules, now: Instant) {
    self.zone = zone
    self.hours = hours
    self.rules = rules
    self.now = now
    earliest = now + rules.notice
    let lastDay = zone.civilTime(at: now).date.adding(days: rules.horizonDays)
    let dayAfter = lastDay.adding(days: 1)
    latest = lastDay < dayAfter ? zone.startOfDay(dayAfter) : zone.day(lastDay).end
  }

  /// Every start within `window` that may be offered, in order, until `body` returns `false`.
  ///
  /// Starts are `rules.interval` apart by the clock on the wall, counted from each opening; hours that touch within a
  /// day are one opening. A start that the clocks jump over is offered at the jump, and one that comes twice is offered
  /// twice. The appointment may reach beyond the window.
  ///
  /// Linear in the busy periods, the days and the starts offered; nothing is allocated for a start.
  package func forEachStart(in window: Interval, busy: BusyTimeline, _ body: (Instant) -> Bool) {
    let from = max(window.start, earliest)
    guard let window = Interval(start: from, end: min(window.end, latest)) else { return }
    var walk = SlotWalk(search: self, window: window, busy: busy)
    var date = zone.civilTime(at: window.start).date
    let last = zone.civilTime(at: window.end).date.adding(days: 1)
    while true {
      for opening in hours.openings(on: date, in: zone) {
        guard walk.starts(of: opening, body) else { return }
      }
      guard date < last else { return }
      date = date.adding(days: 1)
    }
  }

  /// The first `limit` of these starts.
  package func starts(in window: Interval, busy: BusyTimeline, limit: Int) -> [Instant] {
    var starts: [Instant] = []
    guard limit > 0 else { return starts }
    forEachStart(in: window, busy: busy) { start in
      starts.append(start)
      return starts.count < limit
    }
    return starts
  }

  /// Whether an appointment at exactly `start` may be made. It need not be one of the starts offered: a caller may ask
  /// for ten past two.
  package func verdict(at start: Instant, busy: BusyTimeline) -> SlotVerdict {
    if start < now { return .past }
    if start < earliest { return .tooSoon }
    if start >= latest { return .tooFar }
    if !isOpen(Interval(start: start, duration: rules.duration)) { return .closed }
    return busy.overlaps(rules.padded(start: start)) ? .fullyBooked : .open
  }

  private func isOpen(_ appointment: Interval) -> Bool {
    let date = zone.civilTime(at: appointment.start).date
    // Where clocks are put back over midnight, the next day has begun while they still show this one.
    for day in [date, date.adding(days: 1)] {
      for opening in hours.openings(on: day, in: zone) where opening.interval.contains(appointment.start) {
        return hours.stretchEnd(from: opening.interval.end, needed: appointment.end, in: zone) >= appointment.end
      }
    }
    return false
  }
}
