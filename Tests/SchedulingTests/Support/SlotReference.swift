import Scheduling

/// The search again, slow and obvious: tries every reading of the clock, and asks every rule in the plainest way.
struct SlotReference {
  private struct Day {
    let date: CivilDate
    let civilStart: Int64
    let civilEnd: Int64
    let interval: Interval
  }

  private let trial: SlotTrial
  private let days: [Day]

  init(_ trial: SlotTrial) {
    self.trial = trial
    days = Self.days(of: trial)
  }

  /// Hours of the days around, those that touch within a day taken together.
  private static func days(of trial: SlotTrial) -> [Day] {
    var found: [Day] = []
    let today = trial.zone.civilTime(at: trial.now).date
    for date in (-4...16).map({ today.adding(days: $0) }) {
      let midnight = Int64(date.daysSinceEpoch) * 86_400
      let hours = trial.special.first { $0.date == date }?.hours ?? trial.week[date.weekday] ?? []
      for first in hours where !hours.contains(where: { $0.closes == first.opens }) {
        var last = first
        while let next = hours.first(where: { $0.opens == last.closes }) { last = next }
        let start = midnight + Int64(first.opens.secondOfDay)
        let end = midnight + Int64(last.closes.secondOfDay)
        let opens = trial.zone.reading(of: CivilTime(secondsSinceEpoch: start)).first
        let closes = trial.zone.reading(of: CivilTime(secondsSinceEpoch: end)).first
        guard let interval = Interval(start: opens, end: closes) else { continue }
        found.append(Day(date: date, civilStart: start, civilEnd: end, interval: interval))
      }
    }
    return found
  }

  /// Every start in the window that may be offered, in order.
  var starts: [Instant] {
    var starts: Set<Instant> = []
    let step = trial.rules.interval.wholeMilliseconds / 1000
    for day in days where day.interval.overlaps(trial.window) {
      let origin = trial.rules.alignment == .clock ? Int64(day.date.daysSinceEpoch) * 86_400 : day.civilStart
      for reading in stride(from: day.civilStart, to: day.civilEnd, by: 60) where (reading - origin) % step == 0 {
        for start in meanings(of: reading) where day.interval.contains(start) && offers(start) { starts.insert(start) }
      }
    }
    for session in trial.sessions where places(at: session.start) > 0 && offers(session.start) {
      starts.insert(session.start)
    }
    return starts.sorted()
  }

  private func offers(_ start: Instant) -> Bool { trial.window.contains(start) && verdict(at: start) == .open }

  private func meanings(of reading: Int64) -> [Instant] {
    switch trial.zone.reading(of: CivilTime(secondsSinceEpoch: reading)) {
    case .once(let only): [only]
    case .skipped(let next): [next]
    case .twice(let earlier, let later): [earlier, later]
    }
  }

  func verdict(at start: Instant) -> SlotVerdict {
    let (zone, rules) = (trial.zone, trial.rules)
    let today = zone.civilTime(at: trial.now).date
    if start < trial.now { return .past }
    if start < trial.now + rules.notice { return .tooSoon }
    if start >= zone.startOfDay(today.adding(days: rules.horizonDays + 1)) { return .tooFar }
    if let season = rules.window {
      if start < zone.startOfDay(season.lowerBound) { return .outOfSeason }
      if start >= zone.startOfDay(season.upperBound.adding(days: 1)) { return .outOfSeason }
    }
    let appointment = Interval(start: start, duration: rules.duration)
    let near = days.filter { $0.interval.overlaps(appointment) }
    // Minute by minute: the hours and the appointments of a trial are whole minutes.
    for minute in 0..<rules.duration.wholeMinutes {
      let moment = start + .minutes(minute)
      if near.contains(where: { $0.interval.contains(moment) }) { continue }
      let date = zone.civilTime(at: start).date
      return trial.special.contains { $0.date == date && $0.reason == .holiday } ? .holiday : .closed
    }
    if let date = day(of: start)?.date, let limit = limit(on: date) { return limit }
    if places(at: start) == 0 {
      let padded = rules.padded(start: start)
      if (trial.busy + trial.sessions.map(\.claim)).contains(where: { overlap($0, padded) }) { return .fullyBooked }
      for group in trial.rooms where group.allSatisfy({ room in room.contains { overlap($0, padded) } }) {
        return .roomsTaken
      }
    }
    return trial.isUnreachable ? .unreachable : .open
  }

  private func day(of moment: Instant) -> Day? { days.first { $0.interval.contains(moment) } }

  private func overlap(_ one: Interval, _ other: Interval) -> Bool { one.start < other.end && other.start < one.end }

  private func limit(on date: CivilDate) -> SlotVerdict? {
    let booked = trial.bookings.map { trial.zone.civilTime(at: $0).date }
    var monday = date
    while monday.weekday != .monday { monday = monday.adding(days: -1) }
    let week = (0..<7).map { monday.adding(days: $0) }
    if let limit = trial.rules.weeklyLimit, booked.count(where: { week.contains($0) }) >= limit { return .weeklyLimit }
    if let limit = trial.rules.dailyLimit, booked.count(where: { $0 == date }) >= limit { return .dailyLimit }
    return nil
  }

  /// How many more may join the session that begins then; 0 where there is none.
  private func places(at start: Instant) -> Int {
    let claim = trial.rules.padded(start: start)
    let same = trial.sessions.filter { $0.start == start && $0.claim == claim }
    let others = trial.sessions.filter { $0.start != start || $0.claim != claim }
    guard !same.isEmpty, !(trial.busy + others.map(\.claim)).contains(where: { overlap($0, claim) }) else { return 0 }
    return max(0, trial.rules.places - same.reduce(0) { $0 + $1.taken })
  }
}
