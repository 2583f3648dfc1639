import Testing

@testable import GoogleSandbox

struct FreeBusyTests {
  private static func ask(
    _ bench: Bench, _ ids: [String] = ["primary"], _ more: JSON = [:]
  ) async throws -> Bench.Answer {
    let body: JSON = [
      "timeMin": "2026-11-23T00:00:00+01:00", "timeMax": "2026-11-28T00:00:00+01:00",
      "items": .array(ids.map { ["id": .string($0)] }),
    ]
    return try await bench.api("POST", "freeBusy", body.merging(more))
  }

  @Test func `opaque events are busy, days count in the calendar's zone`() async throws {
    try await withSandbox { bench in
      try await bench.event("a", "2026-11-24T10:00:00+01:00", "2026-11-24T11:00:00+01:00")
      try await bench.event("b", "2026-11-24T10:30:00+01:00", "2026-11-24T11:30:00+01:00", ["status": "tentative"])
      try await bench.event(
        "free", "2026-11-24T15:00:00Z", "2026-11-24T16:00:00Z", ["transparency": "transparent"])
      try await bench.event(
        "declined", "2026-11-24T17:00:00Z", "2026-11-24T18:00:00Z",
        ["attendees": [["email": "olive@example.com", "responseStatus": "declined"]]])
      let gone = try await bench.event("gone", "2026-11-24T19:00:00Z", "2026-11-24T20:00:00Z")
      #expect(try await bench.api("DELETE", "calendars/primary/events/\(gone["id"]?.string ?? "")").status == 204)
      #expect(
        try await bench.api(
          "POST", "calendars/primary/events", ["start": ["date": "2026-11-26"], "end": ["date": "2026-11-27"]]
        ).status == 200)
      let answer = try await FreeBusyTests.ask(bench)
      #expect(
        answer.json == [
          "kind": "calendar#freeBusy", "timeMin": "2026-11-22T23:00:00.000Z", "timeMax": "2026-11-27T23:00:00.000Z",
          "calendars": [
            "primary": [
              "busy": [
                ["start": "2026-11-24T09:00:00Z", "end": "2026-11-24T10:00:00Z"],
                ["start": "2026-11-24T09:30:00Z", "end": "2026-11-24T10:30:00Z"],
                ["start": "2026-11-25T23:00:00Z", "end": "2026-11-26T23:00:00Z"],
              ]
            ]
          ],
        ])
      try await bench.control("PUT", "settings", ["mergesBusy": true, "declinedIsBusy": true])
      let merged = try await FreeBusyTests.ask(bench, ["primary"], ["timeZone": "Europe/Berlin"])
      #expect(
        merged.json["calendars"]?["primary"]?["busy"]?.array?.prefix(2) == [
          ["start": "2026-11-24T10:00:00+01:00", "end": "2026-11-24T11:30:00+01:00"],
          ["start": "2026-11-24T18:00:00+01:00", "end": "2026-11-24T19:00:00+01:00"],
        ])
    }
  }

  @Test func `what a person puts in as a status event blocks or not by its kind`() async throws {
    try await withSandbox { bench in
      let home: JSON = [
        "eventType": "workingLocation", "transparency": "transparent", "visibility": "public",
        "start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"],
        "workingLocationProperties": ["type": "homeOffice", "homeOffice": [:]],
      ]
      let away: JSON = [
        "eventType": "outOfOffice", "summary": "Away", "organizer": ["email": "unknownorganizer@calendar.google.com"],
        "start": ["dateTime": "2026-11-25T12:00:00Z"], "end": ["dateTime": "2026-11-25T13:00:00Z"],
        "outOfOfficeProperties": ["autoDeclineMode": "declineNone"],
      ]
      try await bench.control("POST", "people/olive@example.com/events/primary", home)
      let event = try await bench.control("POST", "people/olive%40example.com/events/olive%40example.com", away)
      #expect(event["organizer"] == ["email": "unknownorganizer@calendar.google.com"])
      let busy = try await FreeBusyTests.ask(bench)
      #expect(
        busy.json["calendars"]?["primary"]?["busy"]
          == [["start": "2026-11-25T12:00:00Z", "end": "2026-11-25T13:00:00Z"]])
      #expect(try await bench.api("GET", "calendars/primary/events?eventTypes=outOfOffice").summaries == ["Away"])
    }
  }

  @Test func `a calendar that fails fails alone`() async throws {
    try await withSandbox { bench in
      let nora = try await bench.token("nora@example.com")
      try await bench.control(
        "POST", "acl", ["calendar": "nora@example.com", "scope": "olive@example.com", "role": "freeBusyReader"])
      #expect(
        try await bench.api(
          "POST", "calendars/primary/events", ["start": ["date": "2026-11-26"], "end": ["date": "2026-11-27"]],
          token: nora
        ).status == 200)
      let answer = try await FreeBusyTests.ask(bench, ["primary", "nora@example.com", "nobody@example.com"])
      #expect(answer.status == 200)
      let calendars = try #require(answer.json["calendars"]?.object)
      #expect(calendars["primary"] == ["busy": []])
      #expect(calendars["nora@example.com"]?["busy"]?.array?.count == 1)
      #expect(calendars["nobody@example.com"] == ["errors": [["domain": "global", "reason": "notFound"]], "busy": []])
    }
  }

  @Test func `more calendars than the cap are told so, and without a cap they all answer`() async throws {
    try await withSandbox { bench in
      let ids = (0..<51).map { "c\($0)@example.com" }
      #expect(try await FreeBusyTests.ask(bench, ids).json["calendars"]?.object?.count == 51)
      let capped = try await FreeBusyTests.ask(bench, ids, ["calendarExpansionMax": 50])
      #expect(
        capped.json["calendars"]?["c50@example.com"]?["errors"]
          == [["domain": "calendar", "reason": "tooManyCalendarsRequested"]])
      #expect(try await FreeBusyTests.ask(bench, ids, ["calendarExpansionMax": 51]).status == 400)
    }
  }

  @Test(
    arguments: [
      (["timeMin": .null], "400-required-freebusy-missing-timeMin"),
      (["timeMin": "2026-11-23T00:00:00", "timeZone": "Europe/Berlin"], "400-badRequest"),
      (["timeMax": "2026-11-22T23:00:00Z"], "400-timeRangeEmpty"),
      (["timeMax": "2027-02-22T00:00:00Z"], "400-timeRangeTooLong"),
    ] as [(JSON, String)])
  func `a wrong window gets the answer of the table`(_ change: JSON, _ name: String) async throws {
    try await withSandbox { bench in
      let answer = try await FreeBusyTests.ask(bench, ["primary"], change)
      let expected = try Fixtures.error(name, in: "calendar-errors.json")
      #expect(answer.status == expected.status)
      #expect(answer.json == expected.body)
    }
  }
}
