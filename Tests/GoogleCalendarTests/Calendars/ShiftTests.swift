import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct ShiftTests {
  let attempt = Attempts.attempt()
  static let patch = #""match":{"method":"PATCH","path":"/calendar"}"#

  func shift(_ google: SandboxBench, _ shift: Shift = Attempts.shift()) async -> ShiftOutcome {
    await google.calendars.shift(shift, by: google.deadline)
  }

  func starts(_ google: SandboxBench) async throws -> String? {
    try await google.event(of: attempt)?["start"]?["dateTime"]?.string
  }

  func writes(_ google: SandboxBench) async throws -> [String] {
    try await google.requests().filter { $0.hasPrefix("PATCH") }
  }

  @Test func `an event changes its time and its revision, and nobody is told`() async throws {
    try await withSandbox { google in
      try await google.place()
      #expect(
        await google.calendars.dress(attempt, Attempts.dress(["jane@customer.example"]), by: google.deadline)
          == .dressed)
      #expect(await shift(google) == .shifted)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["start"]?["dateTime"]?.string == "2026-11-23T11:00:00+01:00")
      #expect(event["end"]?["dateTime"]?.string == "2026-11-23T11:30:00+01:00")
      #expect(event["start"]?["timeZone"]?.string == "Europe/Berlin")
      let mark = try #require(try await google.mark())
      #expect(mark["revision"]?.string == "2")
      #expect(mark["start"]?.string == "2026-11-23T10:00:00Z")
      #expect(mark["told"]?.string == "1")
      #expect(try await google.mail() == ["invitation jane@customer.example"])
    }
  }

  @Test func `shifted again, nothing is written`() async throws {
    try await withSandbox { google in
      try await google.place()
      #expect(await shift(google) == .shifted)
      #expect(await shift(google) == .shifted)
      #expect(try await google.requests() == ["POST 200", "GET 200", "PATCH 200", "GET 200"])
    }
  }

  @Test func `what the owner changed stays`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.edit(
        #"{"summary":"VIP","description":"Bring coffee","location":"Room 2","attendees":[{"email":"friend@example.com"}],"transparency":"transparent"}"#
      )
      #expect(await shift(google) == .shifted)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["summary"]?.string == "VIP")
      #expect(event["description"]?.string == "Bring coffee")
      #expect(event["location"]?.string == "Room 2")
      #expect(event["attendees"]?.array?.count == 1)
      #expect(event["transparency"]?.string == "transparent")
      #expect(try await google.mail().isEmpty)
    }
  }

  @Test func `an event that is at its new time already gets the higher revision`() async throws {
    try await withSandbox { google in
      try await google.place()
      let back = Attempts.shift(from: Attempts.later, to: Attempts.period, revision: 3)
      #expect(await shift(google, back) == .shifted)
      #expect(try await google.mark()?["revision"]?.string == "3")
      #expect(try await starts(google) == "2026-11-23T10:00:00+01:00")
      // What was to move it before finds that it comes too late.
      #expect(await shift(google) == .superseded)
      #expect(try await starts(google) == "2026-11-23T10:00:00+01:00")
    }
  }

  @Test func `an event that the owner has put elsewhere stays there`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.edit(
        #"{"start":{"dateTime":"2026-11-23T15:00:00Z"},"end":{"dateTime":"2026-11-23T16:00:00Z"}}"#)
      #expect(await shift(google) == .edited(Attempts.hours(15, 16), revision: 1))
      #expect(try await writes(google).isEmpty)
    }
  }

  @Test func `an event that the owner has made one of a whole day is where that day is in the calendar's zone`()
    async throws
  {
    try await withSandbox { google in
      try await google.place()
      try await google.edit(
        #"{"start":{"date":"2026-11-23","dateTime":null},"end":{"date":"2026-11-24","dateTime":null}}"#)
      #expect(await shift(google) == .edited(Attempts.hours(-1, 23), revision: 1))
      // An appointment of a day is moved on to a time of that day as any other is.
      let whole = Attempts.shift(from: Attempts.hours(-1, 23))
      #expect(await shift(google, whole) == .shifted)
      #expect(try await starts(google) == "2026-11-23T11:00:00+01:00")
    }
  }

  @Test func `an event that the owner has left without length stands for a minute`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.edit(#"{"end":{"dateTime":"2026-11-23T10:00:00+01:00"}}"#)
      let minute = Interval(start: Attempts.period.start, duration: .minutes(1))
      #expect(await shift(google) == .edited(minute, revision: 1))
    }
  }

  @Test(arguments: [
    #"{\#(patch),"times":1,"do":{"drop":"after"}}"#, #"{\#(patch),"times":1,"do":{"drop":"before"}}"#,
    #"{\#(patch),"times":2,"do":{"drop":"before"}}"#, #"{\#(patch),"times":1,"do":{"status":503}}"#,
    #"{\#(patch),"times":1,"do":{"status":500,"commits":true}}"#,
    #"{\#(patch),"times":1,"do":{"status":502,"commits":true,"body":"<html>Bad Gateway</html>"}}"#,
    #"{\#(patch),"times":1,"do":{"status":429}}"#, #"{\#(patch),"times":1,"do":{"status":403}}"#,
    #"{\#(patch),"times":1,"do":{"status":409,"reason":"conflict"}}"#,
    #"{\#(patch),"times":1,"do":{"status":412}}"#,
    #"{\#(patch),"times":1,"do":{"body":"{\"id\":"}}"#,
    #"{\#(patch),"times":1,"do":{"status":200,"body":"{\"error\":{\"code\":500}}"}}"#,
    #"{"match":{"method":"GET"},"times":1,"do":{"drop":"after"}}"#,
    #"{"match":{"method":"GET"},"times":1,"do":{"status":503}}"#,
  ])
  func `whatever happens to one answer, the event is shifted once`(fault: String) async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(fault)
      #expect(await shift(google) == .shifted)
      #expect(try await starts(google) == "2026-11-23T11:00:00+01:00")
      #expect(try await google.mark()?["revision"]?.string == "2")
      #expect(try await google.event(of: attempt)?["sequence"]?.int == 1)
      #expect(try await google.mail().isEmpty)
    }
  }

  @Test func `an event that somebody changes again and again leaves it open`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{\#(Self.patch),"do":{"status":412}}"#)
      #expect(await shift(google) == .unknown(.unreachable))
      #expect(try await writes(google) == Array(repeating: "PATCH 412", count: 4))
      #expect(try await starts(google) == "2026-11-23T10:00:00+01:00")
    }
  }

  /// What the owner does while the patch is on its way, and what then becomes of the shift.
  @Test(
    arguments: [
      (#"{"summary":"VIP"}"#, .shifted), (#"{"status":"cancelled"}"#, .missing),
      (
        #"{"start":{"dateTime":"2026-11-23T15:00:00Z"},"end":{"dateTime":"2026-11-23T16:00:00Z"}}"#,
        .edited(Attempts.hours(15, 16), revision: 1)
      ),
      // By chance the owner puts it where it was to go.
      (
        #"{"start":{"dateTime":"2026-11-23T10:00:00Z"},"end":{"dateTime":"2026-11-23T10:30:00Z"}}"#,
        .edited(Attempts.later, revision: 1)
      ),
    ] as [(String, ShiftOutcome)])
  func `an owner's edit in between is seen and stays`(edit: String, outcome: ShiftOutcome) async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.hold("PATCH")
      async let result = shift(google)
      #expect(try await eventually { try await google.isHolding("PATCH") })
      try await google.edit(edit)
      try await google.release()
      #expect(await result == outcome)
      #expect(try await writes(google).first == "PATCH 412")
      if edit.contains("VIP") { #expect(try await google.event(of: attempt)?["summary"]?.string == "VIP") }
    }
  }

  @Test(arguments: [false, true])
  func `a request that comes late finds that it is out of date`(isQuiet: Bool) async throws {
    try await withSandbox { google in
      try await google.place()
      // Even where a write that changes nothing leaves the ETag alone: the revision is always a change.
      try await google.settings(#"{"quietNoChange":\#(isQuiet)}"#)
      try await google.hold("PATCH")
      let lost = Task { await shift(google) }
      #expect(try await eventually { try await google.isHolding("PATCH") })
      lost.cancel()
      #expect(await lost.value == .unknown(.unreachable))
      let back = Attempts.shift(from: Attempts.later, to: Attempts.period, revision: 3)
      #expect(await shift(google, back) == .shifted)
      try await google.release()
      #expect(try await eventually { try await writes(google) == ["PATCH 412", "PATCH 200"] })
      #expect(try await starts(google) == "2026-11-23T10:00:00+01:00")
      #expect(try await google.mark()?["revision"]?.string == "3")
    }
  }

  @Test func `a request that comes late and meets nobody has done the work`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.hold("PATCH")
      let lost = Task { await shift(google) }
      #expect(try await eventually { try await google.isHolding("PATCH") })
      lost.cancel()
      #expect(await lost.value == .unknown(.unreachable))
      try await google.release()
      #expect(try await eventually { try await writes(google) == ["PATCH 200"] })
      #expect(await shift(google) == .shifted)
      #expect(try await writes(google) == ["PATCH 200"])
    }
  }

  @Test func `without an answer in time it is open`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{\#(Self.patch),"do":{"drop":"before"}}"#)
      let short = Deadline(in: .milliseconds(900), on: google.clock)
      #expect(await google.calendars.shift(Attempts.shift(), by: short) == .unknown(.unreachable))
    }
  }

  @Test func `an event that was deleted is missing`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.remove()
      #expect(await shift(google) == .missing)
      try await google.settings(#"{"bareTombstones":true}"#)
      #expect(await shift(google) == .missing)
    }
  }

  @Test func `an event that Google does not know is missing only while the calendar answers`() async throws {
    try await withSandbox { google in
      #expect(await shift(google) == .missing)
      #expect(try await google.requests() == ["GET 404", "GET 200", "GET 404"])
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      #expect(await shift(google, Attempts.shift(Attempts.attempt(in: lost))) == .refused(.noAccess))
      try await google.fault(#"{"match":{"path":"*/events"},"do":{"status":503}}"#)
      let short = Deadline(in: .milliseconds(600), on: google.clock)
      #expect(await google.calendars.shift(Attempts.shift(), by: short) == .unknown(.unreachable))
    }
  }

  @Test func `one answer that is behind the times does not make it missing`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(#"{"match":{"method":"GET","path":"*/events/*"},"times":1,"do":{"status":404}}"#)
      #expect(await shift(google) == .shifted)
    }
  }

  @Test func `a calendar that may only be read refuses it`() async throws {
    try await withSandbox { google in
      let shared = try await google.share(AccountID("colleague@example.com"), as: "writer")
      let attempt = Attempts.attempt(in: shared)
      try await google.place(attempt)
      _ = try await google.share(AccountID("colleague@example.com"), as: "reader")
      #expect(await shift(google, Attempts.shift(attempt)) == .refused(.noAccess))
      _ = try await google.share(AccountID("colleague@example.com"), as: "none")
      #expect(await shift(google, Attempts.shift(attempt)) == .refused(.noAccess))
    }
  }

  @Test func `an open attempt before a refusal leaves it open`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.fault(
        #"{\#(Self.patch),"times":1,"do":{"drop":"before"}},{\#(Self.patch),"do":{"status":403,"reason":"requiredAccessLevel"}}"#
      )
      #expect(await shift(google) == .unknown(.noAccess))
    }
  }

  @Test func `an event of version 0_1 is shifted and gets the marks of this one`() async throws {
    try await withSandbox { google in
      try await google.writeAsVersion01(attempt)
      #expect(await shift(google) == .shifted)
      let mark = try #require(try await google.mark())
      #expect(mark["revision"]?.string == "2")
      #expect(mark["ledger"]?.string == SandboxBench.ledger.rawValue)
      #expect(mark["offering"]?.string == "cut")
    }
  }

  @Test func `an event whose mark another program took off is still ours, and gets it back`() async throws {
    try await withSandbox { google in
      try await google.place()
      try await google.api(
        "PUT", "/\(attempt.token.eventID)",
        #"{"summary":"Haircut","start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T09:30:00Z"}}"#)
      #expect(try await google.mark() == nil)
      #expect(await shift(google) == .shifted)
      #expect(try await google.mark()?["token"]?.string == attempt.token.rawValue)
    }
  }

  @Test func `somebody else's event under the id is left alone`() async throws {
    try await withSandbox { google in
      try await google.api(
        "POST", "",
        #"{"id":"\#(attempt.token.eventID)","start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T09:30:00Z"},"extendedProperties":{"private":{"frontdesk":"1","token":"other","booking":"b9"}}}"#
      )
      #expect(await shift(google) == .missing)
      #expect(try await writes(google).isEmpty)
    }
  }
}
