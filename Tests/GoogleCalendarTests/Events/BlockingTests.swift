import Foundation
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite struct BlockingTests {
  let zones = TestZones()

  @Test(arguments: [
    ("timed", true), ("all-day", true), ("all-day-multi", true), ("tentative-status", true), ("out-of-office", true),
    ("focus-time", true), ("invited-needs-action", true), ("private-freebusy-only", true),
    ("instance-when-details-hidden-recurring", true), ("recurring-instance", true), ("recurring-exception-moved", true),
    ("resource-room-declined", true), ("resource-room-accepted", true), ("meet-conference", true),
    ("meet-pending", true), ("recurring-master", true),
    ("transparent", false), ("declined-attendee", false), ("working-location-home-all-day", false),
    ("working-location-office-timed", false), ("birthday", false), ("from-gmail", false),
    ("cancelled-deleted-minimal", false), ("cancelled-exception-minimal", false),
    ("cancelled-deleted-organizer-view", false),
  ])
  func `what blocks and what does not`(name: String, blocks: Bool) throws {
    #expect(try Fixtures.decode(Event.self, "events/\(name).json").blocks == blocks)
  }

  @Test func `the table has every event that is known`() {
    #expect(Fixtures.names(in: "events").count == 25)
  }

  @Test(arguments: ["status", "transparency", "eventType"])
  func `a value that nobody knows blocks`(member: String) throws {
    let text = #"{"id":"x","\#(member)":"somethingNew"}"#
    #expect(try JSONDecoder().decode(Event.self, from: Data(text.utf8)).blocks)
  }

  @Test func `a working location blocks no time even when it is not marked as free`() throws {
    let text = #"{"id":"x","eventType":"workingLocation"}"#
    #expect(try !JSONDecoder().decode(Event.self, from: Data(text.utf8)).blocks)
  }

  @Test func `a room that declined is not the host who declined`() throws {
    let event = try Fixtures.decode(Event.self, "events/resource-room-declined.json")
    #expect(event.attendees?.contains { $0.responseStatus == .declined } == true)
    #expect(event.blocks)
  }

  @Test func `a timed event stands where its offset says`() throws {
    let event = try Fixtures.decode(Event.self, "events/timed.json")
    // 2026-11-23T09:00:00Z
    let expected = Interval(start: Instant(seconds: 1_795_424_400), duration: .minutes(30))
    #expect(try event.period(in: .unknown) == expected)
    #expect(try event.period(in: .known(zones.zone(ZoneID("Asia/Tokyo")))) == expected)
  }

  @Test(arguments: [
    // Christmas Day 2026 begins at 23:00Z the evening before in Berlin, at 15:00Z in Tokyo.
    ("Europe/Berlin", 1_798_153_200, 24), ("Asia/Tokyo", 1_798_124_400, 24),
  ])
  func `an all-day event blocks the civil day of the calendar's own zone`(zone: String, start: Int64, hours: Int) throws
  {
    let event = try Fixtures.decode(Event.self, "events/all-day.json")
    let period = try event.period(in: CalendarZone(zone, from: zones))
    #expect(period == Interval(start: Instant(seconds: start), duration: .hours(hours)))
  }

  @Test(arguments: [
    ("2026-03-29", "2026-03-30", 23), ("2026-10-25", "2026-10-26", 25), ("2026-03-28", "2026-03-31", 71),
  ])
  func `a day on which clocks change has the hours that it has`(first: String, last: String, hours: Int) throws {
    var event = Event()
    event.start = EventDateTime(date: first)
    event.end = EventDateTime(date: last)
    #expect(try event.period(in: CalendarZone("Europe/Berlin", from: zones))?.duration == .hours(hours))
  }

  @Test(arguments: [nil, "Mars/Olympus_Mons"] as [String?])
  func `without the zone's rules the day blocks wherever on earth it is that day`(zone: String?) throws {
    let event = try Fixtures.decode(Event.self, "events/all-day.json")
    let wide = try #require(try event.period(in: CalendarZone(zone, from: zones)))
    #expect(wide.duration == .hours(50))
    for name in ["Europe/Berlin", "Asia/Tokyo", "America/New_York"] {
      let narrow = try #require(try event.period(in: CalendarZone(name, from: zones)))
      #expect(wide.contains(narrow))
    }
  }

  @Test func `an event without length takes no time`() throws {
    var event = Event()
    event.start = EventDateTime(dateTime: "2026-11-23T10:00:00+01:00")
    event.end = event.start
    #expect(try event.period(in: .unknown) == nil)
  }

  @Test(arguments: [
    (EventDateTime(), EventDateTime()),
    (EventDateTime(date: "2026-11-23"), EventDateTime(dateTime: "2026-11-23T10:00:00Z")),
    (EventDateTime(date: "2026-02-30"), EventDateTime(date: "2026-03-01")),
    (EventDateTime(dateTime: "soon"), EventDateTime(dateTime: "later")),
    (EventDateTime(dateTime: "2026-11-23T11:00:00Z"), EventDateTime(dateTime: "2026-11-23T10:00:00Z")),
    (EventDateTime(dateTime: "2026-11-23T10:00:00"), EventDateTime(dateTime: "2026-11-23T11:00:00")),
  ])
  func `an event whose times cannot be read is not passed over`(start: EventDateTime, end: EventDateTime) {
    var event = Event()
    event.start = start
    event.end = end
    #expect(throws: GoogleFailure.unreadable) { try event.period(in: .unknown) }
  }
}
