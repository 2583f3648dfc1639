import Desk
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
  let bench = ClientBench.self

  /// Lets the time of one silent attempt after the other pass, with the pauses between them.
  func pass(_ shares: [Int], on clock: HandClock, _ server: ScriptedServer) async {
    for (number, share) in shares.enumerated() {
      #expect(await eventually { server.seen.count == number + 1 && clock.sleeping == 1 })
      clock.advance(by: .milliseconds(share))
      guard number + 1 < shares.count else { return }
      #expect(await eventually { clock.sleeps.count == 2 * (number + 1) && clock.sleeping == 1 })
      clock.advance(by: .milliseconds(50))
    }
  }

  @Test(arguments: [500, 502, 503, 504, 408, 429])
  func `a passing fault is tried again`(status: Int) async throws {
    try await withClient { seen in
      seen.number == 1 ? .answer(status, "<html>") : .answer(200, #"{"items":[]}"#)
    } _: { google in
      let listing = try await google.client.events(
        in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      #expect(listing.events.isEmpty)
      #expect(google.meter.all == ["events.list \(status)", "events.list 200"])
    }
  }

  @Test(arguments: [
    (400, "badRequest"), (403, "quotaExceeded"), (403, "requiredAccessLevel"), (403, "insufficientPermissions"),
    (404, "notFound"), (410, "deleted"), (412, "conditionNotMet"),
  ])
  func `what is final is not`(status: Int, reason: String) async throws {
    try await withClient { _ in
      .answer(status, #"{"error":{"errors":[{"reason":"\#(reason)"}]}}"#)
    } _: { google in
      await #expect(throws: GoogleFailure(status: status, reason: reason)) {
        try await google.client.events(
          in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
      #expect(google.server.seen.count == 1)
    }
  }

  @Test func `a wait that Google asks for is waited for, when there is time`() async throws {
    let clock = HandClock()
    try await withClient(clock: clock) { seen in
      seen.number == 1 ? .answer(429, "", [("Retry-After", "2")]) : .answer(200, #"{"items":[]}"#)
    } _: { google in
      let client = google.client
      let deadline = Deadline(in: .seconds(5), on: clock)
      async let listing = client.events(in: bench.calendar, window: bench.window, by: deadline)
      #expect(await eventually { clock.sleeps.contains(.seconds(2)) && clock.sleeping == 1 })
      #expect(google.server.seen.count == 1)
      clock.advance(by: .seconds(2))
      _ = try await listing
      #expect(google.server.seen.count == 2)
    }
  }

  @Test func `a wait that would outlast the deadline is not begun`() async throws {
    try await withClient { _ in
      .answer(429, "", [("Retry-After", "60")])
    } _: { google in
      await #expect(throws: GoogleFailure.rateLimited(retryAfter: .seconds(60))) {
        try await google.client.events(
          in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(5), on: google.client.clock))
      }
      #expect(google.server.seen.count == 1)
    }
  }

  @Test func `a read against silence is tried in short attempts and ends at the deadline`() async throws {
    let clock = HandClock()
    try await withClient(clock: clock, table: RetryTable()) { _ in
      .silence
    } _: { google in
      let client = google.client
      let deadline = Deadline(in: .milliseconds(2550), on: clock)
      let listing = Task { try await client.events(in: bench.calendar, window: bench.window, by: deadline) }
      await pass([1275, 800, 375], on: clock, google.server)
      await #expect(throws: GoogleFailure.timedOut) { try await listing.value }
      // Half of the time, then 0.8 s, then the rest, with pauses of 50 ms.
      #expect(clock.sleeps == [1275, 50, 800, 50, 375].map { .milliseconds($0) })
      // Each silent connection was given up.
      #expect(await eventually { google.server.openConnections == 0 })
    }
  }

  @Test func `a write against silence leaves open what became of it`() async throws {
    let clock = HandClock()
    try await withClient(clock: clock, table: RetryTable()) { _ in
      .silence
    } _: { google in
      let client = google.client
      let deadline = Deadline(in: .seconds(4), on: clock)
      let insert = Task { try await client.insert(Event(), into: bench.calendar, for: .booking, by: deadline) }
      await pass([2000, 1300, 600], on: clock, google.server)
      await #expect(throws: CallFailure(cause: .timedOut, mayHaveHappened: true)) { try await insert.value }
      #expect(clock.sleeps == [2000, 50, 1300, 50, 600].map { .milliseconds($0) })
    }
  }

  @Test func `one open attempt leaves the write open whatever the last one says`() async throws {
    try await withClient { seen in
      seen.number == 1 ? .close : .answer(403, #"{"error":{"errors":[{"reason":"requiredAccessLevel"}]}}"#)
    } _: { google in
      await #expect(throws: CallFailure(cause: .forbidden, mayHaveHappened: true)) {
        try await google.client.insert(
          Event(), into: bench.calendar, for: .booking, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
    }
  }

  @Test func `a token refused in mid-call is replaced and the request replayed once`() async throws {
    try await withClient { seen in
      seen.headers.first(name: "authorization") == "Bearer token-2"
        ? .answer(200, #"{"id":"x"}"#) : .answer(401, #"{"error":{"errors":[{"reason":"authError"}]}}"#)
    } _: { google in
      google.tokens.willReplace(with: "token-2", for: bench.account)
      let event = try await google.client.insert(
        Event(), into: bench.calendar, for: .booking, by: Deadline(in: .seconds(40), on: google.client.clock))
      #expect(event.id == "x")
      #expect(google.tokens.replacements == ["token-1"])
      #expect(google.meter.all == ["events.insert 401", "events.insert 200"])
    }
  }

  @Test func `a replacement that is refused too is the end`() async throws {
    try await withClient { _ in
      .answer(401)
    } _: { google in
      google.tokens.willReplace(with: "token-2", for: bench.account)
      google.tokens.willReplace(with: "token-3", for: bench.account)
      await #expect(throws: CallFailure(cause: .unauthorized, mayHaveHappened: false)) {
        try await google.client.insert(
          Event(), into: bench.calendar, for: .booking, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
      #expect(google.tokens.replacements == ["token-1"])
      #expect(google.server.seen.count == 2)
    }
  }

  @Test(arguments: [TokenTrouble.notConnected, .needsReconnecting, .unreachable])
  func `without a token nothing is sent`(trouble: TokenTrouble) async throws {
    try await withClient { _ in
      .answer(200)
    } _: { google in
      google.tokens.set(trouble, for: bench.account)
      await #expect(throws: GoogleFailure.noToken(trouble)) {
        try await google.client.events(
          in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
      #expect(google.server.seen.isEmpty)
    }
  }

  @Test func `after five calls in a row that failed hard nothing is sent for a while`() async throws {
    var once = RetryTable.patient
    once.mostAttempts = 1
    try await withClient(table: once) { _ in
      .answer(503)
    } _: { google in
      let deadline = Deadline(in: .seconds(40), on: google.client.clock)
      for _ in 0..<5 {
        await #expect(throws: GoogleFailure.server(retryAfter: nil)) {
          try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
        }
      }
      await #expect(throws: GoogleFailure.circuitOpen) {
        try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
      }
      #expect(google.server.seen.count == 5)
    }
  }

  @Test func `one call's own retries shut nobody out`() async throws {
    try await withClient { _ in
      .answer(503)
    } _: { google in
      let deadline = Deadline(in: .seconds(40), on: google.client.clock)
      for _ in 0..<2 {
        await #expect(throws: GoogleFailure.server(retryAfter: nil)) {
          try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
        }
      }
      #expect(google.server.seen.count == 12)
    }
  }

  @Test func `an attempt takes its share, or half of what is left where that is more`() {
    let table = RetryTable()
    #expect(table.share(ofAttempt: 1, isWrite: false, of: .milliseconds(2500)) == .milliseconds(1250))
    #expect(table.share(ofAttempt: 2, isWrite: false, of: .milliseconds(1200)) == .milliseconds(800))
    #expect(table.share(ofAttempt: 1, isWrite: true, of: .seconds(10)) == .seconds(5))
    #expect(table.share(ofAttempt: 3, isWrite: true, of: .milliseconds(400)) == .milliseconds(400))
  }

  @Test func `the budget is kept to, a patch counting for three`() async throws {
    try await withClient(limits: QuotaLimits(perAccount: 4)) { seen in
      seen.method == "PATCH" ? .answer(200, #"{"id":"x"}"#) : .answer(200, #"{"items":[]}"#)
    } _: { google in
      let deadline = Deadline(in: .seconds(40), on: google.client.clock)
      try await google.client.patch(
        EventID("x"), in: bench.calendar, EventPatch(), ifMatch: "\"1\"", sendUpdates: .none, by: deadline)
      _ = try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
      await #expect(throws: GoogleFailure.noRoom) {
        try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
      }
      #expect(google.server.seen.count == 2)
    }
  }

  @Test func `no log line names an account, a calendar, a token or a title`() async throws {
    try await withClient { seen in
      seen.number % 2 == 0 ? .close : .answer(403, #"{"error":{"message":"Dentist Jane","errors":[{"reason":"x"}]}}"#)
    } _: { google in
      let deadline = Deadline(in: .seconds(5), on: google.client.clock)
      var event = Event()
      event.summary = "Dentist Jane"
      for _ in 0..<3 {
        await #expect(throws: CallFailure.self) {
          try await google.client.insert(event, into: bench.calendar, for: .booking, by: deadline)
        }
      }
      #expect(google.log.all.count >= 3)
      for line in google.log.all {
        for secret in ["host@example.com", "token-1", "Jane", "Dentist", "Bearer", "http://"] {
          #expect(!line.contains(secret), "\(line)")
        }
      }
    }
  }
}
