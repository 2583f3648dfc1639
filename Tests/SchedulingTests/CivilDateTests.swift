import Scheduling
import Testing

struct CivilDateTests {
  @Test func `every day of the years 1 to 9999 follows the one before and comes back`() throws {
    var expected = try #require(CivilDate(year: 1, month: 1, day: 1))
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31))
    #expect(expected.daysSinceEpoch == -719_162)
    #expect(last.daysSinceEpoch == 2_932_896)
    #expect(expected.weekday == .monday)
    var broken: [CivilDate] = []
    // Every day of some centuries, and the ends of all months otherwise, keep the suite quick.
    for day in expected.daysSinceEpoch...last.daysSinceEpoch where day % 13 == 0 || (-30_000...50_000).contains(day) {
      let date = CivilDate(daysSinceEpoch: day)
      if date.daysSinceEpoch != day || CivilDate(year: date.year, month: date.month, day: date.day) != date {
        broken.append(date)
      }
    }
    for year in 1...9999 {
      for month in 1...12 {
        let length = (28...31).last { CivilDate(year: year, month: month, day: $0) != nil } ?? 0
        guard let first = CivilDate(year: year, month: month, day: 1) else { continue }
        if first < expected || expected < first { broken.append(first) }
        expected = first.adding(days: length)
      }
    }
    #expect(broken.isEmpty)
  }

  @Test(arguments: [
    (2024, 2, 29, true), (2026, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true), (2026, 4, 31, false),
    (2026, 13, 1, false), (2026, 0, 1, false), (2026, 1, 0, false), (0, 1, 1, false), (10_000, 1, 1, false),
  ])
  func `only days of the calendar exist`(year: Int, month: Int, day: Int, exists: Bool) {
    #expect((CivilDate(year: year, month: month, day: day) != nil) == exists)
  }

  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("1969-12-31", .wednesday), ("2026-11-24", .tuesday), ("2024-02-29", .thursday),
    ("2000-03-01", .wednesday), ("1583-01-01", .saturday),
  ])
  func `weekdays are those of the calendar`(text: String, weekday: Weekday) throws {
    #expect(try date(text).weekday == weekday)
  }

  @Test func `counting beyond the last year stays in it`() throws {
    let last = try date("9999-12-31")
    #expect(last.adding(days: 1) == last)
    #expect(last.adding(days: .max) == last)
    #expect(try date("2026-01-01").adding(days: .min).description == "0001-01-01")
    #expect(CivilTime(secondsSinceEpoch: .max).date == last)
    #expect(CivilTime(secondsSinceEpoch: .min).date.year == 1)
    #expect(CivilTime(secondsSinceEpoch: -1).description == "1969-12-31T23:59:59")
  }

  @Test(arguments: [
    (0, 0, 0, "00:00"), (9, 5, 0, "09:05"), (23, 59, 59, "23:59:59"), (24, 0, 0, "24:00"),
  ])
  func `times of day are written with two figures`(hour: Int, minute: Int, second: Int, text: String) throws {
    #expect(try #require(ClockTime(hour: hour, minute: minute, second: second)).description == text)
  }

  @Test(arguments: [(24, 1, 0), (24, 0, 1), (25, 0, 0), (-1, 0, 0), (0, 60, 0), (0, 0, 60)])
  func `no clock shows other times`(hour: Int, minute: Int, second: Int) {
    #expect(ClockTime(hour: hour, minute: minute, second: second) == nil)
  }
}
