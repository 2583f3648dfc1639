import Testing

@testable import GoogleSandbox

struct AccessTests {
  /// Which scope opens which method (facts 1.7), by what answers 403 and what does not.
  @Test(arguments: [
    ("calendar.events", ["list", "get", "insert", "patch", "update", "delete", "move"]),
    ("calendar.events.owned", ["list", "get", "insert", "patch", "update", "delete", "move"]),
    ("calendar.events.readonly", ["list", "get"]), ("calendar.freebusy", ["freeBusy"]),
    ("calendar.events.freebusy", ["list", "get", "freeBusy"]),
    ("calendar.calendarlist.readonly", ["calendarList", "calendarListEntry"]),
    ("calendar.calendars.readonly", ["calendar"]),
    ("calendar.readonly", ["list", "get", "freeBusy", "calendarList", "calendarListEntry", "calendar"]),
    ("calendar.settings.readonly", []),
    (
      "calendar",
      [
        "list", "get", "insert", "patch", "update", "delete", "move", "freeBusy", "calendarList", "calendarListEntry",
        "calendar",
      ]
    ),
  ])
  func `a scope opens its own methods and no others`(_ scope: String, _ open: [String]) async throws {
    try await withSandbox { bench in
      let token = try await bench.token(Bench.olive, scopes: [scope])
      let id = try #require(
        try await bench.event("Visit", "2026-11-24T09:00:00Z", "2026-11-24T09:30:00Z")["id"]?.string)
      let other = try #require(
        try await bench.control("POST", "calendars", ["owner": .string(Bench.olive), "summary": "Second"])["id"]?.string
      )
      let times: JSON = [
        "start": ["dateTime": "2026-11-24T09:00:00Z"], "end": ["dateTime": "2026-11-24T09:30:00Z"],
      ]
      let window: JSON = [
        "timeMin": "2026-11-23T00:00:00Z", "timeMax": "2026-11-28T00:00:00Z", "items": [["id": "primary"]],
      ]
      let calls: [(String, String, String, JSON?)] = [
        ("list", "GET", "calendars/primary/events", nil), ("get", "GET", "calendars/primary/events/\(id)", nil),
        ("insert", "POST", "calendars/primary/events", times),
        ("patch", "PATCH", "calendars/primary/events/\(id)", ["summary": "x"]),
        ("update", "PUT", "calendars/primary/events/\(id)", times),
        ("move", "POST", "calendars/primary/events/\(id)/move?destination=\(Percent.encode(other))", nil),
        ("delete", "DELETE", "calendars/\(Percent.encode(other))/events/\(id)", nil),
        ("freeBusy", "POST", "freeBusy", window), ("calendarList", "GET", "users/me/calendarList", nil),
        ("calendarListEntry", "GET", "users/me/calendarList/primary", nil),
        ("calendar", "GET", "calendars/primary", nil),
      ]
      for (name, method, path, body) in calls {
        let answer = try await bench.api(method, path, body, token: token)
        if open.contains(name) {
          #expect(answer.status == 200 || answer.status == 204, "\(name): \(answer.text)")
        } else {
          #expect(answer.reason == "insufficientPermissions", "\(name): \(answer.status)")
        }
      }
    }
  }

  @Test func `a missing scope is told in the newer envelope`() async throws {
    try await withSandbox { bench in
      let token = try await bench.token(Bench.olive, scopes: ["calendar.freebusy"])
      let answer = try await bench.api("GET", "calendars/primary/events", token: token)
      let expected = try Fixtures.error("403-insufficientPermissions", in: "calendar-errors.json")
      #expect(answer.status == 403)
      #expect(answer.json == expected.body)
      #expect(answer.header("WWW-Authenticate")?.contains("error=insufficient_scope") == true)
    }
  }

  /// What each role may do in another's calendar.
  @Test(
    arguments: [
      ("none", 404, 404, nil), ("freeBusyReader", 200, 403, nil), ("reader", 200, 403, "Dentist"),
      ("writer", 200, 200, "Dentist"), ("owner", 200, 200, "Dentist"),
    ] as [(String, Int, Int, String?)])
  func `a role decides what may be read and written`(
    _ role: String, _ reading: Int, _ writing: Int, _ title: String?
  ) async throws {
    try await withSandbox { bench in
      let nora = try await bench.token("nora@example.com")
      try await bench.event("Dentist", "2026-11-24T09:00:00Z", "2026-11-24T09:30:00Z")
      try await bench.event(
        "Secret", "2026-11-25T09:00:00Z", "2026-11-25T09:30:00Z", ["visibility": "private"])
      try await bench.control(
        "POST", "acl", ["calendar": .string(Bench.olive), "scope": "nora@example.com", "role": .string(role)])
      let calendar = "calendars/olive%40example.com/events"
      let list = try await bench.api("GET", calendar, token: nora)
      #expect(list.status == reading)
      #expect(list.items.first?["summary"]?.string == title)
      #expect(list.items.count == (reading == 200 ? 2 : 0))
      if reading == 200 {
        #expect(list.json["accessRole"]?.string == role)
        #expect(list.items.last?["summary"]?.string == (writing == 200 ? "Secret" : nil))
      }
      if role == "freeBusyReader" {
        #expect(
          list.items.first?.object.map { Set($0.keys) }
            == [
              "kind", "etag", "id", "status", "htmlLink", "created", "updated", "start", "end", "visibility", "iCalUID",
              "sequence", "eventType",
            ])
      }
      let insert = try await bench.api(
        "POST", calendar, ["start": ["date": "2026-11-26"], "end": ["date": "2026-11-27"]], token: nora)
      #expect(insert.status == writing)
      if writing == 403 {
        #expect(insert.json == (try Fixtures.error("403-requiredAccessLevel", in: "calendar-errors.json").body))
      }
      let shared = try await bench.api("GET", "users/me/calendarList", token: nora).items.contains {
        $0["id"]?.string == Bench.olive
      }
      #expect(shared == (role != "none"))
    }
  }

  @Test func `the list of calendars has pages and a least role`() async throws {
    try await withSandbox { bench in
      for name in ["A", "B", "C"] {
        try await bench.control(
          "POST", "calendars", ["owner": .string(Bench.olive), "summary": .string(name), "timeZone": "Asia/Tokyo"])
      }
      let first = try await bench.api("GET", "users/me/calendarList?maxResults=3")
      #expect(first.items.count == 3)
      #expect(first.items.first?["primary"] == true)
      let token = try #require(first.json["nextPageToken"]?.string)
      let last = try await bench.api("GET", "users/me/calendarList?maxResults=3&pageToken=\(token)")
      #expect(last.items.count == 1)
      #expect(last.json["nextPageToken"] == nil && last.json["nextSyncToken"] != nil)
      #expect(try await bench.api("GET", "users/me/calendarList?pageToken=rubbish").status == 400)

      let nora = try await bench.token("nora@example.com")
      try await bench.control(
        "POST", "acl", ["calendar": .string(Bench.olive), "scope": "nora@example.com", "role": "reader"])
      #expect(try await bench.api("GET", "users/me/calendarList", token: nora).items.count == 2)
      #expect(try await bench.api("GET", "users/me/calendarList?minAccessRole=writer", token: nora).items.count == 1)
      let entry = try await bench.api("GET", "users/me/calendarList/olive@example.com", token: nora)
      #expect(entry.json["accessRole"] == "reader")
      #expect(try await bench.api("GET", "users/me/calendarList/nobody%40example.com", token: nora).status == 404)
      let calendar = try await bench.api("GET", "calendars/primary")
      #expect(calendar.json["timeZone"] == "Europe/Berlin")
    }
  }
}
