/// The instances of a recurring event, expanded in the zone of its start, so that the wall clock stays (facts 6).
struct Series {
  let master: StoredEvent
  private let rules: [RecurrenceRule]
  private let excluded: Set<EventTime>
  private let zone: ZoneRules

  /// How far an endless series reaches where a list has no upper bound.
  static let horizonSeconds: Int64 = 730 * 86_400

  /// Nil where the event's rules are beyond what the sandbox expands.
  init?(_ master: StoredEvent) {
    self.master = master
    if case .moment(_, let name) = master.start { zone = ZoneRules(name) ?? .utc } else { zone = .utc }
    var rules: [RecurrenceRule] = []
    var excluded: Set<EventTime> = []
    for line in master.recurrence {
      if line.hasPrefix("EXDATE") {
        guard let times = Series.exclusions(line, like: master.start, zone: zone) else { return nil }
        excluded.formUnion(times)
      } else {
        guard let rule = RecurrenceRule(line) else { return nil }
        rules.append(rule)
      }
    }
    guard rules.count == 1 else { return nil }
    self.rules = rules
    self.excluded = excluded
  }

  /// The instances in a window; all that lie before `horizon` where the window has no upper bound.
  func instances(in window: TimeWindow, calendarZone: ZoneRules, horizon: Moment) -> [StoredEvent] {
    var found: [StoredEvent] = []
    var counted = 0
    let limit = window.to ?? horizon
    for start in starts() {
      counted += 1
      if case .count(let most) = rules[0].limit, counted > most { break }
      let moment = start.moment(in: calendarZone)
      if moment >= limit || isPast(start, moment) { break }
      let instance = instance(at: start)
      if !excluded.contains(start.stripped), window.overlaps(instance, zone: calendarZone) { found.append(instance) }
    }
    return found
  }

  /// The instance with this id, where the series has it.
  func instance(_ id: String, calendarZone: ZoneRules) -> StoredEvent? {
    guard let mark = id.lastIndex(of: "_"), let original = BasicTime(String(id[id.index(after: mark)...])) else {
      return nil
    }
    let moment: Moment
    switch original {
    case .day(let day): moment = calendarZone.midnight(day)
    case .utc(let time): moment = time
    case .local: return nil
    }
    let window = TimeWindow(from: moment.adding(seconds: -1), to: moment.adding(seconds: 1))
    return instances(in: window, calendarZone: calendarZone, horizon: moment).first { $0.id == id }
  }

  private func isPast(_ start: EventTime, _ moment: Moment) -> Bool {
    switch (rules[0].limit, start) {
    case (.until(let last), _): moment > last
    case (.untilDay(let last), .day(let day)): day > last
    case (.untilDay(let last), .moment): zone.wallTime(at: moment).day > last
    default: false
    }
  }

  private func starts() -> some Sequence<EventTime> {
    let first: (day: Day, second: Int64)
    switch master.start {
    case .day(let day): first = (day, 0)
    case .moment(let moment, _):
      let wall = zone.wallTime(at: moment)
      first = (wall.day, wall.secondOfDay)
    }
    let (zone, isDay, second) = (zone, master.start.isDay, first.second)
    return rules[0].days(from: first.day).lazy.map { day -> EventTime in
      isDay ? .day(day) : .moment(zone.moment(of: WallTime(day: day, secondOfDay: second)), zone: zone.name)
    }
  }

  private func instance(at start: EventTime) -> StoredEvent {
    var instance = StoredEvent(
      id: "\(master.id)_\(start.instanceSuffix)", start: start, end: end(after: start), creator: master.creator,
      organizer: master.organizer, iCalUID: master.iCalUID, now: master.created, stamp: master.stamp)
    instance.updated = master.updated
    instance.status = master.status
    instance.sequence = master.sequence
    instance.place = master.place
    instance.members = master.members
    instance.members["recurrence"] = nil
    instance.series = StoredEvent.Membership(master: master.id, originalStart: start)
    return instance
  }

  private func end(after start: EventTime) -> EventTime {
    switch (start, master.start, master.end) {
    case (.day(let day), .day(let first), .day(let last)): .day(day.adding(last.number - first.number))
    case (.moment(let moment, _), .moment(let first, _), .moment(let last, let zone)):
      .moment(moment.adding(milliseconds: last.milliseconds - first.milliseconds), zone: zone)
    default: start
    }
  }

  private static func exclusions(_ line: String, like start: EventTime, zone: ZoneRules) -> [EventTime]? {
    let halves = line.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else { return nil }
    var named = zone
    for parameter in halves[0].split(separator: ";") where parameter.hasPrefix("TZID=") {
      guard let other = ZoneRules(String(parameter.dropFirst(5))) else { return nil }
      named = other
    }
    var times: [EventTime] = []
    for text in halves[1].split(separator: ",") {
      switch BasicTime(String(text)) {
      case .day(let day): times.append(.day(day))
      case .utc(let moment): times.append(EventTime.moment(moment, zone: "").stripped)
      case .local(let wall): times.append(EventTime.moment(named.moment(of: wall), zone: "").stripped)
      case nil: return nil
      }
    }
    return times
  }
}

extension EventTime {
  /// Without the zone's name, to compare moments.
  fileprivate var stripped: EventTime {
    if case .moment(let moment, _) = self { return .moment(moment, zone: "") }
    return self
  }
}
