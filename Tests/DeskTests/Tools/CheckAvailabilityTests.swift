import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Asking for open times` {
  @Test func `an answer names today, weekday, date, zone and three times with their slots`() async throws {
    let office = try await Office()
    let answer = await office.ask("check_availability", ["when": "2026-11-25"])
    #expect(answer.kind == .offered)
    let slots = try #require(answer.facts["slots"]?.array)
    let codes = slots.compactMap { $0["slot"]?.string }
    #expect(codes.count == 3)
    #expect(
      answer.line
        == "Today is Tuesday, November 24. Open in New York time on Wednesday, November 25: "
        + "9:00 AM (slot \(codes[0])), 1:00 PM (slot \(codes[1])), 4:30 PM (slot \(codes[2])).")
  }

  @Test func `every offered slot can be booked`() async throws {
    let office = try await Office()
    let answer = await office.ask("check_availability", ["when": "2026-11-25"])
    for (index, slot) in try #require(answer.facts["slots"]?.array).enumerated() {
      let booked = await office.ask("create_event", ["slot": try #require(slot["slot"])], id: "book-\(index)")
      #expect(booked.kind == .booked)
      #expect(booked.facts["start"] == slot["start"])
    }
  }

  @Test func `the article's arguments give the busy periods of the window`() async throws {
    let office = try await Office()
    office.calendars.add(Interval(start: try .at("2026-11-25T08:00:00-05:00"), duration: .hours(2)), to: Office.owner)
    let answer = await office.ask(
      "check_availability",
      [
        "calendarId": "owner@example.com", "timeMin": "2026-11-25T09:00:00-05:00",
        "timeMax": "2026-11-25T17:00:00-05:00",
      ])
    #expect(answer.kind == .offered)
    #expect(
      answer.facts["busySlots"]?.array == [
        ["start": "2026-11-25T09:00:00-05:00", "end": "2026-11-25T10:00:00-05:00"]
      ])
  }

  @Test func `a time that is open is confirmed with its slot`() async throws {
    let office = try await Office()
    let answer = await office.ask("check_availability", ["when": "2026-11-25T14:10:00"])
    #expect(answer.kind == .offered)
    #expect(answer.line.contains("Yes, Wednesday, November 25 at 2:10 PM New York time is open. Book it with slot "))
  }

  @Test func `a time that is not open comes with the nearest that are`() async throws {
    let office = try await Office()
    office.calendars.add(
      Interval(start: try .at("2026-11-25T14:00:00-05:00"), duration: .minutes(30)), to: Office.owner)
    let answer = await office.ask("check_availability", ["when": "2026-11-25T14:00:00"])
    #expect(answer.kind == .nothing)
    #expect(answer.facts["reason"] == "fully booked")
    #expect(
      answer.facts["slots"]?.array?.compactMap { $0["start"]?.string } == [
        "2026-11-25T13:30:00-05:00", "2026-11-25T14:30:00-05:00", "2026-11-25T15:00:00-05:00",
      ])
  }

  struct Reason: Sendable {
    let arguments: JSONValue
    let reason: String
  }

  static let reasons = [
    Reason(arguments: ["when": "2026-11-28"], reason: "closed"),
    Reason(arguments: ["when": "2026-11-24T09:00:00"], reason: "too soon"),
    Reason(arguments: ["when": "2027-11-24T09:00:00"], reason: "too far"),
    Reason(arguments: ["when": "2026-11-25T20:00:00"], reason: "closed"),
    Reason(arguments: ["timeMin": "2026-11-24T09:00:00", "timeMax": "2026-11-24T10:00:00"], reason: "too soon"),
    Reason(arguments: ["timeMin": "2026-11-28T09:00:00", "timeMax": "2026-11-29T17:00:00"], reason: "closed"),
  ]

  @Test(arguments: reasons) func `it says why not`(row: Reason) async throws {
    let office = try await Office()
    let answer = await office.ask("check_availability", row.arguments)
    #expect(answer.kind == .nothing)
    #expect(answer.facts["reason"]?.string == row.reason)
    #expect(answer.facts["slots"]?.array?.isEmpty == false)
  }

  @Test func `a full day is fully booked and the next days are named`() async throws {
    let office = try await Office()
    office.calendars.add(Interval(start: try .at("2026-11-25T00:00:00-05:00"), duration: .days(1)), to: Office.owner)
    let answer = await office.ask("check_availability", ["when": "2026-11-25"])
    #expect(answer.line.hasPrefix("Today is Tuesday, November 24. That time is fully booked. The nearest open: "))
  }

  @Test(arguments: CalendarTrouble.allCases)
  func `a calendar that cannot be read is never free`(trouble: CalendarTrouble) async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.unreadable[Office.owner] = trouble }
    let answer = await office.ask("check_availability", ["when": "2026-11-25"])
    #expect(answer.kind == .unreachable)
    #expect(answer.line.contains("Offer to take a message"))
    #expect(answer.facts["slots"] == nil)
  }

  @Test func `one host's trouble leaves the others bookable`() async throws {
    let office = try await Office(.clinic(hosts: Self.twoHosts))
    office.calendars.state.withLock { $0.unreadable[Office.owner] = .unreachable }
    let answer = await office.ask("check_availability", ["when": "2026-11-25"])
    #expect(answer.kind == .offered)
    #expect(answer.facts["slots"]?.array?.allSatisfy { $0["host"] == "lee" } == true)
  }

  @Test func `a blocking calendar that cannot be read blocks its host`() async throws {
    let host = Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])
    let office = try await Office(.clinic(hosts: [host]))
    office.calendars.state.withLock { $0.unreadable[Office.second] = .noAccess }
    #expect(await office.ask("check_availability", ["when": "2026-11-25"]).kind == .unreachable)
  }

  @Test func `own bookings block whatever the calendar says`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    office.calendars.state.withLock { $0.entries = [:] }
    let answer = await office.ask("check_availability", ["when": "2026-11-25T14:00:00"])
    #expect(answer.kind == .nothing)
  }

  static let twoHosts = [
    Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner),
    Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second),
  ]

  @Test func `among several hosts the wish must name one`() async throws {
    let office = try await Office(.clinic(hosts: Self.twoHosts))
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "calendarId": "invented@example.com"])
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("who would you like to see, Dr. Kim or Dr. Lee?"))
    #expect(office.calendars.calls.isEmpty)
  }

  struct Naming: Sendable {
    let arguments: JSONValue
    var hints: [String] = []
    let host: String
  }

  static let namings = [
    Naming(arguments: ["host": "lee"], host: "lee"),
    Naming(arguments: ["host": "DR. LEE"], host: "lee"),
    Naming(arguments: ["calendarId": "Second@Example.com"], host: "lee"),
    Naming(arguments: [:], hints: ["lee"], host: "lee"),
    Naming(arguments: [:], hints: ["stranger", "second@example.com"], host: "lee"),
    Naming(arguments: ["host": "kim"], hints: ["lee"], host: "kim"),
  ]

  @Test(arguments: namings) func `a host is chosen among the desk's own`(row: Naming) async throws {
    let office = try await Office(.clinic(hosts: Self.twoHosts))
    guard case .object(let members) = row.arguments else { return }
    let arguments = JSONValue.object(members + [.init("start", "2026-11-25T14:00:00")])
    let context = CallContext(call: CallID("call-1"), hints: row.hints)
    let answer = await office.ask("create_event", arguments, in: context)
    #expect(answer.kind == .booked)
    #expect(answer.facts["host"]?.string == row.host)
  }

  @Test func `a slot names its host`() async throws {
    let office = try await Office(.clinic(hosts: Self.twoHosts))
    let answer = await office.ask("check_availability", ["when": "2026-11-25", "host": "Dr. Lee"])
    let slot = try #require(answer.facts["slots"]?.array?.first?["slot"])
    let booked = await office.ask("create_event", ["slot": slot])
    #expect(booked.facts["host"] == "lee")
    #expect(booked.line.contains(" with Dr. Lee."))
  }

  @Test func `a call that begins gets its tokens ready`() async throws {
    let office = try await Office()
    await office.receptionist.callBegan(Office.call, at: office.desk)
    #expect(office.calendars.calls == ["prepare owner@example.com"])
  }
}
