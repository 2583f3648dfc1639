import Scheduling
import Testing

struct OpeningHoursTests {
  // 2026-11-23 is a Monday.
  private func special(
    _ day: String, _ hours: String = "", _ reason: SpecialDay.Reason = .override, name: String? = nil
  ) throws -> SpecialDay {
    try SpecialDay(date: date(day), hours: open(hours), reason: reason, name: name)
  }

  @Test func `a special day replaces the hours of its weekday`() throws {
    let hours = OpeningHours(
      weekly: try daily("9:00-17:00"),
      special: [try special("2026-11-24"), try special("2026-11-25", "14:00-15:00 10:00-12:00")])
    #expect(try hours.hours(on: date("2026-11-23")) == open("9:00-17:00"))
    #expect(try hours.hours(on: date("2026-11-24")).isEmpty)
    #expect(try hours.hours(on: date("2026-11-25")) == open("10:00-12:00 14:00-15:00"))
    #expect(try hours.openIntervals(on: date("2026-11-25"), in: .utc).count == 2)
  }

  @Test func `hours of a special day that overlap are refused`() throws {
    #expect(throws: HoursError.overlapOn(try date("2026-11-24"))) {
      try special("2026-11-24", "9:00-12:00 11:00-13:00")
    }
  }

  @Test func `what the owner says of a date goes before its holiday, in whatever order`() throws {
    let holiday = try special("2026-12-25", "", .holiday)
    let override = try special("2026-12-25", "10:00-12:00")
    for days in [[holiday, override], [override, holiday]] {
      #expect(OpeningHours(weekly: try daily("9:00-17:00"), special: days).special == [override.date: override])
    }
    let later = try special("2026-12-25", "13:00-14:00")
    #expect(OpeningHours(weekly: try daily("9:00-17:00"), special: [override, later]).special == [later.date: later])
  }

  @Test(arguments: [
    // An ordinary Monday, Tuesday and Saturday.
    ("2026-11-23", "9:00-12:00 13:00-17:00"), ("2026-11-24", "16:00-17:00"), ("2026-11-28", ""),
    // The desk is closed, on holiday, open for other hours, open on a day on which the host does not work.
    ("2026-11-30", ""), ("2026-12-07", ""), ("2026-12-14", "11:00-12:00 13:00-14:00"), ("2026-12-20", ""),
    // The host is away, works longer than the desk, works on the desk's holiday.
    ("2026-12-21", ""), ("2026-12-22", "7:00-20:00"), ("2026-12-25", "10:00-11:00"),
  ])
  func `a host works within the desk's hours, but for the host's own special days`(day: String, expected: String) throws
  {
    let desk = OpeningHours(
      weekly: try daily("9:00-17:00"),
      special: [
        try special("2026-11-30"), try special("2026-12-07", "", .holiday), try special("2026-12-14", "11:00-14:00"),
        try special("2026-12-20", "9:00-17:00"), try special("2026-12-25", "", .holiday, name: "Christmas Day"),
      ])
    let host = OpeningHours(
      weekly: try WeeklyHours([
        .monday: open("8:00-12:00 13:00-19:00"), .tuesday: open("16:00-20:00"), .friday: open("9:00-10:00"),
      ]),
      special: [
        try special("2026-12-21"), try special("2026-12-22", "7:00-20:00"), try special("2026-12-25", "10:00-11:00"),
      ])
    #expect(try desk.narrowed(to: host).hours(on: date(day)) == open(expected))
  }

  @Test func `a holiday keeps its name for a host, and a host without hours has the desk's`() throws {
    let desk = OpeningHours(
      weekly: try daily("9:00-17:00"), special: [try special("2026-12-25", "", .holiday, name: "Christmas Day")])
    #expect(desk.narrowed(to: nil) == desk)
    let day = try desk.narrowed(to: OpeningHours(daily("8:00-12:00"))).special[date("2026-12-25")]
    #expect(day?.name == "Christmas Day")
    #expect(day?.reason == .holiday)
  }

  @Test func `a week narrowed is what both have, minute by minute`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let (one, other) = (try hours(&random), try hours(&random))
      let both = OpeningHours(try daily(one)).narrowed(to: OpeningHours(try daily(other)))
      let found = try both.hours(on: date("2026-11-24"))
      for minute in stride(from: 0, to: 1440, by: 15) {
        let time = try #require(ClockTime(hour: minute / 60, minute: minute % 60))
        func has(_ hours: [OpenHours]) -> Bool { hours.contains { $0.opens <= time && time < $0.closes } }
        #expect(has(found) == (try has(open(one)) && has(open(other))))
      }
    }
  }

  private func hours(_ random: inout SeededGenerator) throws -> String {
    let marks = Set((0..<6).map { _ in Int.random(in: 0..<24, using: &random) }).sorted()
    return stride(from: 0, to: marks.count - 1, by: 2).map { "\(marks[$0]):00-\(marks[$0 + 1]):00" }.joined(
      separator: " ")
  }
}
