import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct DressTests {
  let attempt = Attempts.attempt()
  let jane = "jane@customer.example"

  func dress(
    _ google: SandboxBench, guests: [String]? = nil, summary: String = "Haircut: Jane"
  ) async -> DressOutcome {
    let dress = Attempts.dress(guests ?? [jane], summary: summary)
    return await google.calendars.dress(attempt, dress, by: google.deadline)
  }

  func place(_ google: SandboxBench) async throws {
    try await google.place(attempt)
  }

  func edit(_ google: SandboxBench, _ patch: String) async throws {
    try await google.edit(attempt, patch)
  }

  func guests(_ event: JSON?) -> [String] { event?["attendees"]?.array?.compactMap { $0["email"]?.string } ?? [] }

  @Test func `a confirmed event gets its details and guests, who are told once`() async throws {
    try await withSandbox { google in
      try await place(google)
      #expect(await dress(google) == .dressed)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["summary"]?.string == "Haircut: Jane")
      #expect(event["description"]?.string == "Booked by phone.")
      #expect(guests(event) == [jane])
      let mark = try #require(event["extendedProperties"]?["private"])
      #expect(mark["state"]?.string == "c")
      #expect(mark["token"]?.string == attempt.token.rawValue)
      #expect(await dress(google) == .dressed)
      #expect(try await google.mail() == ["invitation \(jane)"])
      #expect(try await google.requests() == ["POST 200", "GET 200", "PATCH 200", "GET 200"])
      guard case .looked(true, _) = await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
      else {
        Issue.record("no longer seen")
        return
      }
    }
  }

  @Test func `without guests nobody is told`() async throws {
    try await withSandbox { google in
      try await place(google)
      #expect(await dress(google, guests: []) == .dressed)
      #expect(try await google.mail().isEmpty)
      #expect(try await google.event(of: attempt)?["summary"]?.string == "Haircut: Jane")
    }
  }

  @Test func `what the owner changed stays`() async throws {
    try await withSandbox { google in
      try await place(google)
      try await edit(
        google,
        #"{"summary":"VIP","description":"Bring coffee","attendees":[{"email":"friend@example.com"},{"email":"JANE@customer.example"}]}"#
      )
      #expect(await dress(google, guests: [jane, "second@customer.example"]) == .dressed)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["summary"]?.string == "VIP")
      #expect(event["description"]?.string == "Bring coffee")
      #expect(Set(guests(event).map { $0.lowercased() }) == ["friend@example.com", jane, "second@customer.example"])
    }
  }

  @Test func `an owner who edits in between is not overwritten`() async throws {
    try await withSandbox { google in
      try await place(google)
      try await google.fault(#"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"status":412}}"#)
      #expect(await dress(google) == .dressed)
      #expect(try await google.requests() == ["POST 200", "GET 200", "PATCH 412", "GET 200", "PATCH 200"])
      #expect(try await google.mail() == ["invitation \(jane)"])
    }
  }

  @Test func `an owner who edits again and again leaves it for later`() async throws {
    try await withSandbox { google in
      try await place(google)
      try await google.fault(#"{"match":{"method":"PATCH","path":"/calendar"},"do":{"status":412}}"#)
      #expect(await dress(google) == .unknown(.unreachable))
    }
  }

  @Test func `a patch is on condition that nothing changed`() async throws {
    try await withSandbox { google in
      try await place(google)
      // While the patch is on its way the owner renames the event.
      try await google.hold("PATCH")
      async let outcome = dress(google)
      #expect(try await eventually { try await google.isHolding("PATCH") })
      try await edit(google, #"{"summary":"VIP"}"#)
      try await google.release()
      #expect(await outcome == .dressed)
      #expect(try await google.event(of: attempt)?["summary"]?.string == "VIP")
      #expect(try await google.requests().contains("PATCH 412"))
    }
  }

  @Test(arguments: [
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"drop":"after"}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"status":503,"commits":true}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"drop":"before"}}"#,
  ])
  func `a lost answer does not invite twice`(fault: String) async throws {
    try await withSandbox { google in
      try await place(google)
      try await google.fault(fault)
      #expect(await dress(google) == .dressed)
      #expect(try await google.mail() == ["invitation \(jane)"])
    }
  }

  @Test func `an account that turns out not to be able to invite writes the details alone`() async throws {
    try await withSandbox { google in
      try await place(google)
      try await google.fault(
        #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"status":403,"reason":"forbiddenForServiceAccounts"}}"#
      )
      #expect(await dress(google) == .withoutGuests)
      let event = try await google.event(of: attempt)
      #expect(event?["summary"]?.string == "Haircut: Jane")
      #expect(guests(event).isEmpty)
      // Asked again, it says the same.
      #expect(await dress(google) == .withoutGuests)
      #expect(try await google.mail().isEmpty)
    }
  }

  @Test func `an account known not to be able to invite does not try`() async throws {
    try await withSandbox { google in
      google.tokens.set(canInvite: false)
      try await place(google)
      #expect(await dress(google) == .withoutGuests)
      #expect(await dress(google, guests: []) == .dressed)
      #expect(try await google.requests().filter { $0.hasPrefix("PATCH") } == ["PATCH 200"])
    }
  }

  @Test func `an event that is gone is missing`() async throws {
    try await withSandbox { google in
      #expect(await dress(google) == .missing)
      try await place(google)
      try await google.send(
        "DELETE", "/sandbox/people/host@example.com/events/host@example.com/\(attempt.token.eventID)")
      #expect(await dress(google) == .missing)
      #expect(try await google.mail().isEmpty)
    }
  }

  @Test func `a calendar that is gone is a refusal, not a missing event`() async throws {
    try await withSandbox { google in
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      let dress = Attempts.dress()
      #expect(
        await google.calendars.dress(Attempts.attempt(in: lost), dress, by: google.deadline) == .refused(.noAccess))
    }
  }

  @Test func `a fault that passes leaves it for later, one that stays does not`() async throws {
    try await withSandbox { google in
      try await place(google)
      try await google.fault(#"{"match":{"method":"GET"},"do":{"status":503}}"#)
      let short = Deadline(in: .milliseconds(400), on: google.clock)
      let plain = Attempts.dress()
      #expect(await google.calendars.dress(attempt, plain, by: short) == .unknown(.unreachable))
      try await google.fault(
        #"{"match":{"method":"PATCH","path":"/calendar"},"do":{"status":403,"reason":"forbiddenForNonOrganizer"}}"#)
      #expect(await dress(google) == .refused(.noAccess))
    }
  }
}
