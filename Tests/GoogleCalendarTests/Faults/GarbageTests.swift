import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// Answers under status 200 that are not what was asked for (fault G24): nothing is ever read from them, least of all that a
/// calendar is free.
@Suite(.timeLimit(.minutes(2)))
struct GarbageTests {
  static let bodies = [
    "", " ", "null", "[]", "{}", "12", "NaN", #""text""#, "<html><body>Sign in to the network</body></html>",
    #"{"kind":"calendar#events","items":[{"id":"a""#, #"{"error":{"code":500,"message":"Backend Error"}}"#,
    #"{"kind":"calendar#event","id":7}"#, #"{"kind":"calendar#events","items":"none"}"#,
    #"{"kind":"calendar#events","items":[{"id":NaN}]}"#, #"{"kind":"calendar#events","items":[{"id":"a"}]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a","start":{"dateTime":5},"end":{"dateTime":1e999}}]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a","start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"date":"2026-11-24"}}]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a","start":{"dateTime":"2026-11-23T10:00:00Z"},"end":{"dateTime":"2026-11-23T09:00:00Z"}}]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a","start":{"date":"0000-00-00"},"end":{"date":"9999-99-99"}}]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a","start":{"dateTime":"+275760-09-13T00:00:00Z"},"end":{"dateTime":"99999999999-01-01T00:00:00Z"}}]}"#,
    #"{"kind":"calendar#events","items":[],"nextPageToken":99999999999999999999999999}"#,
    String(repeating: "[", count: 100_000), #"{"items":[{"id":"a\u0000","status":true}]}"#,
  ]

  @Test(arguments: bodies)
  func `nothing is read from an answer that is none`(body: String) async throws {
    try await withSandbox { google in
      let attempt = Attempts.attempt()
      try await google.place(attempt)
      try await google.garble(body)
      let busy = await google.calendars.busy(
        [SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
      #expect(busy == [SandboxBench.calendar: .unknown(.unreachable)])
      #expect(
        await google.calendars.look(Attempts.inspection(attempt), by: google.deadline) == .unknown(.unreachable))
      #expect(await google.calendars.find(attempt, by: google.deadline) == .unknown(.unreachable))
      #expect(
        await google.calendars.marked(in: SandboxBench.calendar, since: Attempts.period.start, by: google.deadline)
          == .unknown(.unreachable))
      #expect(await google.calendars.shift(Attempts.shift(), by: google.deadline) == .unknown(.unreachable))
      #expect(
        await google.calendars.dress(attempt, Attempts.dress(), by: google.deadline) == .unknown(.unreachable))
      #expect(
        await google.calendars.place(Attempts.placement(Attempts.attempt(2)), by: google.deadline)
          == .unknown(.unreachable))
      // An empty answer is what a deletion has, so that it cannot be told from one.
      if !body.isEmpty {
        #expect(
          await google.calendars.extinguish(attempt, tellingGuests: false, by: google.deadline)
            == .unknown(.unreachable))
      }
      try await google.fault("")
      #expect(
        await google.calendars.find(attempt, by: google.deadline)
          == .standing(Attempts.period, revision: 1, isOpaque: true))
    }
  }

  @Test(arguments: [
    #"{"calendars":{"host@example.com":{"busy":[{"start":"2026-11-23T10:00:00Z","end":"2026-11-23T09:00:00Z"}]}}}"#,
    #"{"calendars":{"host@example.com":{"busy":[{"start":"soon","end":"later"}]}}}"#,
    #"{"calendars":{"host@example.com":{"busy":[{"start":1e999,"end":NaN}]}}}"#,
    #"{"calendars":{"host@example.com":{"busy":"none"}}}"#, #"{"error":{"code":500}}"#, "<html>", "[]",
  ])
  func `nothing is read from free or busy times that are none`(body: String) async throws {
    try await withSandbox(scopes: ["freebusy"]) { google in
      try await google.garble(body, method: "POST")
      let busy = await google.calendars.busy(
        [SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
      #expect(busy == [SandboxBench.calendar: .unknown(.unreachable)])
    }
  }

  @Test func `a body of ten megabytes is not read to its end`() async throws {
    let body = #"{"kind":"calendar#events","items":[]}"# + String(repeating: " ", count: 10 * 1024 * 1024)
    try await withClient { _ in
      .answer(200, body)
    } _: { google in
      let calendars = GoogleCalendars(google)
      let deadline = Deadline(in: .seconds(40), on: RealClock())
      #expect(
        await calendars.look(Attempts.inspection(), by: deadline) == .unknown(.unreachable))
      #expect(await calendars.place(Attempts.placement(), by: deadline) == .unknown(.unreachable))
      #expect(await eventually { google.server.openConnections == 0 })
    }
  }

  @Test(arguments: ["99999999999999999999", "-1", "NaN", "1e9", "Wed, 21 Oct 2026 07:28:00 GMT"])
  func `a wait that is no number of seconds, or an absurd one, does no harm`(wait: String) async throws {
    try await withClient { seen in
      seen.number == 1 ? .answer(503, "", [("Retry-After", wait)]) : .answer(200, #"{"items":[]}"#)
    } _: { google in
      let listing = try await google.client.events(
        in: ClientBench.calendar, window: ClientBench.window, by: Deadline(in: .seconds(40), on: RealClock()))
      #expect(listing.events.isEmpty)
    }
  }
}

extension GoogleCalendars {
  /// Over a client whose server a test scripts.
  init(_ bench: ClientBench, clock: any Timekeeper = RealClock()) {
    self.init(
      client: bench.client, tokens: bench.tokens, ledger: SandboxBench.ledger, zones: TestZones(), clock: clock,
      logger: bench.log.logger)
  }
}
