/// What may be booked for one service, by one host's hours, as things stand at one moment.
///
/// An appointment may be made where it lies within one stretch of opening hours (buffers may reach outside), where it
/// and its buffers overlap nothing that blocks, where a room is free for it, where the host has not reached a limit, and
/// where it starts within the season and neither before the service's notice nor after its horizon. A class with a place
/// left may be joined at its exact start.
package struct SlotSearch: Sendable {
  package let zone: Zone
  package let hours: OpeningHours
  package let rules: SlotRules
  package let now: Instant
  /// No appointment starts before: now and the notice, or the start of the season.
  package let earliest: Instant
  /// Every appointment starts before: the end of the last civil day that may be booked, or of the season.
  package let latest: Instant
  private let horizonEnd: Instant

  package init(zone: Zone, hours: OpeningHours, rules: SlotRules, now: Instant) {
    self.zone = zone
    self.hours = hours
    self.rules = rules
    self.now = now
    horizonEnd = Self.end(of: zone.civilTime(at: now).date.adding(days: rules.horizonDays), in: zone)
    let noticed = now + rules.notice
    if let season = rules.window {
      earliest = max(noticed, zone.startOfDay(season.lowerBound))
      latest = min(horizonEnd, Self.end(of: season.upperBound, in: zone))
    } else {
      earliest = noticed
      latest = horizonEnd
    }
  }

  /// Where the next day begins. The last day that a calendar has, has no next.
  private static func end(of date: CivilDate, in zone: Zone) -> Instant {
    let dayAfter = date.adding(days: 1)
    return date < dayAfter ? zone.startOfDay(dayAfter) : zone.day(date).end
  }

  package init(zone: Zone, hours: WeeklyHours, rules: SlotRules, now: Instant) {
    self.init(zone: zone, hours: OpeningHours(hours), rules: rules, now: now)
  }

  /// Every start within `window` that may be offered, in order, until `body` returns `false`.
  ///
  /// Starts are `rules.interval` apart by the clock on the wall, counted as `rules.alignment` says; hours that touch within
  /// a day are one opening. A start that the clocks jump over is offered at the jump, and one that comes twice is offered
  /// twice. A session with a place left is offered at its own start, wherever that lies. The appointment may reach beyond
  /// the window.
  ///
  /// Linear in the busy periods of host and rooms, the sessions, the days and the starts offered; nothing is allocated for
  /// a start.
  package func forEachStart(in window: Interval, _ occupancy: Occupancy, _ body: (Instant) -> Bool) {
    let from = max(window.start, earliest)
    guard !occupancy.isUnreachable, let window = Interval(start: from, end: min(window.end, latest)) else { return }
    var walk = SlotWalk(search: self, window: window, occupancy: occupancy)
    var date = zone.civilTime(at: window.start).date
    let last = zone.civilTime(at: window.end).date.adding(days: 1)
    while true {
      if limit(on: date, occupancy) == nil {
        for opening in hours.openings(on: date, in: zone) {
          guard walk.starts(of: opening, body) else { return }
        }
      }
      guard date < last else { return }
      date = date.adding(days: 1)
    }
  }

  /// The first `limit` of these starts.
  package func starts(in window: Interval, _ occupancy: Occupancy, limit: Int) -> [Instant] {
    var starts: [Instant] = []
    guard limit > 0 else { return starts }
    forEachStart(in: window, occupancy) { start in
      starts.append(start)
      return starts.count < limit
    }
    return starts
  }
}

extension SlotSearch {
  /// Whether an appointment at exactly `start` may be made, and if not, the first reason in the order of ``SlotVerdict``. It
  /// need not be one of the starts offered: a caller may ask for ten past two.
  package func verdict(at start: Instant, _ occupancy: Occupancy) -> SlotVerdict {
    if start < now { return .past }
    if start < now + rules.notice { return .tooSoon }
    if start >= horizonEnd { return .tooFar }
    if start < earliest || start >= latest { return .outOfSeason }
    guard let date = openDate(of: Interval(start: start, duration: rules.duration)) else {
      return special(at: start)?.reason == .holiday ? .holiday : .closed
    }
    if let limit = limit(on: date, occupancy) { return limit }
    if occupancy.joinable(at: start, rules) == nil {
      let padded = rules.padded(start: start)
      if occupancy.blocked.overlaps(padded) { return .fullyBooked }
      if occupancy.lacksRoom(for: padded) { return .roomsTaken }
    }
    return occupancy.isUnreachable ? .unreachable : .open
  }

  /// The special day that it is then, if it is one: for naming the holiday.
  package func special(at instant: Instant) -> SpecialDay? {
    hours.special[zone.civilTime(at: instant).date]
  }

  /// Which limit the host has reached for appointments of that day.
  private func limit(on date: CivilDate, _ occupancy: Occupancy) -> SlotVerdict? {
    if let limit = rules.weeklyLimit, occupancy.counts.count(inWeekOf: date) >= limit { return .weeklyLimit }
    if let limit = rules.dailyLimit, occupancy.counts.count(on: date) >= limit { return .dailyLimit }
    return nil
  }

  /// The day in whose hours the appointment begins; `nil` unless it lies within one stretch of them.
  private func openDate(of appointment: Interval) -> CivilDate? {
    let date = zone.civilTime(at: appointment.start).date
    // Where clocks are put back over midnight, the next day has begun while they still show this one.
    for day in [date, date.adding(days: 1)] {
      for opening in hours.openings(on: day, in: zone) where opening.interval.contains(appointment.start) {
        let end = hours.stretchEnd(from: opening.interval.end, needed: appointment.end, in: zone)
        return end >= appointment.end ? day : nil
      }
    }
    return nil
  }
}

/// For a host of whom only busy periods matter.
extension SlotSearch {
  package func forEachStart(in window: Interval, busy: BusyTimeline, _ body: (Instant) -> Bool) {
    forEachStart(in: window, Occupancy(busy: busy), body)
  }

  package func starts(in window: Interval, busy: BusyTimeline, limit: Int) -> [Instant] {
    starts(in: window, Occupancy(busy: busy), limit: limit)
  }

  package func verdict(at start: Instant, busy: BusyTimeline) -> SlotVerdict {
    verdict(at: start, Occupancy(busy: busy))
  }
}
