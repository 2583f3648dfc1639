import Scheduling
import Testing

/// What blocks a slot beside busy periods, on one Tuesday from 9 to 12.
struct OccupancyTests {
  private let now: Instant
  private let window: Interval

  init() throws {
    now = try instant("2026-11-23T00:00:00Z")
    window = Interval(start: now, duration: .days(30))
  }

  private func at(_ time: String) throws -> Instant { try instant("2026-11-24T\(time):00Z") }

  private func period(_ start: String, _ end: String) throws -> Interval {
    try #require(Interval(start: at(start), end: at(end)))
  }

  private func search(_ rules: SlotRules, _ special: [SpecialDay] = []) throws -> SlotSearch {
    SlotSearch(
      zone: .utc,
      hours: OpeningHours(weekly: try WeeklyHours([.tuesday: open("9:00-12:00")]), special: special), rules: rules,
      now: now)
  }

  private func starts(_ rules: SlotRules, _ occupancy: Occupancy) throws -> [String] {
    try search(rules).starts(in: Interval(start: now, duration: .days(2)), occupancy, limit: 100).map {
      String($0.rfc3339(in: .utc).dropFirst(11).prefix(5))
    }
  }

  private let hourly = SlotRules(duration: .hours(1), interval: .hours(1))
  private let class4 = SlotRules(duration: .hours(1), interval: .hours(1), places: 4)

  private func session(_ start: String, _ taken: Int, _ rules: SlotRules) throws -> ClassSession {
    ClassSession(start: try at(start), claim: rules.padded(start: try at(start)), taken: taken)
  }

  @Test(arguments: [
    ("10:00", 3, ["09:00", "10:00", "11:00"]), ("10:00", 4, ["09:00", "11:00"]),
    // Beside the grid it is offered all the same, and stands in the way of what overlaps it.
    ("10:30", 1, ["09:00", "10:30"]), ("10:30", 4, ["09:00"]),
    // It would last beyond the hours.
    ("11:30", 1, ["09:00", "10:00"]),
  ])
  func `a class is offered while it has places`(start: String, taken: Int, expected: [String]) throws {
    let occupancy = Occupancy(sessions: [try session(start, taken, class4)])
    #expect(try starts(class4, occupancy) == expected)
    let verdict = try search(class4).verdict(at: at(start), occupancy)
    #expect(verdict == (start == "11:30" ? .closed : taken < 4 ? .open : .fullyBooked))
  }

  @Test func `places taken are added up, and an ordinary appointment is never joined`() throws {
    let two = try [session("10:00", 2, class4), session("10:00", 1, class4)]
    #expect(Occupancy(sessions: two).sessions == [try session("10:00", 3, class4)])
    #expect(try starts(class4, Occupancy(sessions: two)).contains("10:00"))
    #expect(try !starts(class4, Occupancy(sessions: two + [session("10:00", 1, class4)])).contains("10:00"))
    #expect(try starts(hourly, Occupancy(sessions: [session("10:00", 1, hourly)])) == ["09:00", "11:00"])
  }

  @Test func `a class is joined only where it is the same, and nothing lies over it`() throws {
    let longer = ClassSession(start: try at("10:00"), claim: try period("10:00", "11:15"), taken: 1)
    #expect(try starts(class4, Occupancy(sessions: [longer])) == ["09:00"])
    let busy = try BusyTimeline([period("10:50", "10:55")])
    let occupancy = Occupancy(busy: busy, sessions: [try session("10:00", 1, class4)])
    #expect(try starts(class4, occupancy) == ["09:00", "11:00"])
    #expect(try search(class4).verdict(at: at("10:00"), occupancy) == .fullyBooked)
    let overlapping = try [session("9:30", 1, class4), session("10:00", 1, class4)]
    #expect(try starts(class4, Occupancy(sessions: overlapping)) == ["11:00"])
  }

  @Test func `one room of each group must be free all through`() throws {
    let early = try BusyTimeline([period("9:00", "10:30")])
    let late = try BusyTimeline([period("10:30", "12:00")])
    let free = BusyTimeline()
    // At every moment some room is free, but none for the whole hour from 10.
    let one = Occupancy(rooms: [[early, late]])
    #expect(try starts(hourly, one) == ["09:00", "11:00"])
    #expect(try search(hourly).verdict(at: at("10:00"), one) == .roomsTaken)
    #expect(try starts(hourly, Occupancy(rooms: [[early, free], [late, free]])).count == 3)
    #expect(try starts(hourly, Occupancy(rooms: [[early], [late, free]])) == ["11:00"])
    #expect(try starts(hourly, Occupancy(rooms: [[free], []])).isEmpty)
  }

  @Test func `who joins a class needs no other room than it has`() throws {
    let taken = try BusyTimeline([period("9:00", "12:00")])
    let occupancy = Occupancy(sessions: [try session("10:00", 1, class4)], rooms: [[taken]])
    #expect(try starts(class4, occupancy) == ["10:00"])
  }

  @Test(
    arguments: [
      (1, nil, [24: 1], ["01", "08", "15", "22"]), (2, nil, [24: 1], ["24", "01", "08", "15", "22"]),
      // Monday to Sunday are a week.
      (nil, 2, [23: 1, 29: 1], ["01", "08", "15", "22"]), (nil, 2, [22: 1, 23: 1], ["24", "01", "08", "15", "22"]),
      (nil, 2, [24: 1, 30: 2], ["24", "08", "15", "22"]), (0, nil, [:], []),
    ] as [(Int?, Int?, [Int: Int], [String])])
  func `limits count the bookings of a day and of a week`(
    daily: Int?, weekly: Int?, booked: [Int: Int], expected: [String]
  ) throws {
    let rules = SlotRules(
      duration: .hours(3), interval: .hours(3), dailyLimit: daily, weeklyLimit: weekly)
    let counts = BookingCounts(
      days: try Dictionary(uniqueKeysWithValues: booked.map { (try date("2026-11-\($0.key)"), $0.value) }))
    let found = try search(rules).starts(in: window, Occupancy(counts: counts), limit: 100)
    #expect(found.map { String($0.rfc3339(in: .utc).dropFirst(8).prefix(2)) } == expected)
    let tuesday = try search(rules).verdict(at: at("09:00"), Occupancy(counts: counts))
    #expect(tuesday == (expected.contains("24") ? .open : daily == nil ? .weeklyLimit : .dailyLimit))
  }

  @Test func `bookings are counted by the day that the clocks show`() throws {
    let zone = try SampleZone.newYork.zone
    let starts = try [
      instant("2026-11-24T04:59:00Z"), instant("2026-11-24T05:00:00Z"), instant("2026-11-29T05:00:00Z"),
      instant("2026-11-30T05:00:00Z"),
    ]
    let counts = BookingCounts(starts: starts, in: zone)
    #expect(try counts.count(on: date("2026-11-23")) == 1)
    #expect(try counts.count(on: date("2026-11-24")) == 1)
    #expect(try counts.count(inWeekOf: date("2026-11-25")) == 3)
    #expect(try counts.count(inWeekOf: date("2026-11-30")) == 1)
    #expect(try counts.count(on: date("2026-11-26")) == 0)
  }

  @Test func `a calendar out of reach is never free, but what is certain is said`() throws {
    let occupancy = Occupancy(busy: try BusyTimeline([period("9:00", "10:00")]), isUnreachable: true)
    #expect(try starts(hourly, occupancy).isEmpty)
    #expect(try search(hourly).verdict(at: at("09:30"), occupancy) == .fullyBooked)
    #expect(try search(hourly).verdict(at: at("10:00"), occupancy) == .unreachable)
    #expect(try search(hourly).verdict(at: at("13:00"), occupancy) == .closed)
  }

  @Test func `seasons and holidays say why`() throws {
    let (first, last) = (try date("2026-11-25"), try date("2026-12-08"))
    let rules = SlotRules(duration: .hours(1), interval: .hours(1), window: first...last)
    let christmas = try SpecialDay(
      date: date("2026-12-01"), hours: open("9:00-10:00"), reason: .holiday, name: "Early Christmas")
    let closed = try SpecialDay(date: date("2026-12-02"))
    let search = try search(rules, [christmas, closed])
    #expect(try search.earliest == instant("2026-11-25T00:00:00Z"))
    #expect(try search.latest == instant("2026-12-09T00:00:00Z"))
    let expected: [(String, SlotVerdict)] = [
      ("2026-11-24T09:00:00Z", .outOfSeason), ("2026-12-01T09:00:00Z", .open), ("2026-12-01T10:00:00Z", .holiday),
      ("2026-12-02T10:00:00Z", .closed), ("2026-12-08T11:00:00Z", .open), ("2026-12-15T09:00:00Z", .outOfSeason),
      ("2027-03-02T09:00:00Z", .tooFar),
    ]
    for (start, verdict) in expected { #expect(search.verdict(at: try instant(start), .nothing) == verdict) }
    #expect(search.special(at: try instant("2026-12-01T10:00:00Z"))?.name == "Early Christmas")
    #expect(search.starts(in: window, .nothing, limit: 100).count == 4)
  }

  @Test(arguments: [
    ("9:10-11:00", 30, ["09:30", "10:00", "10:30"]), ("9:00-10:00", 45, ["09:00"]), ("9:10-10:40", 45, ["09:45"]),
    ("9:00-9:30 9:30-10:00", 20, ["09:00", "09:20"]), ("0:00-1:00", 15, ["00:00", "00:15", "00:30"]),
  ])
  func `starts by the clock are counted from midnight`(hours: String, every: Int, expected: [String]) throws {
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(every), alignment: .clock)
    let search = SlotSearch(zone: .utc, hours: try daily(hours), rules: rules, now: now)
    let found = search.starts(in: Interval(start: now, duration: .days(1)), .nothing, limit: 100)
    #expect(found.map { String($0.rfc3339(in: .utc).dropFirst(11).prefix(5)) } == expected)
  }
}
