import Scheduling
import Testing

struct HoursTests {
  @Test(arguments: [
    // A plain day, hours that touch, and a day to its very end.
    (SampleZone.newYork, "2026-11-24", "9:00-17:00", ["2026-11-24T09:00:00-05:00/2026-11-24T17:00:00-05:00"]),
    (.newYork, "2026-11-24", "12:00-13:00 13:00-17:00", ["2026-11-24T12:00:00-05:00/2026-11-24T17:00:00-05:00"]),
    (
      .newYork, "2026-11-24", "9:00-12:00 13:00-24:00",
      ["2026-11-24T09:00:00-05:00/2026-11-24T12:00:00-05:00", "2026-11-24T13:00:00-05:00/2026-11-25T00:00:00-05:00"]
    ),
    // Nine stays nine across a change.
    (.newYork, "2026-03-08", "9:00-17:00", ["2026-03-08T09:00:00-04:00/2026-03-08T17:00:00-04:00"]),
    (.newYork, "2026-03-08", "0:00-24:00", ["2026-03-08T00:00:00-05:00/2026-03-09T00:00:00-04:00"]),
    // An opening in the gap moves to its end, and hours within it are left out.
    (.newYork, "2026-03-08", "2:30-5:00", ["2026-03-08T03:00:00-04:00/2026-03-08T05:00:00-04:00"]),
    (.newYork, "2026-03-08", "1:00-2:30", ["2026-03-08T01:00:00-05:00/2026-03-08T03:00:00-04:00"]),
    (.newYork, "2026-03-08", "2:15-2:45", []),
    // Of a reading that comes twice, the first counts.
    (.newYork, "2026-11-01", "1:30-3:00", ["2026-11-01T01:30:00-04:00/2026-11-01T03:00:00-05:00"]),
    (.newYork, "2026-11-01", "0:00-1:30", ["2026-11-01T00:00:00-04:00/2026-11-01T01:30:00-04:00"]),
    (.saoPaulo2018, "2018-11-04", "0:00-8:00", ["2018-11-04T01:00:00-02:00/2018-11-04T08:00:00-02:00"]),
    (.kolkata, "2024-02-29", "9:30-10:00", ["2024-02-29T09:30:00+05:30/2024-02-29T10:00:00+05:30"]),
  ])
  func `civil hours become intervals`(sample: SampleZone, day: String, hours: String, expected: [String]) throws {
    let zone = try sample.zone
    #expect(zone.texts(try OpeningHours(daily(hours)).openIntervals(on: date(day), in: zone)) == expected)
  }

  @Test func `a day that is not listed is closed`() throws {
    let hours = try OpeningHours(WeeklyHours([.monday: open("9:00-17:00")]))
    #expect(try hours.openIntervals(on: date("2026-11-24"), in: .utc).isEmpty)
    #expect(try hours.openIntervals(on: date("2026-11-23"), in: .utc).count == 1)
  }

  @Test func `hours that overlap are refused, hours that touch are not`() throws {
    #expect(throws: HoursError.overlap(.monday)) {
      try WeeklyHours([.monday: open("12:00-17:00 9:00-12:30")])
    }
    #expect(try WeeklyHours([.monday: open("12:00-17:00 9:00-12:00")]).days[.monday]?.first?.opens == clock("9:00"))
    #expect(OpenHours(opens: try clock("9:00"), closes: try clock("9:00")) == nil)
  }
}
