import LedgerContract
import Scheduling
import Testing

@testable import Desk

/// Every absurd argument has an answer that says the one thing to ask or do next, and nothing is written for it.
@Suite struct `Bad arguments` {
  struct Case: Sendable, CustomTestStringConvertible {
    let tool: String
    let arguments: JSONValue
    let kind: AnswerKind
    let says: String
    var testDescription: String { "\(tool) \(arguments.text)" }

    init(_ tool: String, _ arguments: JSONValue, _ kind: AnswerKind = .ask, says: String) {
      self.tool = tool
      self.arguments = arguments
      self.kind = kind
      self.says = says
    }
  }

  static let cases: [Case] = [
    Case("create_event", [:], says: "which day and time"),
    Case("create_event", ["start": .null], says: "which day and time"),
    Case("create_event", ["start": "null"], says: "which day and time"),
    Case("create_event", ["start": ""], says: "which day and time"),
    Case("create_event", ["start": "2026-11-25"], says: "which time on Wednesday, November 25"),
    Case("create_event", ["start": "soonish"], says: "start is not a date or time"),
    Case("create_event", ["start": .array(["a", "b"])], says: "which day and time"),
    Case("create_event", ["start": "2026-02-30T14:00:00"], says: "no such date"),
    Case("create_event", ["start": "2023-11-25T14:00:00"], says: "past year. Today is Tuesday, November 24, 2026"),
    Case("create_event", ["start": "2023-11-25T14:00:00Z"], says: "past year. Today is Tuesday, November 24, 2026"),
    Case("create_event", ["start": "2026-11-23T14:00:00"], says: "already passed. Today is Tuesday"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "end": "2026-11-25T13:00:00"], says: "not after the start"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "end": "2026-11-26T14:00:00"], says: "takes 30 minutes"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": 1440], says: "takes 30 minutes"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": -30], says: "whole number of minutes"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": "half an hour"], says: "whole number"),
    Case(
      "create_event", ["start": "2026-11-25T14:00:00+02:00"],
      says: "November 25 at 2:00 PM or Wednesday, November 25 at 7:00 AM in New York time"),
    Case("create_event", ["start": "2027-03-14T02:30:00"], says: "does not exist: the clocks go forward"),
    Case("create_event", ["start": "2027-11-07T01:30:00"], says: "2027-11-07T01:30:00-04:00"),
    Case(
      "create_event", ["start": "2026-11-25T14:00:00", "timeZone": "Mars/Olympus"], says: "not the name of a time zone"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "email": "ada at example"], says: "e-mail address"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "attendees": ["ada"]], says: "e-mail address"),
    Case("create_event", ["slot": "K7QQQQQQQ"], says: "slot code is not one of ours"),
    Case("create_event", ["start": "2026-11-25T03:00:00"], .nothing, says: "outside opening hours"),
    Case("create_event", ["start": "2026-11-28T11:00:00"], .nothing, says: "outside opening hours"),
    Case("create_event", ["start": "2026-11-24T09:00:00"], .nothing, says: "too soon: 2 hours notice"),
    Case("create_event", ["start": "2027-11-24T10:00:00"], .nothing, says: "too far ahead"),
    Case("create_event", ["start": "2026-11-25T16:45:00"], .nothing, says: "outside opening hours"),
    Case(
      "create_event", ["start": "2026-11-25T14:00:00", "service": "haircut"],
      says: "What is offered is Consultation: ask whether that suits"),
    Case("check_availability", ["service": "haircut"], says: "What is offered is Consultation"),
    Case("hold_slot", ["start": "2026-11-25T14:00:00", "service": "haircut"], says: "What is offered is Consultation"),
    Case("check_availability", ["service": ["name": "consultation"]], says: "service is not a text"),
    Case("check_availability", ["service": 7], says: "service is not a text"),
    Case("check_availability", ["host": true], says: "host is not a text"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "name": ["first": "Ada"]], says: "name is not a text"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "name": 42], says: "name is not a text"),
    Case("create_event", ["start": "2026-11-25T14:00:00", "name": .array(["Ada", "Bo"])], says: "name is not a text"),
    Case("hold_slot", ["start": "2026-11-25T14:00:00", "name": true], says: "name is not a text"),
    Case("find_events", ["name": ["first": "Ada"]], says: "name is not a text"),
    Case("take_message", ["message": "Hello", "name": ["first": "Ada"]], says: "name is not a text"),
    Case("check_availability", ["timeMin": "tomorrowish"], says: "timeMin is not a date or time"),
    Case("check_availability", ["timeMin": "2023-10-04T00:00:00Z"], says: "past year. Today is Tuesday"),
    Case(
      "check_availability", ["timeMin": "2026-11-25T17:00:00", "timeMax": "2026-11-25T09:00:00"],
      says: "timeMax is not after timeMin"),
    Case("check_availability", ["when": "2026-11-31"], says: "no such date"),
    Case("check_availability", ["timeMin": "2026-11-25", "durationMinutes": "90"], says: "takes 30 minutes"),
    Case("sing_a_song", [:], .refused, says: "The tools are check_availability, create_event, find_events"),
    Case("hold_slot", [:], says: "which day and time"),
    Case("hold_slot", ["slot": "K7QQQQQQQ"], says: "slot code is not one of ours"),
    Case("hold_slot", ["start": "2026-11-25"], says: "which time on Wednesday, November 25"),
    Case("hold_slot", ["start": "2026-11-25T14:00:00", "durationMinutes": 45], says: "takes 30 minutes"),
    Case("find_events", [:], says: "Ask for the confirmation code, six letters and digits"),
    Case("find_events", ["confirmationCode": "null"], says: "Ask for the confirmation code"),
    Case("find_events", ["confirmationCode": "ABC"], says: "not a confirmation code"),
    Case("find_events", ["confirmationCode": 123456], says: "not a confirmation code"),
    Case("find_events", ["confirmationCode": ["code": "K7M2RX"]], says: "Ask for the confirmation code"),
    Case("find_events", ["confirmationCode": "K7M2RX"], says: "No appointment here has that confirmation code"),
    Case("cancel_event", [:], says: "Ask for the confirmation code"),
    Case("cancel_event", ["booking": "the one on Tuesday"], says: "No appointment of the caller's is named so"),
    Case("cancel_event", ["booking": true], says: "No appointment of the caller's is named so"),
    Case("cancel_event", ["confirmationCode": "K7M2RX", "booking": "x"], says: "No appointment here has that"),
    Case("reschedule_event", [:], says: "Ask for the confirmation code"),
    Case("reschedule_event", ["start": "2026-11-25T14:00:00"], says: "Ask for the confirmation code"),
    Case("take_message", [:], says: "what the business should know"),
    Case("take_message", ["message": .null], says: "what the business should know"),
    Case("take_message", ["message": ["text": "hello"]], says: "what the business should know"),
  ]

  @Test(arguments: cases) func `an absurd argument is answered, and nothing is written`(_ row: Case) async throws {
    let office = try await Office()
    let answer = await office.ask(row.tool, row.arguments)
    #expect(answer.kind == row.kind)
    #expect(answer.line.contains(row.says), "\(answer.line)")
    #expect(answer.line.count <= 400)
    #expect(!answer.line.contains { $0.isNewline })
    #expect(try await office.ledger.counts().total == 0)
    #expect(!office.calendars.calls.contains("place"))
  }

  static let moves: [(JSONValue, String)] = [
    ([:], "which day and time they would like instead"),
    (["start": "null"], "which day and time they would like instead"),
    (["start": "2026-11-26"], "which time on Thursday, November 26"),
    (["when": "soonish"], "when is not a date or time"),
    (["slot": "K7QQQQQQQ"], "slot code is not one of ours"), (["start": "2023-11-25T14:00:00"], "past year"),
    (["start": "2026-11-23T14:00:00"], "already passed"), (["start": "2027-03-14T02:30:00"], "does not exist"),
    (["start": "2026-11-26T10:00:00", "timeZone": "Mars/Olympus"], "not the name of a time zone"),
  ]

  @Test(arguments: moves) func `a move with an absurd new time moves nothing`(
    _ arguments: JSONValue, _ says: String
  ) async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("reschedule_event", arguments, id: "move")
    #expect(answer.kind == .ask)
    #expect(answer.line.contains(says), "\(answer.line)")
    #expect(!office.calendars.calls.contains("shift"))
  }

  @Test func `arguments that could not be read are asked for again`() async throws {
    let office = try await Office()
    let call = ToolCall(id: ToolCallID("t"), name: "create_event", arguments: .unreadable("the JSON ends too early"))
    let answer = await office.receptionist.answer([call], at: office.desk, in: Office.call)[0]
    #expect(answer.kind == .ask)
    #expect(answer.line == "the JSON ends too early")
  }

  static let generous: [JSONValue] = [
    ["start": "2026-11-25T14:00:00", "durationMinutes": "30"],
    ["start": "2026-11-25T14:00:00", "durationMinutes": .number(30)],
    ["start": "2026-11-25 14:00", "end": "null", "email": "none"],
    ["start": "2026-11-25T14:00", "durationMinutes": "null", "attendees": ["null"], "name": "n/a"],
    ["start": ["dateTime": "2026-11-25T14:00:00-05:00"]],
    ["start": .array(["2026-11-25T14:00:00"]), "durationMinutes": .null],
    ["START": "2026-11-25T19:00:00Z"],
    ["start": "2026-11-25T14:00:00.000-05:00"],
    ["start": "2026-11-25T20:00:00+01:00", "time_zone": "Europe/Berlin"],
    ["start": "2026-11-25T20:00", "timeZone": "Europe/Berlin"],
    ["start": "2026-11-25T14:00:00", "service": "CONSULTATION", "host": "dr. kim"],
    ["start": "2026-11-25T14:00:00", "service": "", "host": "somebody", "calendarId": "other@example.com"],
    ["start": "2026-11-25T14:00:00", "service": "null", "name": .array(["Ada"])],
    ["start": "2026-11-25T14:00:00", "service": "an appointment, please", "name": .array([])],
    ["start": "2026-11-25T14:00:00", "service": "a first consultation"],
    ["start": "2026-11-25T14:00:00", "service": "Consultation appointment"],
  ]

  @Test(arguments: generous) func `what is meant is understood`(arguments: JSONValue) async throws {
    let office = try await Office()
    let answer = await office.ask("create_event", arguments)
    #expect(answer.kind == .booked, "\(answer.line)")
    #expect(answer.facts["start"]?.string == "2026-11-25T14:00:00-05:00")
  }

  /// The grid is for what is offered; whoever asks for another time that is free gets it, in this version.
  @Test(arguments: ["create_event", "hold_slot"])
  func `a free time beside the grid of starts is accepted`(tool: String) async throws {
    let office = try await Office()
    let answer = await office.ask(tool, ["start": "2026-11-25T14:10:00"])
    #expect(answer.kind == (tool == "create_event" ? .booked : .kept), "\(answer.line)")
    #expect(answer.facts["start"]?.string == "2026-11-25T14:10:00-05:00")
  }

  @Test(
    arguments: [
      ("Deep tissue", "deep"), ("tissue, deep", "deep"), ("DEEP-TISSUE massage", nil), ("massage", nil),
      ("deep", "deep"),
    ] as [(String, String?)])
  func `of several services one is meant only by its own words`(_ text: String, _ key: String?) throws {
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(30))
    let offerings = [
      Offering(key: OfferingKey("deep"), name: "Deep tissue", rules: rules),
      Offering(key: OfferingKey("swedish"), name: "Swedish massage", rules: rules),
    ]
    #expect(ServiceName(text).matches(among: offerings)?.key.rawValue == key)
  }
}
