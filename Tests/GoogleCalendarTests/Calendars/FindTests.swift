import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct FindTests {
  func find(_ google: SandboxBench, _ attempt: Attempt = Attempts.attempt()) async -> FindOutcome {
    await google.calendars.find(attempt, by: google.deadline)
  }

  @Test func `an event stands where it was placed, shifted or put by its owner`() async throws {
    try await withSandbox { google in
      try await google.place()
      #expect(await find(google) == .standing(Attempts.period, revision: 1, isOpaque: true))
      #expect(await google.calendars.shift(Attempts.shift(), by: google.deadline) == .shifted)
      #expect(await find(google) == .standing(Attempts.later, revision: 2, isOpaque: true))
      try await google.edit(
        #"{"start":{"dateTime":"2026-11-23T15:00:00Z"},"end":{"dateTime":"2026-11-23T16:00:00Z"},"transparency":"transparent"}"#
      )
      #expect(await find(google) == .standing(Attempts.hours(15, 16), revision: 2, isOpaque: false))
      try await google.edit(
        #"{"start":{"date":"2026-11-24","dateTime":null},"end":{"date":"2026-11-25","dateTime":null}}"#)
      #expect(await find(google) == .standing(Attempts.hours(23, 47), revision: 2, isOpaque: false))
    }
  }

  @Test func `an event that its owner deleted is missing`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.remove()
      #expect(await find(google) == .missing)
    }
  }

  @Test func `an event that Google answers 410 for is missing`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{"match":{"method":"GET"},"times":1,"do":{"status":410}}"#)
      #expect(await find(google) == .missing)
    }
  }

  @Test func `an event that is not known is missing only while the calendar answers`() async throws {
    try await withSandbox { google in
      #expect(await find(google) == .missing)
      let room = CalendarReference(account: SandboxBench.host, calendar: CalendarID("room@group.calendar.google.com"))
      try await google.send(
        "POST", "/sandbox/calendars", #"{"id":"\#(room.calendar)","owner":"host@example.com","summary":"Room"}"#)
      let attempt = Attempts.attempt(in: room)
      try await google.place(attempt)
      try await google.send("DELETE", "/sandbox/calendars/\(room.calendar)")
      #expect(await find(google, attempt) == .unknown(.noAccess))
    }
  }

  @Test func `an event that is found in a second reading is not missing`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{"match":{"method":"GET","path":"*/events/*"},"times":1,"do":{"status":404}}"#)
      #expect(await find(google) == .standing(Attempts.period, revision: 1, isOpaque: true))
    }
  }

  @Test(arguments: [
    #"{"status":503}"#, #"{"drop":"after"}"#, #"{"status":429}"#, #"{"status":200,"body":"{\"error\":{}}"}"#,
    #"{"status":200,"body":"{\"id\":\"other\"}"}"#, #"{"status":200,"body":"<html>"}"#,
  ])
  func `without an answer that can be read it is unknown`(fault: String) async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{"match":{"method":"GET"},"do":\#(fault)}"#)
      let short = Deadline(in: .milliseconds(500), on: google.clock)
      guard case .unknown = await google.calendars.find(Attempts.attempt(), by: short) else {
        Issue.record("taken for an answer")
        return
      }
    }
  }
}
