import LedgerContract
import Scheduling
import Testing

@testable import Desk

/// Nothing that a model writes reaches another desk, or another caller's appointment (facts: security 8, 9, 13, 14, 16 and
/// 18). Desk and caller come from the credential and the platform's own word alone.
@Suite struct `Confinement` {
  static let tools = [
    "check_availability", "create_event", "find_events", "reschedule_event", "cancel_event", "hold_slot",
    "take_message",
  ]

  /// What each tool does something with, when nothing is wrong.
  static func usual(_ tool: String) -> [JSONValue.Member] {
    switch tool {
    case "create_event", "hold_slot", "reschedule_event":
      [.init("start", "2026-11-26T10:00:00"), .init("name", "Mallory")]
    case "take_message": [.init("message", "Call me")]
    default: []
    }
  }

  /// Names that a model may invent for what it must not choose, and those of the tools' own arguments.
  static let names = [
    "tenantId", "desk", "deskKey", "calendarId", "calendar_id", "calendar", "account", "userId", "role", "phone",
    "caller", "callerNumber", "customer", "call", "callId", "toolCallId", "booking", "bookingId", "eventId", "event",
    "confirmationCode", "confirmation_code", "host", "service", "slot", "name", "email", "attendees", "metadata",
  ]

  static func foreign(_ desks: TwoDesks) throws -> [JSONValue] {
    let far = desks.before[1]
    let near = desks.before[0]
    let code = try #require(far.code)
    return [
      .string(desks.elsewhere.key.rawValue), .string(Office.second.account.rawValue),
      .string(far.id.rawValue), .string(far.attempt.token.rawValue), .string(code.rawValue),
      .string(try #require(far.event).event.rawValue), .string(near.id.rawValue),
      .string(near.attempt.token.rawValue), "+14155550123", "victims-call", "Zebediah Quux", "admin",
    ]
  }

  @Test(arguments: tools) func `no value in any argument reaches another desk's or caller's appointment`(
    tool: String
  ) async throws {
    let desks = try await TwoDesks()
    let secrets = desks.secrets
    for (row, name) in Self.names.enumerated() {
      for (column, value) in try Self.foreign(desks).enumerated() {
        let forms: [[JSONValue.Member]] = [
          [.init(name, value)], [.init(name, ["id": value, "value": value])], [.init(name, .array([value]))],
          [.init(name, "x"), .init(name, value)], [.init(name, value), .init(name, "x")],
        ]
        // Each form once over the table: all of them with every pair would say no more.
        let form = forms[(row + column) % forms.count]
        // Another call each time, so that neither limit on wrong codes ends the search before its time.
        let context = CallContext(call: CallID("call-\(row)-\(column)"), caller: nil)
        let answer = await desks.ask(
          tool, .object(form + Self.usual(tool)), id: "\(row)-\(column)", in: context)
        for secret in secrets {
          #expect(!answer.line.contains(secret) && !answer.facts.text.contains(secret), "\(name): \(answer.line)")
        }
        #expect(!answer.line.contains("November 27 at"), "\(name): \(answer.line)")
        #expect(answer.kind != .moved && answer.kind != .cancelled && answer.kind != .found, "\(name): \(answer.line)")
        desks.office.clock.advance(by: .minutes(2))
      }
    }
    try await desks.expectUntouched("\(tool)")
  }

  @Test(arguments: ["find_events", "cancel_event", "reschedule_event"])
  func `a code is good at its own desk alone, and a foreign one sounds like a wrong one`(tool: String) async throws {
    let desks = try await TwoDesks()
    let code = try #require(desks.before[1].code).rawValue
    let arguments: JSONValue = ["confirmationCode": .string(code), "start": "2026-11-26T10:00:00"]
    let foreign = await desks.ask(tool, arguments, id: "foreign")
    let wrong = await desks.ask(
      tool, ["confirmationCode": "222222", "start": "2026-11-26T10:00:00"], id: "wrong",
      in: CallContext(call: CallID("another")))
    #expect(foreign.line == wrong.line)
    #expect(foreign.kind == .ask)
    try await desks.expectUntouched("\(tool)")
  }

  @Test func `the same ids, number, time and calendar name at two desks are two wishes`() async throws {
    let desks = try await TwoDesks()
    let wish: JSONValue = ["start": "2026-11-26T10:00:00", "name": "Mallory"]
    let here = await desks.ask("create_event", wish, id: "same")
    let there = await desks.ask("create_event", wish, id: "same", at: desks.elsewhere)
    #expect(here.kind == .booked && there.kind == .booked, "\(here.line) / \(there.line)")
    #expect(here.facts["confirmationCode"] != there.facts["confirmationCode"])
    #expect(await desks.ask("create_event", wish, id: "same") == here)
    #expect(await desks.ask("create_event", wish, id: "same", at: desks.elsewhere) == there)
    #expect(await desks.ask("cancel_event", [:], id: "gone").kind == .cancelled)
    let found = await desks.ask("find_events", [:], id: "find", at: desks.elsewhere)
    #expect(found.line.hasPrefix("1 appointment found."), "\(found.line)")
    await desks.office.settler.round()
    #expect(desks.office.calendars.ours(in: Office.owner).count == 1, "the victim's")
    #expect(desks.office.calendars.ours(in: Office.second).count == 2)
  }

  @Test func `a time that was never offered is refused by whatever tool, and so is an invented slot`() async throws {
    let desks = try await TwoDesks()
    _ = await desks.ask("create_event", ["start": "2026-11-26T10:00:00"], id: "own")
    let calls = desks.office.calendars.calls
    for tool in ["create_event", "hold_slot", "reschedule_event"] {
      for hour in Array(0..<9) + Array(17..<24) {
        let start = "2026-11-25T\(hour < 10 ? "0" : "")\(hour):00:00-05:00"
        let answer = await desks.ask(tool, ["start": .string(start)], id: "\(tool) \(hour)")
        #expect(![.booked, .kept, .moved, .held].contains(answer.kind), "\(answer.line)")
      }
      for slot in ["K7Q2222", "1795590000", "kim@2026-11-25T03:00", "0000000000000000", "*"] {
        let answer = await desks.ask(tool, ["slot": .string(slot)], id: "\(tool) \(slot)")
        #expect(![.booked, .kept, .moved, .held].contains(answer.kind), "\(answer.line)")
      }
      for days in [-2, 61, 400] {
        let day = CivilDate(year: 2026, month: 11, day: 25)?.adding(days: days)
        let start = "\(try #require(day))T10:00:00"
        let answer = await desks.ask(tool, ["start": .string(start)], id: "\(tool) \(days)")
        #expect(![.booked, .kept, .moved, .held].contains(answer.kind), "\(answer.line)")
      }
    }
    let written = desks.office.calendars.calls.dropFirst(calls.count).filter { $0 == "place" || $0 == "shift" }
    #expect(written.isEmpty)
  }

  @Test func `one tool call ends one appointment at most, however many it names`() async throws {
    let office = try await Office()
    var codes: [JSONValue] = []
    for hour in 10...12 { codes.append(.string(try await office.book("2026-11-25T\(hour):00:00", id: "b\(hour)"))) }
    for (index, arguments)
      in ([
        ["confirmationCode": .array(codes)], ["confirmationCode": "all"], ["booking": .array(codes)],
        ["all": true], ["confirmationCode": .string("\(codes.compactMap(\.string).joined(separator: ", "))")],
      ] as [JSONValue]).enumerated()
    {
      let answer = await office.ask("cancel_event", arguments, id: "all-\(index)")
      #expect(answer.kind == .ask, "\(answer.line)")
    }
    #expect(await office.ask("cancel_event", ["confirmationCode": codes[0]], id: "one").kind == .cancelled)
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).count == 2)
  }

  @Test(
    arguments: ["create_event", "reschedule_event", "cancel_event", "take_message"],
    [.seconds(1), .minutes(10), .hours(25)] as [Duration])
  func `a message that is played again has no second effect`(tool: String, after: Duration) async throws {
    let desks = try await TwoDesks()
    if tool == "reschedule_event" || tool == "cancel_event" {
      _ = await desks.ask("create_event", ["start": "2026-11-30T09:00:00"], id: "own")
    }
    let arguments: JSONValue =
      tool == "cancel_event" ? [:] : ["start": "2026-11-30T10:00:00", "message": "Call me", "name": "Mallory"]
    let first = await desks.ask(tool, arguments, id: "recorded")
    #expect([.booked, .moved, .cancelled, .noted].contains(first.kind), "\(first.line)")
    await desks.office.settler.round()
    let events = desks.office.calendars.ours(in: Office.owner)
    let bookings = try await desks.office.ledger.counts().bookings
    desks.office.clock.advance(by: after)
    await desks.office.settler.round()
    // As the upkeep does each hour.
    try await desks.office.ledger.forget(before: desks.office.clock.now() - Settler.memory)
    #expect(await desks.ask(tool, arguments, id: "recorded") == first)
    await desks.office.settler.round()
    #expect(desks.office.calendars.ours(in: Office.owner) == events)
    #expect(try await desks.office.ledger.counts().bookings == bookings)
    let notices = try await desks.office.ledger.notices(of: nil, includingDone: true, limit: 9)
    #expect(notices.count { $0.kind == .message } == (tool == "take_message" ? 1 : 0))
  }
}
