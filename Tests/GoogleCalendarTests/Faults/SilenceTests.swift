import Desk
import GoogleSandbox
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

/// A Google that does not answer, or too slowly (faults G22 and G23).
@Suite(.timeLimit(.minutes(1)))
struct SilenceTests {
  let attempt = Attempts.attempt()

  @Test func `a Google that says nothing leaves everything open when the time is up, and no connection`() async throws {
    let clock = HandClock()
    try await withClient(clock: clock, table: RetryTable()) { _ in
      .silence
    } _: { google in
      let calendars = GoogleCalendars(google, clock: clock)
      let deadline = Deadline(in: .milliseconds(700), on: clock)
      // Writes to one calendar would wait for each other.
      let other = Attempts.attempt(
        2, in: CalendarReference(account: SandboxBench.host, calendar: CalendarID("other@example.com")))
      async let placed = calendars.place(Attempts.placement(), by: deadline)
      async let looked = calendars.look(Attempts.inspection(), by: deadline)
      async let shifted = calendars.shift(Attempts.shift(), by: deadline)
      async let found = calendars.find(attempt, by: deadline)
      async let extinguished = calendars.extinguish(other, tellingGuests: false, by: deadline)
      #expect(await eventually { google.server.seen.count == 5 })
      clock.advance(by: .milliseconds(700))
      #expect(await placed == .unknown(.unreachable))
      #expect(await looked == .unknown(.unreachable))
      #expect(await shifted == .unknown(.unreachable))
      #expect(await found == .unknown(.unreachable))
      #expect(await extinguished == .unknown(.unreachable))
      #expect(await eventually { google.server.openConnections == 0 })
    }
  }

  @Test func `after some silence nothing is sent for that account for a while, and others are served`() async throws {
    let clock = HandClock()
    let ben = AccountID("ben@example.com")
    try await withClient(clock: clock, table: RetryTable()) { seen in
      seen.headers.first(name: "authorization") == "Bearer token-1" ? .silence : .answer(200, #"{"items":[]}"#)
    } _: { google in
      google.tokens.set("token-2", for: ben)
      let calendars = GoogleCalendars(google, clock: clock)
      let soon = Deadline(in: .milliseconds(600), on: clock)
      await withTaskGroup(of: LookOutcome.self) { group in
        for _ in 0..<Breaker.failuresToOpen {
          group.addTask { await calendars.look(Attempts.inspection(), by: soon) }
        }
        #expect(await eventually { google.server.seen.count == Breaker.failuresToOpen })
        clock.advance(by: .milliseconds(600))
        for await outcome in group { #expect(outcome == .unknown(.unreachable)) }
      }
      let later = Deadline(in: .seconds(20), on: clock)
      #expect(await calendars.look(Attempts.inspection(), by: later) == .unknown(.unreachable))
      #expect(google.server.seen.count == Breaker.failuresToOpen)
      let other = CalendarReference(account: ben, calendar: CalendarID("primary"))
      let readings = await calendars.busy([other], in: Attempts.hours(0, 24), by: later)
      guard case .known([], _)? = readings[other] else {
        Issue.record("\(readings)")
        return
      }
    }
  }

  @Test func `an answer of one byte a second is cut off by the deadline, not by a pause between bytes`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await google.fault(#"{"match":{"path":"/calendar"},"do":{"trickleMs":1000}}"#)
      func soon() -> Deadline { Deadline(in: .milliseconds(500), on: google.clock) }
      #expect(await google.calendars.look(Attempts.inspection(), by: soon()) == .unknown(.unreachable))
      #expect(await google.calendars.shift(Attempts.shift(), by: soon()) == .unknown(.unreachable))
      #expect(
        await google.calendars.place(Attempts.placement(Attempts.attempt(2)), by: soon()) == .unknown(.unreachable))
      // It was carried out all the same, which the next attempt finds.
      try await google.fault("")
      try await google.place(Attempts.attempt(2))
    }
  }
}
