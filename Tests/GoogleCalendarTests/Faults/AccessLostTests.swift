import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// Calendars that are deleted or may only be read any more (fault G21), and accounts at a limit (faults G6 and G7).
@Suite(.timeLimit(.minutes(1)))
struct AccessLostTests {
  let colleague = AccountID("colleague@example.com")

  @Test func `a calendar that may only be read refuses what is written, and still says when it is busy`() async throws {
    try await withSandbox { google in
      let shared = try await google.share(colleague, as: "writer")
      try await google.place(Attempts.attempt(1, in: shared))
      _ = try await google.share(colleague, as: "reader")
      let second = Attempts.attempt(2, in: shared)
      #expect(await google.calendars.place(Attempts.placement(second), by: google.deadline) == .refused(.noAccess))
      #expect(
        await google.calendars.dress(Attempts.attempt(1, in: shared), Attempts.dress(), by: google.deadline)
          == .refused(.noAccess))
      #expect(
        await google.calendars.extinguish(Attempts.attempt(1, in: shared), tellingGuests: false, by: google.deadline)
          == .unknown(.noAccess))
      let readings = await google.calendars.busy([shared], in: Attempts.hours(0, 24), by: google.deadline)
      guard case .known(let sightings, _)? = readings[shared] else {
        Issue.record("\(readings)")
        return
      }
      #expect(sightings.map(\.period) == [Attempts.period])
    }
  }

  @Test func `a calendar that is deleted is unknown, not free, and the others are as they were`() async throws {
    try await withSandbox { google in
      let room = CalendarReference(account: SandboxBench.host, calendar: CalendarID("room@group.calendar.google.com"))
      try await google.send(
        "POST", "/sandbox/calendars", #"{"id":"\#(room.calendar)","owner":"host@example.com","summary":"Room"}"#)
      let attempt = Attempts.attempt(in: room)
      try await google.place(attempt)
      try await google.send("DELETE", "/sandbox/calendars/\(room.calendar)")
      let readings = await google.calendars.busy(
        [room, SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
      #expect(readings[room] == .unknown(.noAccess))
      guard case .known([], _)? = readings[SandboxBench.calendar] else {
        Issue.record("\(readings)")
        return
      }
      #expect(await google.calendars.look(Attempts.inspection(attempt), by: google.deadline) == .unknown(.noAccess))
      #expect(await google.calendars.find(attempt, by: google.deadline) == .unknown(.noAccess))
      #expect(
        await google.calendars.dress(attempt, Attempts.dress(), by: google.deadline) == .refused(.noAccess))
      // What cannot be deleted is not gone.
      #expect(
        await google.calendars.extinguish(attempt, tellingGuests: false, by: google.deadline) == .unknown(.noAccess))
    }
  }

  @Test(arguments: [
    #"{"status":403,"reason":"rateLimitExceeded"}"#, #"{"status":403,"reason":"userRateLimitExceeded"}"#,
    #"{"status":429,"reason":"rateLimitExceeded"}"#,
    #"{"status":429,"reason":"rateLimitExceeded","headers":{"Retry-After":"1"}}"#,
  ])
  func `a limit of the minute is waited for, step by step`(answer: String) async throws {
    try await withSandbox { google in
      try await google.fault(#"{"match":{"method":"POST","path":"/calendar"},"times":1,"do":\#(answer)}"#)
      try await google.place()
      try await google.fault(#"{"match":{"path":"/calendar"},"times":1,"do":\#(answer)}"#)
      #expect(
        await google.calendars.look(Attempts.inspection(), by: google.deadline)
          == .looked(ownSeen: true, inTheWay: []))
    }
  }

  @Test func `a limit of the minute that outlasts the caller is said as such, and nothing was written`() async throws {
    try await withSandbox { google in
      try await google.settings(#"{"quota":1}"#)
      // Uses the quota up.
      _ = await google.calendars.find(Attempts.attempt(2), by: Deadline(in: .seconds(2), on: google.clock))
      let short = Deadline(in: .milliseconds(600), on: google.clock)
      #expect(await google.calendars.place(Attempts.placement(), by: short) == .refused(.overQuota))
      #expect(try await google.events().isEmpty)
      // Another account has a quota of its own.
      try await google.addAccount(colleague)
      let other = CalendarReference(account: colleague, calendar: CalendarID("primary"))
      try await google.place(Attempts.attempt(in: other))
    }
  }

  @Test func `an account at its limits of use is asked once`() async throws {
    try await withSandbox { google in
      try await google.fault(
        #"{"match":{"method":"POST","path":"/calendar"},"do":{"status":403,"reason":"quotaExceeded"}}"#)
      for number in 1...5 {
        #expect(
          await google.calendars.place(Attempts.placement(Attempts.attempt(number)), by: google.deadline)
            == .refused(.overQuota))
      }
      #expect(try await google.requests() == ["POST 403"])
    }
  }
}
