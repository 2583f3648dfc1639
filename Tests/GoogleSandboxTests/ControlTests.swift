import Foundation
import Logging
import Synchronization
import Testing

@testable import GoogleSandbox

struct ControlTests {
  @Test(
    arguments: [
      ("POST", "accounts", [:], "email is missing"),
      ("POST", "accounts", ["email": "a@b.c", "timezone": "UTC"], "no member timezone"),
      ("POST", "accounts", ["email": "a@b.c", "timeZone": "Nowhere/Land"], "not a known time zone"),
      ("POST", "calendars", ["owner": "nobody@example.com", "summary": "x"], "no account nobody@example.com"),
      ("POST", "acl", ["calendar": "olive@example.com", "scope": "default", "role": "king"], "role is none"),
      ("POST", "tokens/expire", ["mail": "x"], "no member mail"),
      ("PUT", "clock", ["now": "noon"], "now is not a time"),
      ("PUT", "clock", ["rate": -1], "rate is out of range"),
      ("PUT", "latency", ["ms": "long"], "ms is not of type Int"),
      ("PUT", "settings", ["lag": 1], "no setting lag"), ("PUT", "settings", ["pageSize": 0], "1 or more"),
      ("PUT", "settings", ["listLagEvents": 65], "64 at most"),
      ("DELETE", "calendars/nobody@example.com", [:], "no calendar"),
      ("PUT", "faults", [["do": ["stats": 500]]], "no member stats"), ("PUT", "faults", ["do": [:]], "expected a list"),
      ("PUT", "faults", [["match": [:]]], "do is missing"), ("PUT", "faults", [["do": ["drop": "during"]]], "do.drop"),
      ("PUT", "faults", [["probability": 2, "do": [:]]], "between 0 and 1"),
      ("POST", "people/olive@example.com/events/primary", ["summary": "x"], "Missing start time."),
      ("POST", "people/nobody@example.com/events/primary", ["summary": "x"], "no account"),
      ("POST", "reset", ["acount": []], "no member acount"),
      ("POST", "serviceaccounts", ["publicKey": "x"], "not an RSA key"),
      ("GET", "nowhere", [:], "there is no GET"),
    ] as [(String, String, JSON, String)])
  func `a wrong control request says what was expected`(
    _ method: String, _ path: String, _ body: JSON, _ words: String
  ) async throws {
    try await withSandbox { bench in
      let answer = try await bench.send(method, "/sandbox/\(path)", method == "GET" ? nil : body)
      #expect((400..<500).contains(answer.status))
      #expect(answer.json["error"]?.string?.contains(words) == true, "\(answer.text)")
    }
  }

  @Test func `a person edits by hand and the API sees it`() async throws {
    try await withSandbox { bench in
      let event = try await bench.control(
        "POST", "people/olive@example.com/events/primary", EventWriteTests.times.merging(["summary": "Lunch"]))
      let id = try #require(event["id"]?.string)
      #expect(try await bench.api("GET", "calendars/primary/events").summaries == ["Lunch"])
      let path = "people/olive@example.com/events/olive%40example.com/\(id)"
      let changed = try await bench.control("PATCH", path, ["summary": "Long lunch"])
      #expect(changed["etag"] != event["etag"])
      try await bench.control("DELETE", path)
      #expect(try await bench.api("GET", "calendars/primary/events/\(id)").json["status"] == "cancelled")
      #expect(try await bench.control("PATCH", path, ["status": "confirmed"])["status"] == "confirmed")
      #expect(
        try await bench.control("GET", "log").array?.allSatisfy { $0["path"]?.string?.hasPrefix("/calendar") == true }
          == true)
    }
  }

  @Test func `a calendar that is deleted is not found any more`() async throws {
    try await withSandbox { bench in
      let room: JSON = ["id": "room@group.calendar.google.com", "owner": .string(Bench.olive), "summary": "Room"]
      try await bench.control("POST", "calendars", room)
      let path = "calendars/room%40group.calendar.google.com"
      #expect(try await bench.api("GET", "\(path)/events").status == 200)
      try await bench.control("DELETE", path)
      #expect(try await bench.api("GET", "\(path)/events").reason == "notFound")
      #expect(try await bench.api("POST", "\(path)/events", EventWriteTests.times).reason == "notFound")
    }
  }

  @Test func `the log names every request and never a token`() async throws {
    try await withSandbox { bench in
      _ = try await bench.api("GET", "calendars/olive%40example.com/events?timeMin=2026-11-24T00:00:00%2B01:00")
      _ = try await bench.send("GET", "/calendar/v3/calendars/primary/events?access_token=\(bench.access)")
      _ = try await bench.send("GET", "/calendar/v3/calendars/primary/events")
      _ = try await TokenTests.refresh(bench)
      let log = try await bench.send("GET", "/sandbox/log")
      let rows = try #require(log.json.array)
      #expect(rows.compactMap { $0["status"]?.int } == [200, 200, 401, 200])
      #expect(rows[0]["path"] == "/calendar/v3/calendars/olive%40example.com/events")
      #expect(rows[0]["query"]?.string?.contains("timeMin=") == true)
      #expect(rows[0]["account"]?.string == Bench.olive)
      #expect(rows[0]["time"] == "2026-11-23T08:00:00.000Z")
      #expect(rows[2]["account"] == .null)
      #expect(!log.text.contains(bench.access) && !log.text.contains(bench.refresh))
      let state = try await bench.send("GET", "/sandbox/state")
      #expect(!state.text.contains(bench.refresh))
    }
  }

  @Test func `the clock moves, stands and runs`() async throws {
    try await withSandbox { bench in
      #expect(try await bench.control("GET", "clock") == ["now": "2026-11-23T08:00:00.000Z", "rate": 1])
      let set = try await bench.control("PUT", "clock", ["now": "2026-12-24T18:00:00+01:00", "rate": 0])
      #expect(set == ["now": "2026-12-24T17:00:00.000Z", "rate": 0])
      let event = try await bench.control(
        "POST", "people/olive@example.com/events/primary", EventWriteTests.times)
      #expect(event["created"] == "2026-12-24T17:00:00.000Z")
    }
    let source = Ticker()
    var clock = SandboxClock { source.now }
    clock.set(now: Moment(seconds: 0), rate: 60)
    source.advance(2)
    #expect(clock.now == Moment(seconds: 120))
    clock.set(now: nil, rate: 0.5)
    source.advance(2)
    #expect(clock.now == Moment(seconds: 121))
    clock.reset()
    #expect(clock.now == Moment(seconds: 1004))
  }

  @Test func `a reset forgets everything and plants the seed`() async throws {
    try await withSandbox { bench in
      try await bench.event("x", "2026-12-25T10:00:00Z", "2026-12-25T10:30:00Z")
      try await bench.control("PUT", "settings", ["pageSize": 1])
      let seed: JSON = [
        "accounts": [["email": "ann@example.com", "timeZone": "Asia/Tokyo", "refreshToken": "1//known"]],
        "calendars": [["id": "room@group.calendar.google.com", "owner": "ann@example.com", "summary": "Room"]],
        "acl": [["calendar": "ann@example.com", "scope": "default", "role": "reader"]],
        "events": [["calendar": "ann@example.com", "event": EventWriteTests.times.merging(["summary": "Seeded"])]],
        "clients": [["id": "mine", "secret": "hush"]], "settings": ["accessTokenSeconds": 60],
        "now": "2027-01-01T00:00:00Z",
      ]
      try await bench.control("POST", "reset", seed)
      #expect(try await bench.api("GET", "calendars/primary/events").status == 401)
      let form = [
        ("grant_type", "refresh_token"), ("refresh_token", "1//known"), ("client_id", "mine"),
        ("client_secret", "hush"),
      ]
      let tokens = try await bench.send("POST", "/token", form: form).json
      #expect(tokens["expires_in"] == 60)
      let token = try #require(tokens["access_token"]?.string)
      let list = try await bench.api("GET", "calendars/primary/events", token: token)
      #expect(list.summaries == ["Seeded"])
      #expect(list.json["timeZone"] == "Asia/Tokyo")
      let state = try await bench.control("GET", "state")
      #expect(state["now"] == "2027-01-01T00:00:00.000Z")
      #expect(state["calendars"]?.array?.map { $0["id"] } == ["ann@example.com", "room@group.calendar.google.com"])
      #expect(state["settings"]?["pageSize"] == .null)
      let bad = try await bench.send(
        "POST", "/sandbox/reset", ["acl": [["calendar": "none@x.y", "scope": "default", "role": "reader"]]])
      #expect(bad.status == 404)
      #expect(try await bench.control("GET", "state") == state)
      try await bench.control("POST", "reset")
      #expect(try await bench.control("GET", "state")["accounts"] == [])
    }
  }

  @Test func `unknown paths are not found, as Google says it`() async throws {
    try await withSandbox { bench in
      let inside = try await bench.api("GET", "calendars/primary/nothing")
      #expect(inside.reason == "notFound")
      let outside = try await bench.send("GET", "/elsewhere")
      #expect(outside.status == 404)
    }
  }

  @Test func `a wrong seed keeps it from starting and says so`() async throws {
    let sandbox = Sandbox(
      SandboxConfiguration(
        seed: SandboxSeed(accounts: [.init(email: "a@b.c", timeZone: "Nowhere")]), now: { .distantPast },
        logger: .init(label: "t")))
    await #expect(throws: ControlError.self) { try await sandbox.run() }
    await #expect(throws: ControlError.self) { try await sandbox.baseURL() }
  }
}

/// A clock that only a test moves.
private final class Ticker: Sendable {
  private let seconds = Mutex(1000.0)
  var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
  func advance(_ amount: Double) { seconds.withLock { $0 += amount } }
}
