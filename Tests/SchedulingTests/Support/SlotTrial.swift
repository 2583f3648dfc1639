import Scheduling
import Testing

/// A question to the search, made up: hours with special days, rules, and all that may stand in the way. The plain parts of it
/// are kept, for ``SlotReference`` to look at.
struct SlotTrial {
  let zone: Zone
  let week: [Weekday: [OpenHours]]
  let special: [SpecialDay]
  let rules: SlotRules
  let now: Instant
  let window: Interval
  var busy: [Interval]
  var sessions: [ClassSession] = []
  var bookings: [Instant]
  var rooms: [[[Interval]]]
  var isUnreachable: Bool

  var search: SlotSearch {
    get throws {
      SlotSearch(
        zone: zone, hours: OpeningHours(weekly: try WeeklyHours(week), special: special), rules: rules, now: now)
    }
  }

  var occupancy: Occupancy {
    Occupancy(
      busy: BusyTimeline(busy), sessions: sessions, counts: BookingCounts(starts: bookings, in: zone),
      rooms: rooms.map { $0.map { BusyTimeline($0) } }, isUnreachable: isUnreachable)
  }
}

extension SlotTrial {
  init(zone: Zone, near: Instant, using random: inout SeededGenerator) throws {
    func pick<Value>(_ values: [Value]) throws -> Value { try #require(values.randomElement(using: &random)) }
    let now = near - .minutes(try pick([0, 45, 600, 2000, 4000]))
    let today = zone.civilTime(at: now).date
    func periods(_ count: Int) -> [Interval] {
      (0..<count).map { _ in
        let start = now + .minutes(Int.random(in: -500...9000, using: &random))
        return Interval(start: start, duration: .minutes(Int.random(in: 1...200, using: &random)))
      }
    }
    self.zone = zone
    self.now = now
    week = try Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, try Self.hours(using: &random)) })
    var special: [SpecialDay] = []
    for day in -1..<7 where Int.random(in: 0..<5, using: &random) == 0 {
      let hours = Bool.random(using: &random) ? [] : try Self.hours(using: &random)
      special.append(try SpecialDay(date: today.adding(days: day), hours: hours, reason: pick([.override, .holiday])))
    }
    self.special = special
    let season = try pick([nil, nil, nil, 0...1, 1...3, -3...2])
    rules = SlotRules(
      duration: .minutes(try pick([5, 15, 30, 50, 60, 90, 400])), bufferBefore: .minutes(try pick([0, 0, 5, 15])),
      bufferAfter: .minutes(try pick([0, 0, 10, 20])), interval: .minutes(try pick([5, 10, 15, 30, 45, 60, 70])),
      alignment: try pick(SlotAlignment.allCases), notice: .minutes(try pick([0, 0, 30, 600])),
      horizonDays: try pick([0, 1, 2, 5]),
      window: season.map { today.adding(days: $0.lowerBound)...today.adding(days: $0.upperBound) },
      dailyLimit: try pick([nil, nil, 1, 2]), weeklyLimit: try pick([nil, nil, nil, 3]),
      places: try pick([1, 1, 2, 8]))
    let start = now + .minutes(try pick([-3000, 0, 333, 1000]))
    window = Interval(start: start, duration: .minutes(try pick([30, 600, 3000, 9000])))
    busy = periods(try pick([0, 1, 5, 20]))
    bookings = try (0..<pick([0, 2, 5])).map { _ in now + .minutes(Int.random(in: -4000...8000, using: &random)) }
    rooms = try (0..<pick([0, 0, 1, 2])).map { _ in
      try (0..<pick([1, 2, 3])).map { _ in periods(try pick([0, 3, 20])) }
    }
    isUnreachable = try pick([true] + Array(repeating: false, count: 12))
    if rules.places > 1 { sessions = Self.sessions(among: SlotReference(self).starts, rules, using: &random) }
  }

  /// Neighbours sometimes touch.
  private static func hours(using random: inout SeededGenerator) throws -> [OpenHours] {
    let marks = [0, 30, 60, 75, 90, 105, 120, 130, 150, 180, 540, 720, 780, 1020, 1380, 1410, 1440]
    var chosen = Set((0..<4).map { _ in marks[Int.random(in: 0..<marks.count, using: &random)] })
    for edge in [0, 1440] where Bool.random(using: &random) { chosen.insert(edge) }
    let sorted = chosen.sorted()
    return try zip(sorted, sorted.dropFirst()).compactMap { opens, closes in
      guard Int.random(in: 0..<3, using: &random) > 0 else { return nil }
      let opens = try #require(ClockTime(hour: opens / 60, minute: opens % 60))
      let closes = try #require(ClockTime(hour: closes / 60, minute: closes % 60))
      return OpenHours(opens: opens, closes: closes)
    }
  }

  /// Sessions at starts that were open, now and then a little beside them, or booked by other rules.
  private static func sessions(
    among starts: [Instant], _ rules: SlotRules, using random: inout SeededGenerator
  ) -> [ClassSession] {
    guard !starts.isEmpty else { return [] }
    return (0..<Int.random(in: 0...5, using: &random)).map { _ in
      var start = starts[Int.random(in: 0..<starts.count, using: &random)]
      if Int.random(in: 0..<3, using: &random) == 0 { start = start + .minutes(7) }
      let claim = rules.padded(start: start)
      let isOld = Int.random(in: 0..<6, using: &random) == 0
      return ClassSession(
        start: start, claim: isOld ? claim.padded(before: .minutes(5), after: .minutes(5)) : claim,
        taken: Int.random(in: 1...rules.places, using: &random))
    }
  }
}
