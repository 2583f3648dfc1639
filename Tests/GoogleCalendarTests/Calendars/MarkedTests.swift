import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct MarkedTests {
  func marked(
    _ google: SandboxBench, since: Instant = Attempts.period.start,
    in calendar: CalendarReference = SandboxBench.calendar
  ) async -> MarkedOutcome {
    await google.calendars.marked(in: calendar, since: since, by: google.deadline)
  }

  func found(_ google: SandboxBench, since: Instant = Attempts.period.start) async -> [MarkedEvent] {
    guard case .found(let events) = await marked(google, since: since) else {
      Issue.record("unknown")
      return []
    }
    return events
  }

  @Test func `a confirmed event tells everything that its booking is rebuilt from`() async throws {
    try await withSandbox { google in
      let attempt = Attempts.attempt(7, generation: 2)
      try await google.place(attempt)
      #expect(
        await google.calendars.dress(attempt, Attempts.dress(["jane@customer.example"]), by: google.deadline)
          == .dressed)
      #expect(await google.calendars.shift(Attempts.shift(attempt), by: google.deadline) == .shifted)
      let event = try #require(await found(google).first)
      #expect(event.attempt == attempt)
      #expect(event.event.event == attempt.token.eventID)
      #expect(event.event.link?.hasPrefix("https://") == true)
      #expect(event.desk == DeskKey("salon"))
      #expect(event.offering == OfferingKey("cut"))
      #expect(event.host == HostKey("anna"))
      #expect(event.period == Attempts.later)
      #expect(event.revision == 2)
      #expect(event.summary == "Haircut: Jane")
      #expect(event.isConfirmed)
      #expect(event.code == ConfirmationCode("K7M2"))
      #expect(event.caller == PhoneNumber("+49301234567"))
      #expect(event.guests == ["jane@customer.example"])
      #expect(event.createdAt == Instant(seconds: 1_795_420_800))
    }
  }

  @Test func `one not dressed is not known to be confirmed`() async throws {
    try await withSandbox { google in
      try await google.place()
      let event = try #require(await found(google).first)
      #expect(!event.isConfirmed)
      #expect(event.code == nil && event.caller == nil && event.guests.isEmpty)
      #expect(event.revision == 1)
    }
  }

  @Test func `events of version 0_1 are this ledger's, those of another ledger are not`() async throws {
    try await withSandbox { google in
      try await google.writeAsVersion01(Attempts.attempt(1), state: #","state":"c""#)
      let other = google.calendars(of: LedgerID("ffff"))
      _ = await other.place(Attempts.placement(Attempts.attempt(2)), by: google.deadline)
      let events = await found(google)
      #expect(events.map(\.attempt) == [Attempts.attempt(1)])
      #expect(events.first?.host == nil)
      #expect(events.first?.isConfirmed == true)
    }
  }

  @Test func `neither deleted events nor copies nor what burns an id nor other people's events are among them`()
    async throws
  {
    try await withSandbox { google in
      try await google.place(Attempts.attempt(1))
      try await google.place(Attempts.attempt(2))
      try await google.remove(Attempts.attempt(2))
      try await google.person(hours: 9...10)
      try await SightingTests.copy(Attempts.attempt(1), google)
      // The id of a third attempt is burned, and its placeholder left behind.
      try await google.fault(
        #"{"match":{"method":"DELETE"},"after":1,"do":{"status":403,"reason":"requiredAccessLevel"}}"#)
      _ = await google.calendars.extinguish(Attempts.attempt(3), tellingGuests: false, by: google.deadline)
      #expect(await found(google, since: Attempts.period.start - .hours(4)).map(\.attempt) == [Attempts.attempt(1)])
    }
  }

  @Test func `what has ended by then is left out, what has not is in`() async throws {
    try await withSandbox { google in
      try await google.place()
      #expect(await found(google, since: Attempts.period.end - .minutes(1)).count == 1)
      #expect(await found(google, since: Attempts.period.end).isEmpty)
    }
  }

  @Test func `pages of one row and empty ones make no difference`() async throws {
    try await withSandbox { google in
      for number in 1...4 { try await google.place(Attempts.attempt(number)) }
      for hour in 8...12 { try await google.person(hours: hour...hour + 1) }
      try await google.settings(#"{"pageSize":1,"emptyPages":2}"#)
      #expect(await found(google).map(\.attempt.booking.rawValue) == ["b1", "b2", "b3", "b4"])
    }
  }

  @Test func `an event of ours that the owner has made a series is found once, and cancelled instances do no harm`()
    async throws
  {
    try await withSandbox { google in
      try await google.place()
      try await google.edit(
        #"{"recurrence":["RRULE:FREQ=DAILY;COUNT=3"],"start":{"dateTime":"2026-11-23T10:00:00+01:00","timeZone":"Europe/Berlin"},"end":{"dateTime":"2026-11-23T10:30:00+01:00","timeZone":"Europe/Berlin"}}"#
      )
      let id = Attempts.attempt().token.eventID
      try await google.send(
        "DELETE", "/sandbox/people/host@example.com/events/host@example.com/\(id)_20261124T090000Z")
      #expect(await found(google).map(\.attempt) == [Attempts.attempt()])
    }
  }

  @Test func `a calendar that cannot be read whole leaves it unknown`() async throws {
    try await withSandbox { google in
      try await google.place(Attempts.attempt(1))
      try await google.place(Attempts.attempt(2))
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      #expect(await marked(google, in: lost) == .unknown(.noAccess))
      try await google.settings(#"{"pageSize":1}"#)
      try await google.fault(#"{"match":{"method":"GET"},"after":1,"do":{"status":403,"reason":"quotaExceeded"}}"#)
      #expect(await marked(google) == .unknown(.overQuota))
      try await google.fault(#"{"match":{"method":"GET"},"do":{"status":200,"body":"{\"error\":{}}"}}"#)
      guard case .unknown = await marked(google) else {
        Issue.record("taken for a calendar without bookings")
        return
      }
    }
  }

  @Test(arguments: ["freeBusyReader", "reader", "writerWithoutPrivateAccess"])
  func `a calendar that shows no private details does not look as if it had no bookings`(role: String) async throws {
    try await withSandbox { google in
      let shown = try await google.share(AccountID("colleague@example.com"), as: role)
      #expect(await marked(google, in: shown) == .unknown(.noAccess))
    }
  }
}
