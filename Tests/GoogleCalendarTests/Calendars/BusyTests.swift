import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct BusyTests {
  let colleague = AccountID("colleague@example.com")
  let day = Attempts.hours(0, 24)

  func periods(_ reading: BusyReading?) -> Set<Interval>? {
    if case .known(let sightings, _) = reading { Set(sightings.map(\.period)) } else { nil }
  }

  func busy(
    _ google: SandboxBench, _ calendars: [CalendarReference] = [SandboxBench.calendar], in interval: Interval? = nil
  ) async -> [CalendarReference: BusyReading] {
    await google.calendars.busy(calendars, in: interval ?? day, by: google.deadline)
  }

  @Test func `what blocks is busy, what does not is free`() async throws {
    try await withSandbox { google in
      try await google.person(hours: 8...9)
      try await google.person(hours: 9...10, #","transparency":"transparent""#)
      try await google.person(hours: 10...11, #","status":"tentative""#)
      try await google.person(hours: 11...12, #","eventType":"outOfOffice""#)
      try await google.person(hours: 12...13, #","eventType":"focusTime""#)
      try await google.person(
        #"{"start":{"date":"2026-11-23"},"end":{"date":"2026-11-24"},"eventType":"workingLocation","transparency":"transparent","visibility":"public","workingLocationProperties":{"type":"homeOffice","homeOffice":{}}}"#
      )
      let gone = try await google.person(hours: 14...15)
      try await google.send("DELETE", "/sandbox/people/host@example.com/events/host@example.com/\(gone)")
      let reading = await busy(google)[SandboxBench.calendar]
      #expect(
        periods(reading) == [
          Attempts.hours(8, 9), Attempts.hours(10, 11), Attempts.hours(11, 12), Attempts.hours(12, 13),
        ])
    }
  }

  @Test func `each instance of a series counts, moved and cancelled ones as they are`() async throws {
    try await withSandbox { google in
      try await google.person(
        #"{"start":{"dateTime":"2026-11-23T10:00:00+01:00","timeZone":"Europe/Berlin"},"end":{"dateTime":"2026-11-23T11:00:00+01:00","timeZone":"Europe/Berlin"},"recurrence":["RRULE:FREQ=DAILY;COUNT=3"]}"#
      )
      let reading = await busy(google, in: Attempts.hours(0, 48))[SandboxBench.calendar]
      #expect(periods(reading) == [Attempts.hours(9, 10), Attempts.hours(33, 34)])
    }
  }

  @Test func `an invitation that the host declined is free, one not answered is not`() async throws {
    try await withSandbox { google in
      try await google.addAccount(colleague)
      for (hour, answer) in [(9, "declined"), (11, "needsAction"), (13, "accepted")] {
        let start = hour < 10 ? "0\(hour)" : "\(hour)"
        try await google.person(
          #"{"summary":"Meeting","start":{"dateTime":"2026-11-23T\#(start):00:00Z"},"end":{"dateTime":"2026-11-23T\#(hour + 1):00:00Z"},"attendees":[{"email":"colleague@example.com","responseStatus":"accepted"},{"email":"host@example.com","responseStatus":"\#(answer)"}]}"#
        )
      }
      let reading = await busy(google)[SandboxBench.calendar]
      #expect(periods(reading) == [Attempts.hours(11, 12), Attempts.hours(13, 14)])
    }
  }

  @Test func `an all-day event blocks its day in the calendar's zone, not in ours`() async throws {
    try await withSandbox { google in
      let tokyo = CalendarReference(account: SandboxBench.host, calendar: CalendarID("tokyo@group.calendar.google.com"))
      try await google.send(
        "POST", "/sandbox/calendars",
        #"{"id":"\#(tokyo.calendar)","owner":"host@example.com","summary":"Tokyo","timeZone":"Asia/Tokyo"}"#)
      for calendar in ["host@example.com", tokyo.calendar.rawValue] {
        try await google.person(#"{"start":{"date":"2026-11-23"},"end":{"date":"2026-11-24"}}"#, in: calendar)
      }
      let readings = await busy(google, [SandboxBench.calendar, tokyo])
      #expect(periods(readings[SandboxBench.calendar]) == [Attempts.hours(-1, 23)])
      #expect(periods(readings[tokyo]) == [Attempts.hours(-9, 15)])
      // After 15:00Z the day is over in Tokyo, whatever Google lists for that window.
      let evening = await busy(google, [tokyo], in: Attempts.hours(15, 23))
      #expect(periods(evening[tokyo]) == [])
    }
  }

  @Test func `a day more on either side is asked for, because Google chooses days by another zone`() async throws {
    try await withSandbox { google in
      _ = await busy(google)
      let log = try await google.send("GET", "/sandbox/log").array
      let query = try #require(log?.compactMap { $0["query"]?.string }.first { $0.contains("timeMin") })
      #expect(query.contains("timeMin=2026-11-22T00%3A00%3A00Z"))
      #expect(query.contains("timeMax=2026-11-25T00%3A00%3A00Z"))
    }
  }

  @Test func `pages of one row and empty ones make no difference`() async throws {
    try await withSandbox { google in
      for hour in 8...12 { try await google.person(hours: hour...hour + 1) }
      let whole = periods(await busy(google)[SandboxBench.calendar])
      try await google.settings(#"{"pageSize":1,"emptyPages":1}"#)
      #expect(periods(await busy(google)[SandboxBench.calendar]) == whole)
      #expect(whole?.count == 5)
    }
  }

  @Test func `a calendar shown as free or busy only is read as such`() async throws {
    try await withSandbox { google in
      try await google.addAccount(colleague)
      try await google.send(
        "POST", "/sandbox/acl",
        #"{"calendar":"colleague@example.com","scope":"user:host@example.com","role":"freeBusyReader"}"#)
      let shown = CalendarReference(account: SandboxBench.host, calendar: CalendarID("colleague@example.com"))
      for (hour, more) in [("09", ""), ("11", #","transparency":"transparent""#)] {
        try await google.person(
          #"{"summary":"Secret","start":{"dateTime":"2026-11-23T\#(hour):00:00Z"},"end":{"dateTime":"2026-11-23T\#(hour):30:00Z"}\#(more)}"#,
          in: "colleague@example.com", of: colleague)
      }
      #expect(periods(await busy(google, [shown])[shown]) == [Attempts.period])
      #expect(try await google.requests() == ["GET 200", "POST 200"])
    }
  }

  @Test func `with the grant for free or busy only, one question serves all calendars`() async throws {
    try await withSandbox(scopes: ["freebusy"]) { google in
      let other = CalendarReference(account: SandboxBench.host, calendar: CalendarID("other@group.calendar.google.com"))
      let missing = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      try await google.send(
        "POST", "/sandbox/calendars", #"{"id":"\#(other.calendar)","owner":"host@example.com","summary":"Other"}"#)
      try await google.person(hours: 9...10)
      let readings = await busy(google, [SandboxBench.calendar, other, missing])
      #expect(periods(readings[SandboxBench.calendar]) == [Attempts.hours(9, 10)])
      #expect(periods(readings[other]) == [])
      #expect(readings[missing] == .unknown(.noAccess))
      #expect(try await google.requests().sorted() == ["GET 403", "GET 403", "GET 403", "POST 200"])
    }
  }

  @Test func `a calendar that may not be listed is asked for its free and busy times alone the next time`() async throws
  {
    try await withSandbox(scopes: ["freebusy"]) { google in
      try await google.person(hours: 9...10)
      for _ in 1...2 { #expect(periods(await busy(google)[SandboxBench.calendar]) == [Attempts.hours(9, 10)]) }
      #expect(try await google.requests() == ["GET 403", "POST 200", "POST 200"])
    }
  }

  @Test func `a calendar that shows no details is asked for its free and busy times alone the next time`() async throws
  {
    try await withSandbox { google in
      let shown = try await google.share(colleague, as: "freeBusyReader")
      try await google.person(
        #"{"start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T10:00:00Z"}}"#,
        in: "colleague@example.com", of: colleague)
      try await google.person(hours: 11...12)
      for _ in 1...2 {
        let readings = await busy(google, [shown, SandboxBench.calendar])
        #expect(periods(readings[shown]) == [Attempts.hours(9, 10)])
        #expect(periods(readings[SandboxBench.calendar]) == [Attempts.hours(11, 12)])
      }
      let requests = try await google.requests()
      #expect(requests.prefix(3).sorted() == ["GET 200", "GET 200", "POST 200"])
      #expect(requests.dropFirst(3).sorted() == ["GET 200", "POST 200"])
    }
  }

  @Test func `a calendar whose free and busy times fail is listed again`() async throws {
    try await withSandbox { google in
      let shown = try await google.share(colleague, as: "freeBusyReader")
      #expect(periods(await busy(google, [shown])[shown]) == [])
      // Now it shows everything.
      _ = try await google.share(colleague, as: "reader")
      try await google.fault(#"{"match":{"path":"/calendar/v3/freeBusy"},"do":{"status":403,"reason":"x"}}"#)
      for _ in 1...2 { #expect(periods(await busy(google, [shown])[shown]) == []) }
      #expect(try await google.requests() == ["GET 200", "POST 200", "POST 403", "GET 200", "GET 200"])
    }
  }

  @Test func `what is remembered of hidden calendars lapses after some minutes and is bounded`() {
    let clock = HandClock()
    let hidden = HiddenCalendars(clock: clock)
    let calendars = (0...HiddenCalendars.most).map {
      CalendarReference(account: SandboxBench.host, calendar: CalendarID("\($0)"))
    }
    hidden.remember(calendars[0])
    clock.advance(by: HiddenCalendars.memory - .milliseconds(1))
    #expect(hidden.contains(calendars[0]))
    for calendar in calendars.dropFirst() { hidden.remember(calendar) }
    #expect(hidden.count == HiddenCalendars.most)
    #expect(!hidden.contains(calendars[0]))
    #expect(hidden.contains(calendars[1]))
    clock.advance(by: HiddenCalendars.memory)
    #expect(!hidden.contains(calendars[1]))
    hidden.remember(calendars[0])
    hidden.forget(calendars[0])
    #expect(!hidden.contains(calendars[0]))
  }

  @Test func `a long window is asked for in parts, and no part may fail`() async throws {
    try await withSandbox(scopes: ["freebusy"]) { google in
      try await google.person(hours: 9...10)
      try await google.person(
        #"{"start":{"dateTime":"2027-03-01T09:00:00Z"},"end":{"dateTime":"2027-03-01T10:00:00Z"}}"#)
      let long = Attempts.hours(0, 150 * 24)
      #expect(periods(await busy(google, in: long)[SandboxBench.calendar])?.count == 2)
      try await google.fault(
        #"{"match":{"path":"/calendar/v3/freeBusy"},"after":1,"times":1,"do":{"status":403,"reason":"x"}}"#)
      #expect(await busy(google, in: long)[SandboxBench.calendar] == .unknown(.noAccess))
    }
  }

  @Test(arguments: [
    #"{"calendars":{}}"#, #"{}"#, #"{"calendars":{"host@example.com":{}}}"#,
    #"{"calendars":{"host@example.com":{"busy":[],"errors":[{"reason":"internalError"}]}}}"#,
    #"{"calendars":{"HOST@EXAMPLE.COM":{"busy":[]}}}"#,
  ])
  func `a free or busy answer that leaves a calendar out does not make it free`(body: String) async throws {
    try await withSandbox(scopes: ["freebusy"]) { google in
      let escaped = body.replacing("\"", with: "\\\"")
      try await google.fault(#"{"match":{"path":"/calendar/v3/freeBusy"},"do":{"status":200,"body":"\#(escaped)"}}"#)
      #expect(await busy(google)[SandboxBench.calendar] == .unknown(.unreachable))
    }
  }

  @Test func `one calendar that fails does not take the others along`() async throws {
    try await withSandbox { google in
      try await google.person(hours: 9...10)
      let lost = CalendarReference(account: SandboxBench.host, calendar: CalendarID("nobody@example.com"))
      let unconnected = CalendarReference(account: AccountID("new@example.com"), calendar: CalendarID("primary"))
      let dead = CalendarReference(account: AccountID("dead@example.com"), calendar: CalendarID("primary"))
      google.tokens.set(.needsReconnecting, for: dead.account)
      let readings = await busy(google, [SandboxBench.calendar, lost, unconnected, dead, SandboxBench.calendar])
      #expect(readings.count == 4)
      #expect(periods(readings[SandboxBench.calendar]) == [Attempts.hours(9, 10)])
      #expect(readings[lost] == .unknown(.noAccess))
      #expect(readings[unconnected] == .unknown(.notConnected))
      #expect(readings[dead] == .unknown(.needsReconnecting))
    }
  }

  @Test func `a calendar that cannot be read in time is unknown`() async throws {
    try await withSandbox { google in
      try await google.fault(#"{"match":{"path":"/calendar/v3"},"do":{"delayMs":2000}}"#)
      let reading = await google.calendars.busy(
        [SandboxBench.calendar], in: day, by: Deadline(in: .milliseconds(300), on: google.clock))
      #expect(reading == [SandboxBench.calendar: .unknown(.unreachable)])
    }
  }

  @Test func `calendars are read side by side`() async throws {
    // Nobody is answered before all eight have asked.
    let gate = Gate(8)
    try await withGate(gate, answer: #"{"items":[]}"#) { url, http in
      let clock = RealClock()
      let tokens = StubTokens([SandboxBench.host: "t"])
      let client = GoogleCalendarClient(
        base: url, exchange: AsyncHTTPExchange(client: http, clock: clock), tokens: tokens, clock: clock,
        table: .patient, meter: MeterLog().meter, logger: LogLines().logger)
      let calendars = GoogleCalendars(
        client: client, tokens: tokens, ledger: SandboxBench.ledger, zones: nil, clock: clock, logger: LogLines().logger
      )
      let asked = (0..<8).map { CalendarReference(account: SandboxBench.host, calendar: CalendarID("\($0)")) }
      let readings = await calendars.busy(asked, in: day, by: Deadline(in: .seconds(40), on: clock))
      #expect(readings.count == 8)
      #expect(readings.values.allSatisfy { periods($0) == [] })
    }
  }

  @Test func `standing and preparation are the tokens' business`() async throws {
    try await withSandbox { google in
      google.tokens.set(canInvite: false)
      #expect(await google.calendars.standing(of: SandboxBench.host) == AccountStanding(trouble: nil, canInvite: false))
      await google.calendars.prepare([SandboxBench.host], by: google.deadline)
      #expect(google.tokens.prepared == [SandboxBench.host])
    }
  }
}
