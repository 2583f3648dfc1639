import Testing

@testable import GoogleSandbox

struct RecurrenceTests {
  private static func starts(_ rule: [String], _ start: String, until end: String = "2027-06-01T00:00:00Z") throws
    -> [String]
  {
    let berlin = try #require(ZoneRules("Europe/Berlin"))
    let first = try #require(Timestamp.readMoment(start))
    var master = StoredEvent(
      id: "series", start: .moment(first, zone: "Europe/Berlin"),
      end: .moment(first.adding(seconds: 1800), zone: "Europe/Berlin"), creator: "a", organizer: "a", iCalUID: "u",
      now: first, stamp: 1)
    master.members["recurrence"] = .array(rule.map { .string($0) })
    let series = try #require(Series(master))
    let horizon = try #require(Timestamp.readMoment(end))
    return series.instances(in: TimeWindow(from: nil, to: nil), calendarZone: berlin, horizon: horizon)
      .map { Timestamp.write($0.start.moment(in: berlin), in: berlin) }
  }

  @Test(arguments: [
    (
      ["RRULE:FREQ=DAILY;COUNT=3"],
      ["2026-11-23T09:00:00+01:00", "2026-11-24T09:00:00+01:00", "2026-11-25T09:00:00+01:00"]
    ),
    (
      ["RRULE:FREQ=DAILY;INTERVAL=10;UNTIL=20261203T080000Z"],
      ["2026-11-23T09:00:00+01:00", "2026-12-03T09:00:00+01:00"]
    ),
    (["RRULE:FREQ=DAILY;INTERVAL=10;UNTIL=20261203T075959Z"], ["2026-11-23T09:00:00+01:00"]),
    (["RRULE:FREQ=WEEKLY;COUNT=2"], ["2026-11-23T09:00:00+01:00", "2026-11-30T09:00:00+01:00"]),
    (
      ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"],
      ["2026-11-23T09:00:00+01:00", "2026-11-25T09:00:00+01:00", "2026-11-30T09:00:00+01:00"]
    ),
    (
      ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4"],
      [
        "2026-11-23T09:00:00+01:00", "2026-11-29T09:00:00+01:00", "2026-12-07T09:00:00+01:00",
        "2026-12-13T09:00:00+01:00",
      ]
    ),
    (
      ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20261124T090000"],
      ["2026-11-23T09:00:00+01:00", "2026-11-25T09:00:00+01:00"]
    ),
  ])
  func `a rule falls on its days`(_ rule: [String], _ expected: [String]) throws {
    #expect(try RecurrenceTests.starts(rule, "2026-11-23T08:00:00Z") == expected)
  }

  @Test func `the wall clock stays when the clocks change`() throws {
    let starts = try RecurrenceTests.starts(["RRULE:FREQ=WEEKLY;COUNT=2"], "2027-03-22T08:00:00Z")
    #expect(starts == ["2027-03-22T09:00:00+01:00", "2027-03-29T09:00:00+02:00"])
  }

  @Test func `an endless rule ends at the horizon and one that never falls ends at once`() throws {
    #expect(
      try RecurrenceTests.starts(["RRULE:FREQ=DAILY"], "2026-11-23T08:00:00Z", until: "2026-11-26T00:00:00Z").count == 3
    )
    #expect(try RecurrenceTests.starts(["RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"], "2026-11-23T08:00:00Z").isEmpty)
  }

  @Test(arguments: [
    "RRULE:FREQ=MONTHLY", "RRULE:FREQ=WEEKLY;BYDAY=1MO", "RRULE:FREQ=DAILY;COUNT=0", "RRULE:COUNT=2", "RDATE:20261123",
  ])
  func `what lies beyond is not guessed`(_ line: String) {
    #expect(RecurrenceRule(line) == nil)
  }

  @Test func `a list shows instances, exceptions and holes`() async throws {
    try await withSandbox { bench in
      let master = try await bench.event(
        "Team", "2026-11-24T09:00:00+01:00", "2026-11-24T09:30:00+01:00",
        ["start": ["timeZone": "Europe/Berlin"], "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=4"]])
      let id = try #require(master["id"]?.string)
      let moved: JSON = [
        "start": ["dateTime": "2026-12-01T11:00:00+01:00"], "end": ["dateTime": "2026-12-01T11:30:00+01:00"],
      ]
      let exception = try await bench.api("PATCH", "calendars/primary/events/\(id)_20261201T080000Z", moved)
      #expect(exception.json["sequence"] == 1)
      #expect(exception.json["originalStartTime"]?["dateTime"] == "2026-12-01T09:00:00+01:00")
      #expect(try await bench.api("DELETE", "calendars/primary/events/\(id)_20261208T080000Z").status == 204)

      let expanded = try await bench.api("GET", "calendars/primary/events?singleEvents=true&orderBy=startTime")
      #expect(
        expanded.items.compactMap { $0["start"]?["dateTime"]?.string } == [
          "2026-11-24T09:00:00+01:00", "2026-12-01T11:00:00+01:00", "2026-12-15T09:00:00+01:00",
        ])
      #expect(expanded.items.allSatisfy { $0["recurringEventId"]?.string == id && $0["recurrence"] == nil })

      let stored = try await bench.api("GET", "calendars/primary/events")
      #expect(stored.items.compactMap { $0["status"]?.string } == ["confirmed", "confirmed", "cancelled"])
      #expect(
        stored.items.last?.object.map { Set($0.keys) }
          == ["kind", "etag", "id", "status", "recurringEventId", "originalStartTime"])

      #expect(try await bench.api("DELETE", "calendars/primary/events/\(id)").status == 204)
      #expect(try await bench.api("GET", "calendars/primary/events?singleEvents=true").items.isEmpty)
    }
  }

  @Test func `a rule that cannot be expanded is refused in a list and unknown in free/busy`() async throws {
    try await withSandbox { bench in
      try await bench.event(
        "Rent", "2026-11-24T09:00:00+01:00", "2026-11-24T09:30:00+01:00",
        ["start": ["timeZone": "Europe/Berlin"], "recurrence": ["RRULE:FREQ=MONTHLY"]])
      #expect(try await bench.api("GET", "calendars/primary/events?singleEvents=true").status == 501)
      #expect(try await bench.api("GET", "calendars/primary/events").items.count == 1)
      let busy = try await bench.api(
        "POST", "freeBusy",
        ["timeMin": "2026-11-23T00:00:00Z", "timeMax": "2026-11-28T00:00:00Z", "items": [["id": "primary"]]])
      #expect(busy.json["calendars"]?["primary"]?["errors"]?.array?.first?["reason"] == "internalError")
    }
  }
}
