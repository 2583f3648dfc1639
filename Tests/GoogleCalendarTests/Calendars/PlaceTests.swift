import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct PlaceTests {
  @Test func `an event is written privately, with our mark, and nobody is told`() async throws {
    try await withSandbox { google in
      let attempt = Attempts.attempt()
      let outcome = await google.calendars.place(Attempts.placement(attempt), by: google.deadline)
      guard case .placed(let placed) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(placed.event == attempt.token.eventID)
      #expect(placed.link?.hasPrefix("https://www.google.com/calendar/event?eid=") == true)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["summary"]?.string == "Haircut")
      #expect(event["visibility"]?.string == "private")
      #expect(event["attendees"] == nil)
      #expect(event["start"]?["dateTime"]?.string == "2026-11-23T10:00:00+01:00")
      #expect(event["start"]?["timeZone"]?.string == "Europe/Berlin")
      let mark = try #require(event["extendedProperties"]?["private"])
      #expect(mark["frontdesk"]?.string == "1")
      #expect(mark["booking"]?.string == "b1")
      #expect(mark["generation"]?.string == "1")
      #expect(mark["token"]?.string == attempt.token.rawValue)
      #expect(mark["desk"]?.string == "salon")
      #expect(mark["offering"]?.string == "cut")
      #expect(mark["start"]?.string == "2026-11-23T09:00:00Z")
      #expect(mark["host"]?.string == "anna")
      #expect(mark["revision"]?.string == "1")
      #expect(mark["ledger"]?.string == SandboxBench.ledger.rawValue)
      #expect(mark["state"] == nil)
      #expect(try await google.mail().isEmpty)
      #expect(try await google.requests() == ["POST 200"])
    }
  }

  @Test func `placed again, it is the same event`() async throws {
    try await withSandbox { google in
      let first = await google.calendars.place(Attempts.placement(), by: google.deadline)
      let second = await google.calendars.place(Attempts.placement(), by: google.deadline)
      #expect(first == second)
      guard case .placed = second else {
        Issue.record("\(second)")
        return
      }
      let events = try await google.events()
      #expect(events.count == 1)
    }
  }

  @Test(arguments: [
    #"{"match":{"method":"POST"},"times":1,"do":{"drop":"before"}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"drop":"after"}}"#,
    #"{"match":{"method":"POST"},"times":2,"do":{"status":503}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"status":500,"commits":true}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"status":502,"commits":true,"body":"<html>Bad Gateway</html>"}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"status":429,"reason":"rateLimitExceeded"}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"body":"<html>not what was promised</html>"}}"#,
    #"{"match":{"method":"POST"},"times":1,"do":{"status":409,"reason":"conflict"}}"#,
  ])
  func `whatever happens to one answer, one event is placed`(fault: String) async throws {
    try await withSandbox { google in
      try await google.fault(fault)
      let outcome = await google.calendars.place(Attempts.placement(), by: google.deadline)
      guard case .placed = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(try await google.events().count == 1)
    }
  }

  @Test func `an id that was used and deleted is spent`() async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      try await google.send(
        "DELETE", "/sandbox/people/host@example.com/events/host@example.com/\(Attempts.attempt().token.eventID)")
      #expect(await google.calendars.place(Attempts.placement(), by: google.deadline) == .spent)
    }
  }

  @Test func `a bare tombstone is spent too`() async throws {
    try await withSandbox { google in
      try await google.settings(#"{"bareTombstones":true}"#)
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      #expect(await google.calendars.extinguish(Attempts.attempt(), tellingGuests: false, by: google.deadline) == .gone)
      #expect(await google.calendars.place(Attempts.placement(), by: google.deadline) == .spent)
    }
  }

  @Test func `somebody else's event under the id makes it spent, and is left alone`() async throws {
    try await withSandbox { google in
      let id = Attempts.attempt().token.eventID
      let token = try await google.tokens.token(for: SandboxBench.host, by: google.deadline).value
      try await google.send(
        "POST", "/calendar/v3/calendars/primary/events",
        #"{"id":"\#(id)","summary":"Theirs","start":{"date":"2026-11-23"},"end":{"date":"2026-11-24"}}"#, token: token)
      #expect(await google.calendars.place(Attempts.placement(), by: google.deadline) == .spent)
      #expect(try await google.event(of: Attempts.attempt())?["summary"]?.string == "Theirs")
    }
  }

  @Test func `when every attempt ends open, so does the placement`() async throws {
    try await withSandbox { google in
      try await google.fault(#"{"match":{"method":"POST"},"do":{"drop":"before"}}"#)
      let short = Deadline(in: .milliseconds(900), on: google.clock)
      #expect(await google.calendars.place(Attempts.placement(), by: short) == .unknown(.unreachable))
    }
  }

  @Test func `a definite no is a refusal, and nothing is written`() async throws {
    try await withSandbox { google in
      let elsewhere = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      #expect(
        await google.calendars.place(Attempts.placement(Attempts.attempt(in: elsewhere)), by: google.deadline)
          == .refused(.noAccess))
      let unknown = CalendarReference(account: AccountID("new@example.com"), calendar: CalendarID("primary"))
      #expect(
        await google.calendars.place(Attempts.placement(Attempts.attempt(in: unknown)), by: google.deadline)
          == .refused(.notConnected))
      try await google.fault(#"{"match":{"method":"POST"},"do":{"status":403,"reason":"quotaExceeded"}}"#)
      #expect(await google.calendars.place(Attempts.placement(), by: google.deadline) == .refused(.overQuota))
      #expect(try await google.events().isEmpty)
    }
  }

  @Test func `a token that ends in mid-call is not heard`() async throws {
    try await withSandbox { google in
      let old = try await google.tokens.token(for: SandboxBench.host, by: google.deadline).value
      try await google.send("POST", "/sandbox/tokens/expire", #"{"email":"host@example.com"}"#)
      let fresh = try await google.send("POST", "/sandbox/accounts", #"{"email":"other@example.com"}"#)
      // A grant of the same account again would need the sign-in flow; the sandbox gives one with every new account.
      google.tokens.willReplace(with: try #require(fresh["access_token"]?.string), for: SandboxBench.host)
      let calendar = CalendarReference(account: SandboxBench.host, calendar: CalendarID("primary"))
      guard
        case .placed = await google.calendars.place(
          Attempts.placement(Attempts.attempt(in: calendar)), by: google.deadline)
      else {
        Issue.record("not placed")
        return
      }
      #expect(google.tokens.replacements == [old])
      #expect(try await google.requests() == ["POST 401", "POST 200"])
    }
  }

  @Test func `without the zone's rules the time is written in UTC`() async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(zone: ZoneID("Europe/Paris")), by: google.deadline)
      let event = try #require(try await google.event(of: Attempts.attempt()))
      #expect(event["start"]?["timeZone"]?.string == "Europe/Paris")
      guard case .looked(let ownSeen, _) = await google.calendars.look(Attempts.inspection(), by: google.deadline)
      else {
        Issue.record("not looked")
        return
      }
      #expect(ownSeen)
    }
  }

  @Test func `a caller who gives up while Google is asked leaves the placement open`() async throws {
    try await withClient { _ in
      .silence
    } _: { google in
      let calendars = Self.calendars(google)
      let placing = Task { await calendars.place(Attempts.placement(), by: Self.deadline) }
      #expect(await eventually { google.server.seen.count == 1 })
      placing.cancel()
      #expect(await placing.value == .unknown(.unreachable))
    }
  }

  @Test func `a caller who gives up after an attempt that ended open leaves the placement open`() async throws {
    try await withClient {
      $0.number == 1 ? .answer(503) : .silence
    } _: { google in
      let calendars = Self.calendars(google)
      let placing = Task { await calendars.place(Attempts.placement(), by: Self.deadline) }
      #expect(await eventually { google.server.seen.count == 2 })
      placing.cancel()
      #expect(await placing.value == .unknown(.unreachable))
    }
  }

  @Test func `a caller who gives up while others write has placed nothing`() async throws {
    try await withClient { _ in
      .silence
    } _: { google in
      let calendars = Self.calendars(google)
      let first = Task { await calendars.place(Attempts.placement(), by: Self.deadline) }
      #expect(await eventually { google.server.seen.count == 1 })
      let second = Task { await calendars.place(Attempts.placement(), by: Self.deadline) }
      #expect(await eventually { google.client.lanes.waiting(in: SandboxBench.calendar) == 1 })
      second.cancel()
      #expect(await second.value == .refused(.unreachable))
      #expect(google.server.seen.count == 1)
      first.cancel()
      #expect(await first.value == .unknown(.unreachable))
    }
  }

  private static var deadline: Deadline { Deadline(in: .seconds(40), on: RealClock()) }

  private static func calendars(_ bench: ClientBench) -> GoogleCalendars {
    GoogleCalendars(
      client: bench.client, tokens: bench.tokens, ledger: SandboxBench.ledger, zones: TestZones(), clock: RealClock(),
      logger: bench.log.logger)
  }
}
