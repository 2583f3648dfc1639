import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct ExtinguishTests {
  func extinguish(_ google: SandboxBench, tellingGuests: Bool = false) async -> ExtinctionOutcome {
    await google.calendars.extinguish(Attempts.attempt(), tellingGuests: tellingGuests, by: google.deadline)
  }

  func isCancelled(_ google: SandboxBench) async throws -> Bool {
    try await google.event(of: Attempts.attempt())?["status"]?.string == "cancelled"
  }

  @Test func `an event that stands is deleted, any number of times`() async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      #expect(await extinguish(google) == .gone)
      #expect(await extinguish(google) == .gone)
      let requests = try await google.requests()
      #expect(requests == ["POST 200", "DELETE 204", "DELETE 410"])
      #expect(try await isCancelled(google))
    }
  }

  @Test func `an id that was never used is burned, so that a late insert finds it taken`() async throws {
    try await withSandbox { google in
      #expect(await extinguish(google) == .gone)
      let requests = try await google.requests()
      #expect(requests == ["DELETE 404", "POST 200", "DELETE 204"])
      #expect(try await isCancelled(google))
      #expect(await google.calendars.place(Attempts.placement(), by: google.deadline) == .spent)
      #expect(try await google.mail().isEmpty)
    }
  }

  @Test func `an event that appears between the question and the burning is deleted`() async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      // As if the insert had landed only after this answer.
      try await google.fault(#"{"match":{"method":"DELETE"},"times":1,"do":{"status":404}}"#)
      #expect(await extinguish(google) == .gone)
      let requests = try await google.requests()
      #expect(requests == ["POST 200", "DELETE 404", "POST 409", "DELETE 204"])
      #expect(try await isCancelled(google))
    }
  }

  @Test func `what burns an id takes nobody's time while it stands`() async throws {
    try await withSandbox { google in
      // The second delete is refused, so the placeholder stays to be looked at.
      try await google.fault(
        #"{"match":{"method":"DELETE"},"after":1,"do":{"status":403,"reason":"requiredAccessLevel"}}"#)
      #expect(await extinguish(google) == .unknown(.noAccess))
      let event = try #require(try await google.event(of: Attempts.attempt()))
      #expect(event["transparency"]?.string == "transparent")
      #expect(event["visibility"]?.string == "private")
      #expect(event["extendedProperties"]?["private"]?["frontdesk"]?.string == "1")
      let readings = await google.calendars.busy(
        [SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
      guard case .known(let periods, _) = readings[SandboxBench.calendar] else {
        Issue.record("\(readings)")
        return
      }
      #expect(periods.isEmpty)
      try await google.fault("")
      #expect(await extinguish(google) == .gone)
    }
  }

  @Test func `an insert that lands late finds the id burned or is deleted`() async throws {
    try await withSandbox { google in
      // The insert is on its way for longer than its caller waits.
      try await google.hold("POST")
      let placing = Task { await google.calendars.place(Attempts.placement(), by: google.deadline) }
      #expect(try await eventually { try await google.isHolding("POST") })
      placing.cancel()
      #expect(await placing.value == .unknown(.unreachable))
      #expect(await extinguish(google) == .gone)
      #expect(try await isCancelled(google))
      try await google.release()
      // Once it has landed there is still nothing to be seen.
      #expect(
        try await eventually {
          try await google.requests().filter { $0.hasPrefix("POST") && $0 != "POST -" }.count == 2
        }
      )
      #expect(try await isCancelled(google))
      #expect(try await google.requests().contains("POST 409"))
    }
  }

  @Test(arguments: [
    #"{"match":{"method":"DELETE"},"times":1,"do":{"drop":"after"}}"#,
    #"{"match":{"method":"DELETE"},"times":1,"do":{"drop":"before"}}"#,
    #"{"match":{"method":"DELETE"},"times":1,"do":{"status":500,"commits":true}}"#,
    #"{"match":{"method":"DELETE"},"times":2,"do":{"status":503}}"#,
    #"{"match":{"method":"DELETE"},"times":1,"do":{"status":429}}"#,
  ])
  func `whatever happens to one answer, the event goes`(fault: String) async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      try await google.fault(fault)
      #expect(await extinguish(google) == .gone)
      #expect(try await isCancelled(google))
    }
  }

  @Test func `a calendar to which access is lost leaves it unknown`() async throws {
    try await withSandbox { google in
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      #expect(
        await google.calendars.extinguish(Attempts.attempt(in: lost), tellingGuests: false, by: google.deadline)
          == .unknown(.noAccess))
      try await google.fault(#"{"match":{"method":"DELETE"},"do":{"status":403,"reason":"requiredAccessLevel"}}"#)
      #expect(await extinguish(google) == .unknown(.noAccess))
    }
  }

  @Test(arguments: [true, false])
  func `guests hear of it if they are to`(telling: Bool) async throws {
    try await withSandbox { google in
      _ = await google.calendars.place(Attempts.placement(), by: google.deadline)
      let dress = Attempts.dress(["jane@customer.example"])
      #expect(await google.calendars.dress(Attempts.attempt(), dress, by: google.deadline) == .dressed)
      #expect(await extinguish(google, tellingGuests: telling) == .gone)
      let told = telling ? ["cancellation jane@customer.example"] : []
      let mail = try await google.mail()
      #expect(mail == ["invitation jane@customer.example"] + told)
    }
  }
}
