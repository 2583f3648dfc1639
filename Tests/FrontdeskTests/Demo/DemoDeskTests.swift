import Desk
import Scheduling
import Testing

@testable import FrontdeskCommands

struct DemoDeskTests {
  /// In New York: ordinary days, the last minute of one, the ends of a month and a year, a leap day, and the nights in
  /// which the clocks change; the time is what has passed since midnight.
  @Test(
    arguments: [
      (2026, 11, 23, .hours(12)), (2026, 11, 24, .minutes(1439)), (2026, 11, 25, .zero), (2026, 11, 26, .hours(15)),
      (2026, 11, 27, .hours(9)), (2026, 11, 28, .hours(23)), (2026, 11, 29, .hours(20)), (2026, 12, 31, .hours(18)),
      (2028, 2, 28, .hours(8)), (2028, 2, 29, .minutes(1439)), (2026, 3, 7, .hours(23)), (2026, 3, 8, .minutes(119)),
      (2026, 10, 31, .hours(23)), (2026, 11, 1, .minutes(90)), (2026, 11, 1, .minutes(150)),
    ] as [(Int, Int, Int, Duration)])
  func `whenever the demo is played, its day has two times that can be booked`(
    year: Int, month: Int, day: Int, passed: Duration
  ) throws {
    let desk = try DemoDesk.entry(in: nil).profile
    let zone = try DemoDesk.zoneRules(in: nil)
    let now = zone.startOfDay(try #require(CivilDate(year: year, month: month, day: day))) + passed
    let asked = DemoDesk.workingDay(after: now, in: zone)
    let search = SlotSearch(zone: zone, hours: desk.hours, rules: try #require(desk.offerings.first).rules, now: now)
    #expect(search.starts(in: zone.day(asked), busy: BusyTimeline(), limit: 10).count >= 2, "\(asked)")
  }

  @Test func `every hour of two years has such a day, and it is not in the past after midnight`() throws {
    let desk = try DemoDesk.entry(in: nil).profile
    let zone = try DemoDesk.zoneRules(in: nil)
    let rules = try #require(desk.offerings.first).rules
    let first = Instant(seconds: 1_767_225_600)
    for hour in 0..<(2 * 365 * 24) {
      let now = first + .hours(hour)
      let day = zone.day(DemoDesk.workingDay(after: now, in: zone))
      // The call is played in a few minutes, so that it may begin before midnight and end after it.
      for moment in [now, now + .minutes(59)] {
        let search = SlotSearch(zone: zone, hours: desk.hours, rules: rules, now: moment)
        guard search.starts(in: day, busy: BusyTimeline(), limit: 2).count == 2 else {
          Issue.record("fewer than two times at \(moment.rfc3339())")
          return
        }
      }
    }
  }
}
