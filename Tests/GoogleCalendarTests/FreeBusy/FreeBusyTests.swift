import Scheduling
import Testing

@testable import GoogleCalendar

@Suite struct FreeBusyTests {
  @Test func `periods are instants whatever offset they are written with`() throws {
    let utc = try Fixtures.decode(FreeBusyAnswer.self, "freebusy/response-default-utc.json")
    let local = try Fixtures.decode(FreeBusyAnswer.self, "freebusy/response-with-timezone.json")
    let expected = Interval(start: Instant(seconds: 1_795_424_400), duration: .minutes(30))
    #expect(try utc.calendars?["primary"]?.periods().first == expected)
    #expect(try local.calendars?["primary"]?.periods() == [expected])
    #expect(try local.calendars?["colleague@example.com"]?.periods() == [])
  }

  @Test(arguments: [
    ("nobody@example.com", GoogleFailure.notFound), ("flaky@example.com", .server(retryAfter: nil)),
    ("51st@example.com", .unexpected(status: 200)),
  ])
  func `a calendar with an error is not free, though its list of busy periods is empty`(
    id: String, failure: GoogleFailure
  ) throws {
    let answer = try Fixtures.decode(FreeBusyAnswer.self, "freebusy/response-per-calendar-errors.json")
    let entry = try #require(answer.calendars?[id])
    #expect(entry.busy == [])
    #expect(throws: failure) { try entry.periods() }
  }

  @Test(arguments: [
    FreeBusyCalendar(), FreeBusyCalendar(busy: [.init(start: "soon", end: "later")]),
    FreeBusyCalendar(busy: [.init(start: "2026-11-23T10:00:00Z", end: "2026-11-23T09:00:00Z")]),
  ])
  func `an entry that says nothing readable is not free`(entry: FreeBusyCalendar) {
    #expect(throws: GoogleFailure.unreadable) { try entry.periods() }
  }
}
