import AsyncHTTPClient
import NIOCore
import Testing

@testable import GoogleSandbox

struct FaultTests {
  private static let insert = "/calendar/v3/calendars/primary/events"

  private static func arm(_ bench: Bench, _ action: JSON, _ more: JSON = [:]) async throws {
    let fault: JSON = ["match": ["method": "POST", "path": .string(insert)], "do": action]
    try await bench.control("PUT", "faults", [fault.merging(more)])
  }

  private static func summaries(_ bench: Bench) async throws -> [String] {
    try await bench.api("GET", "calendars/primary/events").summaries
  }

  private static func visit(_ bench: Bench) async throws -> Bench.Answer {
    try await bench.api("POST", "calendars/primary/events", EventWriteTests.times.merging(["summary": "Visit"]))
  }

  @Test(arguments: [("before", [String]()), ("after", ["Visit"])])
  func `a dropped request is never answered`(_ drop: String, _ left: [String]) async throws {
    try await withSandbox { bench in
      try await FaultTests.arm(bench, ["drop": .string(drop)], ["times": 1])
      await #expect(throws: HTTPClientError.remoteConnectionClosed) { try await FaultTests.visit(bench) }
      #expect(try await FaultTests.summaries(bench) == left)
      let entry = try #require(try await bench.control("GET", "log").array?.first { $0["method"] == "POST" })
      #expect(entry["dropped"] == true)
      #expect(entry["status"] == .null)
      #expect(try await FaultTests.visit(bench).status == 200)
    }
  }

  @Test(
    arguments: [
      (["status": 503], "503-backendError"), (["status": 429], "429-rateLimitExceeded"),
      (["status": 403, "reason": "userRateLimitExceeded"], "403-userRateLimitExceeded"),
      (["status": 403, "reason": "quotaExceeded"], "403-quotaExceeded"),
      (["status": 409, "reason": "conflict"], "409-conflict"),
      (["status": 401], "401-authError"), (["status": 403, "reason": "notACalendarUser"], "403-notACalendarUser"),
      (["status": 500], "500-backendError"),
    ] as [(JSON, String)])
  func `a status comes in Google's words and in place of the effect`(_ action: JSON, _ name: String) async throws {
    try await withSandbox { bench in
      try await FaultTests.arm(bench, action)
      let answer = try await FaultTests.visit(bench)
      let expected = try Fixtures.error(name, in: "calendar-errors.json")
      #expect(answer.status == expected.status)
      #expect(answer.json == expected.body)
      #expect(try await FaultTests.summaries(bench).isEmpty)
      try await FaultTests.arm(bench, action.merging(["commits": true]))
      #expect(try await FaultTests.visit(bench).json == expected.body)
      #expect(try await FaultTests.summaries(bench) == ["Visit"])
    }
  }

  @Test func `a fault passes some by, strikes a number of times and leaves the order to the list`() async throws {
    try await withSandbox { bench in
      let path: JSON = ["path": .string(FaultTests.insert)]
      try await bench.control(
        "PUT", "faults",
        [
          ["match": path, "after": 1, "times": 2, "do": ["status": 500]],
          ["match": path, "times": 1, "do": ["status": 502, "body": "<html>"]],
        ])
      var statuses: [Int] = []
      for _ in 0..<5 { statuses.append(try await bench.api("GET", "calendars/primary/events").status) }
      #expect(statuses == [502, 500, 500, 200, 200])
      #expect(try await bench.control("GET", "faults").array?.map { $0["struck"] } == [2, 1])
    }
  }

  @Test(arguments: [
    ("/calendar/v3", true), ("/token", false), ("/calendar/*/events", true), ("*events", true),
    ("/calendar/*/freeBusy", false),
    ("/calendar/v3/calendars/olive@example.com/events", true), ("/calendar/v3/calendars/olive%40example.com/*", true),
  ])
  func `a path is met by prefix or glob, encoded or not`(_ pattern: String, _ met: Bool) {
    let inquiry = Inquiry(
      method: "GET", target: "/calendar/v3/calendars/olive%40example.com/events?x=1", headers: [:], body: [])
    var fault = ArmedFault(Fault(match: .init(path: pattern), do: .init(status: 500)))
    var random = SplitMix64(seed: 1)
    #expect(fault.strikes(inquiry, &random) == met)
  }

  @Test func `chance follows from the seed`() {
    func struck(_ seed: UInt64) -> [Bool] {
      var fault = ArmedFault(Fault(probability: 0.3, do: .init(status: 500)))
      var random = SplitMix64(seed: seed)
      let inquiry = Inquiry(method: "GET", target: "/", headers: [:], body: [])
      return (0..<1000).map { _ in fault.strikes(inquiry, &random) }
    }
    #expect(struck(7) == struck(7))
    #expect(struck(7) != struck(8))
    #expect((250...350).contains(struck(7).filter { $0 }.count))
  }

  @Test func `a delayed request takes effect although the client has gone`() async throws {
    try await withSandbox { bench in
      try await FaultTests.arm(bench, ["delayMs": 5000], ["times": 1])
      await #expect(throws: HTTPClientError.deadlineExceeded) {
        try await bench.send(
          "POST", FaultTests.insert, EventWriteTests.times.merging(["summary": "Late"]), token: bench.access,
          timeout: .milliseconds(150))
      }
      #expect(try await FaultTests.summaries(bench).isEmpty)
      try await eventually("the insert lands") { try await FaultTests.summaries(bench) == ["Late"] }
    }
  }

  @Test func `a request waits to be released, and takes effect although the client has gone`() async throws {
    try await withSandbox { bench in
      try await FaultTests.arm(bench, ["awaitsRelease": true], ["times": 1])
      await #expect(throws: HTTPClientError.deadlineExceeded) {
        try await bench.send(
          "POST", FaultTests.insert, EventWriteTests.times.merging(["summary": "Late"]), token: bench.access,
          timeout: .milliseconds(150))
      }
      #expect(try await FaultTests.visit(bench).status == 200)
      #expect(try await FaultTests.summaries(bench) == ["Visit"])
      try await bench.control("POST", "release")
      try await eventually("the insert lands") { try await FaultTests.summaries(bench) == ["Visit", "Late"] }
    }
  }

  @Test func `a trickled body arrives whole and slowly`() async throws {
    try await withSandbox { bench in
      try await bench.control(
        "PUT", "faults",
        [["match": ["path": "/calendar"], "do": ["status": 500, "body": "0123456789", "trickleMs": 20]]])
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try await bench.api("GET", "calendars/primary/events")
      #expect(answer.text == "0123456789")
      #expect(clock.now - start >= .milliseconds(180))
    }
  }

  @Test func `a raw body replaces the true one and headers are added`() async throws {
    try await withSandbox { bench in
      try await FaultTests.arm(bench, ["body": "{\"id\":", "headers": ["Retry-After": "7"]])
      let answer = try await FaultTests.visit(bench)
      #expect(answer.status == 200)
      #expect(answer.text == "{\"id\":")
      #expect(answer.header("Retry-After") == "7")
      #expect(try await FaultTests.summaries(bench) == ["Visit"])
    }
  }

  @Test func `the token endpoint fails in its own words`() async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "faults", [["match": ["path": "/token"], "do": ["status": 503]]])
      let answer = try await TokenTests.refresh(bench)
      #expect(answer.status == 503)
      #expect(answer.json == ["error": "temporarily_unavailable"])
    }
  }

  @Test func `latency is added to every answer of Google's side`() async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "latency", ["ms": 200])
      let clock = ContinuousClock()
      let start = clock.now
      #expect(try await bench.api("GET", "calendars/primary/events").status == 200)
      #expect(clock.now - start >= .milliseconds(200))
    }
  }

  @Test func `a quota refuses the call beyond it until the minute has passed`() async throws {
    try await withSandbox { bench in
      try await bench.control("PUT", "settings", ["quota": 5])
      let id = try #require(try await FaultTests.visit(bench).json["id"]?.string)
      #expect(try await bench.api("PATCH", "calendars/primary/events/\(id)", ["summary": "x"]).status == 200)
      #expect(try await bench.api("GET", "calendars/primary/events").status == 200)
      let refused = try await bench.api("GET", "calendars/primary/events")
      #expect(
        refused.json == (try Fixtures.error("403-rateLimitExceeded-quota-metric", in: "calendar-errors.json").body))
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:01:00Z"])
      #expect(try await bench.api("GET", "calendars/primary/events").status == 200)
    }
  }
}
