import Testing

@testable import GoogleSandbox

struct EventWriteTests {
  static let times: JSON = [
    "start": ["dateTime": "2026-11-24T10:00:00+01:00", "timeZone": "Europe/Berlin"],
    "end": ["dateTime": "2026-11-24T10:30:00+01:00", "timeZone": "Europe/Berlin"],
  ]

  @Test(arguments: [false, true])
  func `whether a patch that changes nothing changes the ETag is a setting`(_ isQuiet: Bool) async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "settings", ["quietNoChange": .bool(isQuiet)])
      let event = try await bench.event("x", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")
      let path = "calendars/primary/events/\(event["id"]?.string ?? "")"
      let same = try await bench.api("PATCH", path, ["summary": "x"])
      #expect((same.json["etag"] == event["etag"]) == isQuiet)
      let other = try await bench.api("PATCH", path, ["summary": "y"])
      #expect(other.json["etag"] != same.json["etag"])
    }
  }

  @Test func `an insert answers the whole resource`() async throws {
    try await withSandbox { bench in
      let answer = try await bench.api(
        "POST", "calendars/primary/events",
        EventWriteTests.times.merging([
          "id": "7ng2v1s0o4d8k3p5qc1t6bfe9a", "summary": "Check-up", "transparency": "opaque", "nonsense": 1,
          "attendees": [["email": "guest@example.org"], ["email": "olive@example.com", "responseStatus": "accepted"]],
        ]))
      let etag = try #require(answer.header("ETag"))
      #expect(
        answer.json == [
          "kind": "calendar#event", "etag": .string(etag), "id": "7ng2v1s0o4d8k3p5qc1t6bfe9a", "status": "confirmed",
          "htmlLink":
            "https://www.google.com/calendar/event?eid=N25nMnYxczBvNGQ4azNwNXFjMXQ2YmZlOWEgb2xpdmVAZXhhbXBsZS5jb20",
          "created": "2026-11-23T08:00:00.000Z", "updated": "2026-11-23T08:00:00.000Z", "summary": "Check-up",
          "creator": ["email": "olive@example.com", "self": true],
          "organizer": ["email": "olive@example.com", "self": true], "start": EventWriteTests.times["start"] ?? .null,
          "end": EventWriteTests.times["end"] ?? .null, "iCalUID": "7ng2v1s0o4d8k3p5qc1t6bfe9a@google.com",
          "sequence": 0, "reminders": ["useDefault": true], "eventType": "default",
          "attendees": [
            ["email": "guest@example.org", "responseStatus": "needsAction"],
            ["email": "olive@example.com", "responseStatus": "accepted", "self": true, "organizer": true],
          ],
        ])
      let read = try await bench.api("GET", "calendars/olive%40example.com/events/7ng2v1s0o4d8k3p5qc1t6bfe9a")
      #expect(read.json == answer.json)
    }
  }

  @Test(
    arguments: [
      (["start": ["dateTime": "2026-11-24T10:00:00Z"]], "400-required-missing-end"),
      (
        ["start": ["dateTime": "2026-11-24T10:00:00"], "end": ["dateTime": "2026-11-24T11:00:00"]],
        "400-required-missing-time-zone"
      ),
      (
        [
          "start": ["dateTime": "2026-11-24T10:00:00Z"], "end": ["dateTime": "2026-11-24T11:00:00Z"],
          "recurrence": ["RRULE:FREQ=DAILY"],
        ], "400-required-missing-time-zone"
      ),
      (
        ["start": ["date": "2026-11-24", "dateTime": "2026-11-24T10:00:00Z"], "end": ["date": "2026-11-25"]],
        "400-invalid-date-and-dateTime"
      ),
      (
        ["id": "UPPER", "start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"]], "400-invalid-illegal-client-id"
      ),
      (
        ["id": "abcw", "start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"]], "400-invalid-illegal-client-id"
      ),
    ] as [(JSON, String)])
  func `a wrong event gets the answer of the table`(_ body: JSON, _ name: String) async throws {
    try await withSandbox { bench in
      let answer = try await bench.api("POST", "calendars/primary/events", body)
      let expected = try Fixtures.error(name, in: "calendar-errors.json")
      #expect(answer.status == expected.status)
      #expect(answer.json == expected.body)
    }
  }

  @Test(
    arguments: [
      ["start": ["date": "2026-11-24"], "end": ["dateTime": "2026-11-25T00:00:00Z"]],
      ["start": ["date": "2026-11-24"], "end": ["date": "2026-11-24"]],
      ["start": ["dateTime": "2026-11-24T11:00:00Z"], "end": ["dateTime": "2026-11-24T10:00:00Z"]],
      [
        "start": ["dateTime": "2026-11-24T11:00:00Z", "timeZone": "Mars/Olympus"],
        "end": ["dateTime": "2026-11-24T12:00:00Z"],
      ],
      ["start": ["date": "2026-11-31"], "end": ["date": "2026-12-02"]],
      ["start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"], "status": "held"],
      ["start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"], "attendees": [["displayName": "Jane"]]],
      ["start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"], "transparency": "glass"], "not an event",
    ] as [JSON])
  func `other wrong events are 400 and leave nothing`(_ body: JSON) async throws {
    try await withSandbox { bench in
      let answer = try await bench.api("POST", "calendars/primary/events", body)
      #expect(answer.status == 400)
      #expect(try await bench.api("GET", "calendars/primary/events").items.isEmpty)
    }
  }

  @Test func `an id stays taken after deletion, unless duplicates go unnoticed`() async throws {
    try await withSandbox { bench in
      let body = EventWriteTests.times.merging(["id": "booking1"])
      let expected = try Fixtures.error("409-duplicate", in: "calendar-errors.json")
      #expect(try await bench.api("POST", "calendars/primary/events", body).status == 200)
      #expect(try await bench.api("POST", "calendars/primary/events", body).json == expected.body)
      #expect(try await bench.api("DELETE", "calendars/primary/events/booking1").status == 204)
      let deleted = try Fixtures.error("410-deleted", in: "calendar-errors.json")
      #expect(try await bench.api("DELETE", "calendars/primary/events/booking1").json == deleted.body)
      #expect(try await bench.api("POST", "calendars/primary/events", body).status == 409)
      #expect(try await bench.api("GET", "calendars/primary/events/booking1").json["status"] == "cancelled")
      let missing = try Fixtures.error("404-notFound", in: "calendar-errors.json")
      #expect(try await bench.api("DELETE", "calendars/primary/events/nothere").json == missing.body)
      try await bench.control("PUT", "settings", ["duplicatesUnnoticed": true])
      #expect(try await bench.api("POST", "calendars/primary/events", body).status == 200)
    }
  }

  @Test func `of concurrent inserts under one id one wins`() async throws {
    try await withSandbox { bench in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<16 {
          group.addTask {
            try await bench.api("POST", "calendars/primary/events", EventWriteTests.times.merging(["id": "booking1"]))
              .status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 200 }.count == 1)
      #expect(statuses.filter { $0 == 409 }.count == 15)
    }
  }

  @Test(arguments: ["PATCH", "PUT", "DELETE"])
  func `a stale ETag fails the condition`(_ method: String) async throws {
    try await withSandbox { bench in
      let event = try await bench.event("a", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")
      let path = "calendars/primary/events/\(event["id"]?.string ?? "")"
      let old = try #require(event["etag"]?.string)
      let new = try #require(try await bench.api("PATCH", path, ["summary": "b"]).json["etag"]?.string)
      #expect(old != new)
      let body: JSON? = method == "DELETE" ? nil : EventWriteTests.times
      let stale = try await bench.api(method, path, body, headers: [("If-Match", old)])
      let expected = try Fixtures.error("412-conditionNotMet", in: "calendar-errors.json")
      #expect(stale.status == expected.status)
      #expect(stale.json == expected.body)
      #expect(try await bench.api("GET", path).json["summary"] == "b")
      let fresh = try await bench.api(method, path, body, headers: [("If-Match", new)])
      #expect(fresh.status == (method == "DELETE" ? 204 : 200))
      if method != "DELETE" {
        #expect(try await bench.api(method, path, body, headers: [("If-Match", "*")]).status == 200)
      }
    }
  }

  @Test func `a patch merges, null deletes and lists are replaced`() async throws {
    try await withSandbox { bench in
      let event = try await bench.event(
        "a", "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00",
        [
          "description": "d", "extendedProperties": ["private": ["k": "v", "hold": "1"]],
          "attendees": [["email": "one@example.org"], ["email": "two@example.org"]],
        ])
      let path = "calendars/primary/events/\(event["id"]?.string ?? "")"
      let patched = try await bench.api(
        "PATCH", path,
        [
          "description": .null, "extendedProperties": ["private": ["hold": .null, "new": "2"]],
          "attendees": [["email": "three@example.org"]], "start": ["dateTime": "2026-11-24T10:15:00+01:00"],
        ]
      ).json
      #expect(patched["summary"] == "a")
      #expect(patched["description"] == nil)
      #expect(patched["extendedProperties"] == ["private": ["k": "v", "new": "2"]])
      #expect(patched["attendees"]?.array?.map { $0["email"] } == ["three@example.org"])
      #expect(patched["start"] == ["dateTime": "2026-11-24T10:15:00+01:00", "timeZone": "Europe/Berlin"])
      #expect(patched["sequence"] == 1)
      let both = try await bench.api("PATCH", path, ["start": ["date": "2026-11-24"], "end": ["date": "2026-11-25"]])
      #expect(both.json == (try Fixtures.error("400-invalid-date-and-dateTime", in: "calendar-errors.json").body))
      let switched = try await bench.send(
        "POST", "/calendar/v3/" + path,
        ["start": ["date": "2026-11-24", "dateTime": .null], "end": ["date": "2026-11-25", "dateTime": .null]],
        token: bench.access, headers: [("X-HTTP-Method-Override", "PATCH")])
      #expect(switched.json["start"] == ["date": "2026-11-24"], "\(switched.text)")

      let replaced = try await bench.api("PUT", path, EventWriteTests.times).json
      #expect(replaced["summary"] == nil && replaced["extendedProperties"] == nil && replaced["attendees"] == nil)
      #expect(replaced["id"] == event["id"] && replaced["created"] == event["created"])
      #expect(try await bench.api("PUT", path, ["summary": "no times"]).status == 400)
    }
  }

  @Test func `a deleted event is brought back only where the setting says so`() async throws {
    try await withSandbox { bench in
      let id = try #require(try await bench.event("a", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      let path = "calendars/primary/events/\(id)"
      #expect(try await bench.api("PATCH", path, ["status": "cancelled"]).json["status"] == "cancelled")
      #expect(try await bench.api("PATCH", path, ["status": "confirmed"]).status == 403)
      #expect(try await bench.api("PATCH", path, ["summary": "b"]).json["status"] == "cancelled")
      #expect(try await bench.api("PUT", path, EventWriteTests.times).status == 403)
      try await bench.control("PUT", "settings", ["undelete": true])
      #expect(try await bench.api("PATCH", path, ["status": "confirmed"]).json["status"] == "confirmed")
    }
  }

  @Test func `extended properties are cut to their limits`() async throws {
    try await withSandbox { bench in
      let long = String(repeating: "k", count: 45)
      let event = try await bench.event(
        "a", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z",
        ["extendedProperties": ["private": [long: "dropped", "kept": .string(String(repeating: "v", count: 1100))]]])
      let held = try #require(event["extendedProperties"]?["private"]?.object)
      #expect(Array(held.keys) == ["kept"])
      #expect(held["kept"]?.string?.count == 1024)
    }
  }

  @Test func `a conference is made only where the version asks for it`() async throws {
    try await withSandbox { bench in
      let body = EventWriteTests.times.merging([
        "conferenceData": ["createRequest": ["requestId": "r1", "conferenceSolutionKey": ["type": "hangoutsMeet"]]]
      ])
      #expect(try await bench.api("POST", "calendars/primary/events", body).json["conferenceData"] == nil)
      let made = try await bench.api("POST", "calendars/primary/events?conferenceDataVersion=1", body).json
      let link = try #require(made["hangoutLink"]?.string)
      #expect(link.hasPrefix("https://meet.google.com/"))
      let path = "calendars/primary/events/\(made["id"]?.string ?? "")"
      #expect(try await bench.api("PATCH", path, ["summary": "x"]).json["hangoutLink"]?.string == link)
    }
  }

  @Test func `a move takes the event to the other calendar and leaves a tombstone`() async throws {
    try await withSandbox { bench in
      let room = try #require(
        try await bench.control("POST", "calendars", ["owner": .string(Bench.olive), "summary": "Room"])["id"]?.string)
      let id = try #require(try await bench.event("a", "2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z")["id"]?.string)
      let moved = try await bench.api("POST", "calendars/primary/events/\(id)/move?destination=\(Percent.encode(room))")
      #expect(moved.json["organizer"] == ["email": .string(room), "displayName": "Room", "self": true])
      #expect(try await bench.api("GET", "calendars/primary/events/\(id)").json["status"] == "cancelled")
      #expect(
        try await bench.api("GET", "calendars/\(Percent.encode(room))/events/\(id)").json["status"] == "confirmed")
      #expect(try await bench.api("POST", "calendars/primary/events/\(id)/move").status == 400)
    }
  }

  @Test func `mail goes to whom sendUpdates says`() async throws {
    try await withSandbox { bench in
      let guests: JSON = ["attendees": [["email": "near@example.com"], ["email": "far@example.org"]]]
      func mails() async throws -> [String] {
        try await bench.control("GET", "mail").array?.map {
          "\($0["kind"]?.string ?? "") \($0["to"]?.string ?? "")"
        } ?? []
      }
      let base = "calendars/primary/events"
      let body = EventWriteTests.times.merging(guests).merging(["summary": "Visit"])
      #expect(try await bench.api("POST", base, body).status == 200)
      #expect(try await bench.api("POST", base + "?sendUpdates=none", body).status == 200)
      #expect(try await bench.api("POST", base + "?sendUpdates=some", body).status == 400)
      #expect(try await mails().isEmpty)
      #expect(try await bench.api("POST", base + "?sendUpdates=externalOnly", body).status == 200)
      #expect(try await mails() == ["invitation far@example.org"])
      let event = try await bench.api("POST", base + "?sendUpdates=all", body).json
      let path = "\(base)/\(event["id"]?.string ?? "")?sendUpdates=all"
      let changed: JSON = ["attendees": [["email": "near@example.com"], ["email": "new@example.org"]]]
      #expect(try await bench.api("PATCH", path, changed).status == 200)
      #expect(try await bench.api("DELETE", path).status == 204)
      #expect(
        try await mails().dropFirst() == [
          "invitation far@example.org", "invitation near@example.com", "cancellation far@example.org",
          "update near@example.com", "invitation new@example.org", "cancellation near@example.com",
          "cancellation new@example.org",
        ])
      #expect(try await bench.control("GET", "mail").array?.first?["subject"] == "Invitation: Visit")
    }
  }

  @Test func `in a guest's copy only his own answer sticks`() async throws {
    try await withSandbox { bench in
      let invited = EventWriteTests.times.merging([
        "id": "invited1", "summary": "Board", "organizer": ["email": "boss@example.net"],
        "attendees": [["email": "olive@example.com"], ["email": "boss@example.net"]],
      ])
      try await bench.control("POST", "people/olive@example.com/events/primary", invited)
      let path = "calendars/primary/events/invited1"
      let answer = try await bench.api(
        "PATCH", path,
        ["summary": "Mine", "attendees": [["email": "olive@example.com", "responseStatus": "declined"]]])
      #expect(answer.json["summary"] == "Board")
      #expect(answer.json["attendees"]?.array?.count == 2)
      #expect(answer.json["attendees"]?.array?.first?["responseStatus"] == "declined")
      #expect(answer.json["organizer"] == ["email": "boss@example.net"])
      let shared = try await bench.api("PATCH", path, ["guestsCanModify": true])
      #expect(shared.json == (try Fixtures.error("403-forbiddenForNonOrganizer", in: "calendar-errors.json").body))
    }
  }
}
