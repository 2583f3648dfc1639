import Testing

@testable import GoogleSandbox

struct TimeTests {
  @Test(arguments: [
    ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00.000Z"),
    ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000Z"),
    ("2026-11-23T10:00:00.1234z", "2026-11-23T10:00:00.123Z"),
    ("2026-11-23T10:00-03:30", "2026-11-23T13:30:00.000Z"),
    ("2024-02-29T00:00:00+14:00", "2024-02-28T10:00:00.000Z"),
    ("1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59.500Z"),
  ])
  func `a time with an offset is a moment`(_ text: String, _ utc: String) throws {
    let moment = try #require(Timestamp.readMoment(text))
    #expect(Timestamp.writeUTC(moment) == utc)
  }

  @Test(arguments: [
    "2026-11-23T10:00:00", "2026-11-23", "2026-02-29T10:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23 10:00:00Z",
    "2026-11-23T10:00:00 01:00", "tomorrow", "", "2026-11-23T10:00:00+0100",
  ])
  func `anything else is no moment`(_ text: String) {
    #expect(Timestamp.readMoment(text) == nil)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45:00+11:00"),
    ("Asia/Kathmandu", "2026-06-01T12:00", "2026-06-01T12:00:00+05:45"),
    ("Europe/London", "2026-12-01T12:00", "2026-12-01T12:00:00Z"),
  ])
  func `a wall clock's time is found in its zone, gaps and repeats included`(
    _ name: String, _ local: String, _ shown: String
  ) throws {
    let zone = try #require(ZoneRules(name))
    guard case .local(let wall) = Timestamp.read(local) else {
      Issue.record("\(local) is not a local time")
      return
    }
    #expect(Timestamp.write(zone.moment(of: wall), in: zone) == shown)
  }

  @Test func `days count without a break over four centuries`() throws {
    var day = try #require(Day(year: 1600, month: 1, day: 1))
    let last = try #require(Day(year: 2400, month: 12, day: 31))
    while day < last {
      let parts = day.parts
      #expect(Day(year: parts.year, month: parts.month, day: parts.day) == day)
      day = day.adding(97)
    }
    #expect(Day(number: 0).weekday == 3)
  }
}
