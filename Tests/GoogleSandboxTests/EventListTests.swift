import Testing

@testable import GoogleSandbox

struct EventListTests {
  /// One event from 10:00 to 11:00 in Berlin, one all day; both bounds are exclusive.
  @Test(arguments: [
    ("", ["hour", "day"]), ("timeMin=2026-11-24T11:00:00%2B01:00", ["day"]),
    ("timeMin=2026-11-24T10:59:59%2B01:00", ["hour", "day"]),
    ("timeMax=2026-11-24T10:00:00%2B01:00", []), ("timeMax=2026-11-24T10:00:01%2B01:00", ["hour"]),
    ("timeMax=2026-11-24T09:00:00.999Z", []), ("timeMin=2026-11-25T22:59:59Z", ["day"]),
    ("timeMin=2026-11-25T23:00:00Z", []), ("timeMax=2026-11-24T23:00:00Z", ["hour"]),
    ("timeMax=2026-11-24T23:00:01Z", ["hour", "day"]), ("eventTypes=default&eventTypes=focusTime", ["hour", "day"]),
    ("eventTypes=outOfOffice", []), ("q=HOUR", ["hour"]), ("q=hou", []), ("q=room", ["hour"]),
    ("privateExtendedProperty=k%3Dv", ["hour"]), ("privateExtendedProperty=k%3Dw", []),
    ("privateExtendedProperty=k%3Dv&privateExtendedProperty=l%3Dm", []), ("iCalUID=uid-1", ["day"]),
    ("maxResults=1", ["hour"]), ("orderBy=updated", ["hour", "day"]),
  ])
  func `a list holds what the parameters say`(_ query: String, _ expected: [String]) async throws {
    try await withSandbox { bench in
      try await bench.event(
        "hour", "2026-11-24T10:00:00+01:00", "2026-11-24T11:00:00+01:00",
        ["location": "Room 2", "extendedProperties": ["private": ["k": "v"]]])
      let day: JSON = [
        "summary": "day", "iCalUID": "uid-1", "start": ["date": "2026-11-25"], "end": ["date": "2026-11-26"],
      ]
      #expect(try await bench.api("POST", "calendars/primary/events", day).status == 200)
      let list = try await bench.api("GET", "calendars/primary/events?\(query)")
      #expect(list.status == 200, "\(list.text)")
      #expect(list.summaries == expected)
      #expect(list.json["nextPageToken"] == nil || query == "maxResults=1")
    }
  }

  @Test(arguments: [
    ("timeMin=2026-11-24T10:00:00", "400-badRequest"), ("timeMin=2026-11-24T10:00:00+01:00", "400-badRequest"),
    ("timeMax=soon", "400-badRequest"),
    ("timeMin=2026-11-24T10:00:00Z&timeMax=2026-11-24T10:00:00Z", "400-timeRangeEmpty"),
    ("orderBy=startTime", "400-invalid-orderBy-startTime-without-singleEvents"),
    ("syncToken=rubbish", "400-invalid-corrupt-sync-token"),
    ("updatedMin=2026-10-01T00:00:00Z", "410-updatedMinTooLongAgo"),
  ])
  func `a wrong parameter gets the answer of the table`(_ query: String, _ name: String) async throws {
    try await withSandbox { bench in
      let answer = try await bench.api("GET", "calendars/primary/events?\(query)")
      let expected = try Fixtures.error(name, in: "calendar-errors.json")
      #expect(answer.status == expected.status)
      #expect(answer.json == expected.body)
    }
  }

  @Test(arguments: [
    "maxResults=0", "orderBy=summary", "eventTypes=appointmentSchedule", "timeZone=Mars/Olympus", "pageToken=x",
  ])
  func `other wrong parameters are 400 too`(_ query: String) async throws {
    try await withSandbox { bench in
      let answer = try await bench.api("GET", "calendars/primary/events?\(query)")
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: [0, 2])
  func `pages join to the whole list, empty ones included`(_ emptyPages: Int) async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "settings", ["pageSize": 3, "emptyPages": .int(emptyPages)])
      for number in 0..<7 {
        try await bench.event("e\(number)", "2026-11-24T1\(number):00:00Z", "2026-11-24T1\(number):30:00Z")
      }
      let query = "singleEvents=true&orderBy=startTime&timeMin=2026-11-24T00:00:00Z"
      var seen: [String] = []
      var pages = 0
      var token: String?
      repeat {
        let more = token.map { "&pageToken=\($0)" } ?? ""
        let page = try await bench.api("GET", "calendars/primary/events?\(query)\(more)")
        #expect(page.status == 200, "\(page.text)")
        seen += page.summaries
        pages += 1
        token = page.json["nextPageToken"]?.string
      } while token != nil
      #expect(seen == (0..<7).map { "e\($0)" })
      #expect(pages == 3 * (1 + emptyPages))
      let first = try await bench.api("GET", "calendars/primary/events?\(query)")
      let other = try await bench.api(
        "GET", "calendars/primary/events?singleEvents=true&pageToken=\(first.json["nextPageToken"]?.string ?? "")")
      #expect(other.status == 400)
    }
  }

  @Test func `an order by start goes by moments`() async throws {
    try await withSandbox { bench in
      try await bench.event("late", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z")
      try await bench.event("early", "2026-11-24T12:00:00+01:00", "2026-11-24T13:00:00+01:00")
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["late", "early"])
      #expect(
        try await bench.api("GET", "calendars/primary/events?singleEvents=true&orderBy=startTime").summaries == [
          "early", "late",
        ])
    }
  }

  @Test func `times show in the zone that is asked for and keep their own name`() async throws {
    try await withSandbox { bench in
      let event = try await bench.event(
        "Visit", "2026-11-24T10:00:00", "2026-11-24T10:30:00",
        ["start": ["timeZone": "America/New_York"], "end": ["timeZone": "America/New_York"]])
      #expect(event["start"] == ["dateTime": "2026-11-24T16:00:00+01:00", "timeZone": "America/New_York"])
      let list = try await bench.api("GET", "calendars/primary/events?timeZone=Asia/Kolkata")
      #expect(list.json["timeZone"] == "Asia/Kolkata")
      #expect(list.items.first?["start"]?["dateTime"] == "2026-11-24T20:30:00+05:30")
    }
  }

  @Test func `deleted events show only where they are asked for`() async throws {
    try await withSandbox { bench in
      let id = try #require(try await bench.event("Gone", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      #expect(try await bench.api("DELETE", "calendars/primary/events/\(id)").status == 204)
      #expect(try await bench.api("GET", "calendars/primary/events").items.isEmpty)
      let deleted = try await bench.api("GET", "calendars/primary/events?showDeleted=true&singleEvents=true")
      #expect(deleted.items.first?["status"] == "cancelled")
      #expect(deleted.items.first?["summary"] == "Gone")
      #expect(try await bench.api("GET", "calendars/primary/events?updatedMin=2026-11-23T08:00:00Z").items.count == 1)
      try await bench.control("PUT", "settings", ["bareTombstones": true])
      let bare = try await bench.api("GET", "calendars/primary/events/\(id)")
      #expect(bare.json.object.map { Set($0.keys) } == ["kind", "etag", "id", "status"])
    }
  }

  @Test func `a lagging list shows the past`() async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "settings", ["listLagMs": 5000])
      let id = try #require(try await bench.event("Old", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      #expect(try await bench.api("GET", "calendars/primary/events").items.isEmpty)
      #expect(try await bench.api("GET", "calendars/primary/events/\(id)").status == 200)
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:00:05Z"])
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["Old"])
      #expect(try await bench.api("PATCH", "calendars/primary/events/\(id)", ["summary": "New"]).status == 200)
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["Old"])
      #expect(try await bench.api("DELETE", "calendars/primary/events/\(id)").status == 204)
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:00:09.999Z"])
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["Old"])
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:00:10Z"])
      #expect(try await bench.api("GET", "calendars/primary/events").items.isEmpty)
    }
  }

  @Test func `a list may be some changes behind, by whichever event`() async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "settings", ["listLagEvents": 2])
      let id = try #require(try await bench.event("A", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      try await bench.event("B", "2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z")
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == [])
      #expect(try await bench.api("PATCH", "calendars/primary/events/\(id)", ["summary": "A2"]).status == 200)
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["A"])
      try await bench.event("C", "2026-11-24T12:00:00Z", "2026-11-24T12:30:00Z")
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["A", "B"])
      let body: JSON = [
        "timeMin": "2026-11-24T00:00:00Z", "timeMax": "2026-11-25T00:00:00Z", "items": [["id": "primary"]],
      ]
      let busy = try await bench.api("POST", "freeBusy", body).json["calendars"]?["primary"]?["busy"]
      #expect(busy?.array?.count == 2)
      try await bench.control("PUT", "settings", ["listLagEvents": .null])
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["A2", "B", "C"])
    }
  }

  @Test func `an unlisted event is never listed, only read`() async throws {
    try await withSandbox { bench in
      let id = try #require(try await bench.event("A", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      try await bench.event("B", "2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z")
      try await bench.control("PUT", "settings", ["unlisted": [.string(id)]])
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["B"])
      #expect(try await bench.api("GET", "calendars/primary/events?singleEvents=true").summaries == ["B"])
      #expect(try await bench.api("GET", "calendars/primary/events/\(id)").json["summary"] == "A")
    }
  }

  @Test func `a sync token is given at the end and asks for a full sync when used`() async throws {
    try await withSandbox { bench in
      let list = try await bench.api("GET", "calendars/primary/events")
      let token = try #require(list.json["nextSyncToken"]?.string)
      let answer = try await bench.api("GET", "calendars/primary/events?syncToken=\(Percent.encode(token))")
      let expected = try Fixtures.error("410-fullSyncRequired", in: "calendar-errors.json")
      #expect(answer.status == 410)
      #expect(answer.json == expected.body)
      let mixed = try await bench.api(
        "GET", "calendars/primary/events?timeMin=2026-11-24T00:00:00Z&syncToken=\(Percent.encode(token))")
      #expect(mixed.status == 400)
      #expect(
        try await bench.api("GET", "calendars/primary/events?singleEvents=true&orderBy=startTime").json["nextSyncToken"]
          == nil)
    }
  }

  @Test func `answers carry the headers of Google's front end and an ETag that saves bytes`() async throws {
    try await withSandbox { bench in
      let list = try await bench.api("GET", "calendars/primary/events")
      #expect(list.header("Content-Type") == "application/json; charset=UTF-8")
      #expect(list.header("Cache-Control") == "no-cache, no-store, max-age=0, must-revalidate")
      #expect(list.header("Server") == "ESF")
      let etag = try #require(list.header("ETag"))
      #expect(list.json["etag"]?.string == etag)
      #expect(try await bench.api("GET", "calendars/primary/events", headers: [("If-None-Match", etag)]).status == 304)
      let event = try await bench.event("x", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")
      #expect(try await bench.api("GET", "calendars/primary/events", headers: [("If-None-Match", etag)]).status == 200)
      let path = "calendars/primary/events/\(event["id"]?.string ?? "")"
      let same = try await bench.api("GET", path, headers: [("If-None-Match", event["etag"]?.string ?? "")])
      #expect(same.status == 304)
      #expect(same.body.isEmpty)
    }
  }

  @Test func `a long query may come as a form`() async throws {
    try await withSandbox { bench in
      try await bench.event("x", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")
      let answer = try await bench.send(
        "POST", "/calendar/v3/calendars/primary/events", form: [("timeMin", "2026-11-24T00:00:00+01:00"), ("q", "x")],
        token: bench.access, headers: [("X-HTTP-Method-Override", "GET")])
      #expect(answer.summaries == ["x"])
    }
  }
}
