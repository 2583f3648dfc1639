import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct LookTests {
  let work = CalendarReference(account: SandboxBench.host, calendar: CalendarID("work@group.calendar.google.com"))

  func placed(_ google: SandboxBench, _ number: Int = 1) async throws {
    try await google.place(Attempts.attempt(number))
  }

  func look(_ google: SandboxBench, others: [CalendarReference] = []) async -> LookOutcome {
    await google.calendars.look(Attempts.inspection(others: others), by: google.deadline)
  }

  @Test func `alone, the own event is seen and nothing in its way`() async throws {
    try await withSandbox { google in
      try await placed(google)
      #expect(await look(google) == .looked(ownSeen: true, inTheWay: []))
      #expect(try await google.requests() == ["POST 200", "GET 200"])
    }
  }

  @Test func `pages of one row and empty ones make no difference`() async throws {
    try await withSandbox { google in
      try await placed(google)
      try await google.person(hours: 8...9)
      try await google.person(hours: 9...10)
      try await google.settings(#"{"pageSize":1,"emptyPages":2}"#)
      // The event until nine touches the padded window, which begins a quarter of an hour before.
      #expect(
        await look(google)
          == .looked(
            ownSeen: true,
            inTheWay: [
              Sighting(period: Attempts.hours(8, 9), mark: .foreign),
              Sighting(period: Attempts.hours(9, 10), mark: .foreign),
            ]))
    }
  }

  @Test func `what only touches the window is not in the way`() async throws {
    try await withSandbox { google in
      try await placed(google)
      try await google.person(
        #"{"start":{"dateTime":"2026-11-23T08:00:00Z"},"end":{"dateTime":"2026-11-23T08:45:00Z"}}"#)
      try await google.person(
        #"{"start":{"dateTime":"2026-11-23T09:45:00Z"},"end":{"dateTime":"2026-11-23T12:00:00Z"}}"#)
      #expect(await look(google) == .looked(ownSeen: true, inTheWay: []))
    }
  }

  @Test func `another booking of ours is seen as ours`() async throws {
    try await withSandbox { google in
      try await placed(google, 1)
      try await placed(google, 2)
      #expect(
        await look(google)
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.period, mark: .ours(BookingID("b2")))]))
    }
  }

  @Test func `an own event that was moved is neither seen nor in the way`() async throws {
    try await withSandbox { google in
      try await placed(google)
      try await google.send(
        "PATCH", "/sandbox/people/host@example.com/events/host@example.com/\(Attempts.attempt().token.eventID)",
        #"{"end":{"dateTime":"2026-11-23T10:45:00+01:00"}}"#)
      #expect(await look(google) == .looked(ownSeen: false, inTheWay: []))
    }
  }

  @Test func `an event that was deleted is not seen`() async throws {
    try await withSandbox { google in
      try await placed(google)
      _ = await google.calendars.extinguish(Attempts.attempt(), tellingGuests: false, by: google.deadline)
      #expect(await look(google) == .looked(ownSeen: false, inTheWay: []))
    }
  }

  @Test func `a list that is behind is asked for again, twice at most`() async throws {
    try await withSandbox { google in
      try await placed(google)
      // The sandbox's clock stands, so its lists never catch up.
      try await google.settings(#"{"listLagMs":1000}"#)
      #expect(await look(google) == .looked(ownSeen: false, inTheWay: []))
      #expect(try await google.requests() == ["POST 200", "GET 200", "GET 200", "GET 200"])
    }
  }

  @Test func `a list that is some changes behind proves nothing, and one that has caught up does`() async throws {
    try await withSandbox { google in
      try await google.person(hours: 9...10)
      try await placed(google)
      try await google.settings(#"{"listLagEvents":1}"#)
      #expect(
        await look(google)
          == .looked(ownSeen: false, inTheWay: [Sighting(period: Attempts.hours(9, 10), mark: .foreign)]))
      try await google.person(hours: 20...21)
      #expect(
        await look(google)
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.hours(9, 10), mark: .foreign)]))
    }
  }

  @Test func `a list that never shows the own event never lets it count as seen`() async throws {
    try await withSandbox { google in
      try await placed(google)
      try await google.settings(#"{"unlisted":["\#(Attempts.attempt().token.eventID)"]}"#)
      for _ in 1...2 { #expect(await look(google) == .looked(ownSeen: false, inTheWay: [])) }
    }
  }

  @Test func `the host's other calendars count`() async throws {
    try await withSandbox { google in
      try await google.send(
        "POST", "/sandbox/calendars",
        #"{"id":"\#(work.calendar)","owner":"host@example.com","summary":"Work","timeZone":"Asia/Tokyo"}"#)
      try await placed(google)
      try await google.person(hours: 9...10, in: work.calendar.rawValue)
      #expect(
        await look(google, others: [work])
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.hours(9, 10), mark: .foreign)]))
    }
  }

  @Test func `one calendar that cannot be read leaves the whole unknown`() async throws {
    try await withSandbox { google in
      try await placed(google)
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      #expect(await look(google, others: [lost]) == .unknown(.noAccess))
      let unconnected = CalendarReference(account: AccountID("new@example.com"), calendar: CalendarID("primary"))
      #expect(await look(google, others: [unconnected]) == .unknown(.notConnected))
    }
  }

  @Test(arguments: [
    CalendarReference(account: AccountID("new@example.com"), calendar: SandboxBench.calendar.calendar),
    CalendarReference(account: SandboxBench.host, calendar: CalendarID("primary")),
  ])
  func `the booked calendar under another name is not in its own way`(alias: CalendarReference) async throws {
    try await withSandbox { google in
      try await placed(google)
      #expect(await look(google, others: [alias]) == .looked(ownSeen: true, inTheWay: []))
    }
  }

  @Test func `the primary calendar of another account is another calendar`() async throws {
    try await withSandbox { google in
      let colleague = CalendarReference(account: AccountID("colleague@example.com"), calendar: CalendarID("primary"))
      try await google.addAccount(colleague.account)
      try await google.person(
        #"{"start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T10:00:00Z"}}"#,
        in: colleague.account.rawValue, of: colleague.account)
      let own = CalendarReference(account: SandboxBench.host, calendar: CalendarID("primary"))
      let attempt = Attempts.attempt(in: own)
      _ = await google.calendars.place(Attempts.placement(attempt), by: google.deadline)
      #expect(
        await google.calendars.look(Attempts.inspection(attempt, others: [colleague]), by: google.deadline)
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.hours(9, 10), mark: .foreign)]))
    }
  }

  @Test func `a day off in the way is seen in the calendar's own zone`() async throws {
    try await withSandbox { google in
      try await google.send(
        "POST", "/sandbox/calendars",
        #"{"id":"\#(work.calendar)","owner":"host@example.com","summary":"Work","timeZone":"America/New_York"}"#)
      try await placed(google)
      // In New York the 22nd ends at 05:00Z of the 23rd, the 23rd begins there.
      try await google.person(
        #"{"start":{"date":"2026-11-22"},"end":{"date":"2026-11-23"}}"#, in: work.calendar.rawValue)
      #expect(await look(google, others: [work]) == .looked(ownSeen: true, inTheWay: []))
      try await google.person(
        #"{"start":{"date":"2026-11-23"},"end":{"date":"2026-11-24"}}"#, in: work.calendar.rawValue)
      #expect(
        await look(google, others: [work])
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.hours(5, 29), mark: .foreign)]))
    }
  }
}
