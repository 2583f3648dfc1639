import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

/// The delivery faults V1-V6 of the fault model, for every tool that writes.
@Suite struct `Delivery faults` {
  struct Row: Sendable, CustomTestStringConvertible {
    let tool: String
    let arguments: JSONValue
    let kind: AnswerKind
    /// Whether an appointment is there before.
    let needsBooking: Bool
    var testDescription: String { tool }
  }

  static let rows = [
    Row(
      tool: "create_event", arguments: ["start": "2026-11-26T10:00:00", "name": "Ada"], kind: .booked,
      needsBooking: false),
    Row(tool: "reschedule_event", arguments: ["start": "2026-11-26T10:00:00"], kind: .moved, needsBooking: true),
    Row(tool: "cancel_event", arguments: [:], kind: .cancelled, needsBooking: true),
    Row(tool: "take_message", arguments: ["message": "Call me"], kind: .noted, needsBooking: false),
  ]

  static func office(_ row: Row, napsMoveTheClock: Bool = true) async throws -> Office {
    let office = try await Office(napsMoveTheClock: napsMoveTheClock)
    if row.needsBooking { _ = try await office.book("2026-11-25T14:00:00") }
    return office
  }

  /// Exactly one effect, whichever tool it was.
  static func expectOneEffect(_ row: Row, _ office: Office) async throws {
    await office.settler.round()
    let events = office.calendars.ours(in: Office.owner)
    let notices = try await office.ledger.notices(of: nil, includingDone: true, limit: 9)
    switch row.kind {
    case .booked, .moved:
      #expect(try events.map(\.period.start) == [.at("2026-11-26T10:00:00-05:00")])
      #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
    case .cancelled:
      #expect(events.isEmpty)
      #expect(try await office.ledger.counts().bookings[.cancelled] == 1)
    default: #expect(notices.map(\.kind) == [.message])
    }
  }

  @Test(arguments: rows) func `V1: twenty copies at once, over two processes, are one`(row: Row) async throws {
    let office = try await Self.office(row, napsMoveTheClock: false)
    let other = office.makeReceptionist()
    let answers = await withTaskGroup { group in
      for index in 0..<20 {
        group.addTask {
          await office.ask(row.tool, row.arguments, id: "copy", by: index.isMultiple(of: 2) ? other : nil)
        }
      }
      return await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(Set(answers.map(\.stored.text)).count == 1)
    #expect(answers.first?.kind == row.kind, "\(answers.first?.line ?? "")")
    try await Self.expectOneEffect(row, office)
  }

  @Test(arguments: rows) func `V2: a copy an hour later, to another process, gets the stored answer`(
    row: Row
  ) async throws {
    let office = try await Self.office(row)
    let first = await office.ask(row.tool, row.arguments, id: "copy")
    await office.settler.round()
    office.clock.advance(by: .hours(1))
    let before = office.calendars.calls
    let later = await office.ask(row.tool, row.arguments, id: "copy", by: office.makeReceptionist())
    #expect(later == first)
    #expect(office.calendars.calls == before)
    try await Self.expectOneEffect(row, office)
  }

  @Test(arguments: rows) func `V3: a model that asks again under a new id hears yes, not taken`(row: Row) async throws {
    let office = try await Self.office(row)
    #expect(await office.ask(row.tool, row.arguments, id: "one").kind == row.kind)
    #expect(await office.ask(row.tool, row.arguments, id: "two").kind == row.kind)
    try await Self.expectOneEffect(row, office)
  }

  @Test func `V4: calls of one message that conflict are answered as if one after another`() async throws {
    let office = try await Office()
    func call(_ id: String, _ tool: String, _ arguments: JSONValue) -> ToolCall {
      ToolCall(id: ToolCallID(id), name: tool, arguments: .object(arguments))
    }
    let calls = [
      call("1", "hold_slot", ["start": "2026-11-25T14:00:00"]),
      call("2", "create_event", ["start": "2026-11-25T14:00:00"]),
      call("3", "reschedule_event", ["start": "2026-11-25T15:00:00"]),
      call("4", "reschedule_event", ["start": "2026-11-25T16:00:00"]),
      call("5", "cancel_event", [:]),
      call("6", "reschedule_event", ["start": "2026-11-25T15:00:00"]),
      call("7", "create_event", ["start": "2026-11-25T15:00:00"]),
      call("8", "create_event", ["start": "2026-11-25T15:00:00"]),
    ]
    let answers = await office.receptionist.answer(calls, at: office.desk, in: Office.call)
    #expect(answers.map(\.kind) == [.kept, .booked, .moved, .moved, .cancelled, .ask, .booked, .booked])
    await office.settler.round()
    #expect(try office.calendars.ours(in: Office.owner).map(\.period.start) == [.at("2026-11-25T15:00:00-05:00")])
  }

  struct HangUp: Sendable, CustomTestStringConvertible {
    let step: String
    let tool: String
    let hasMail: Bool
    let policy: HangUpPolicy
    var testDescription: String { "\(tool) at \(step), mail \(hasMail), \(policy.rawValue)" }
  }

  static let hangUps: [HangUp] = {
    var rows: [HangUp] = []
    for (tool, step) in [
      ("create_event", "place"), ("create_event", "look"), ("reschedule_event", "shift"), ("reschedule_event", "look"),
    ] {
      for hasMail in [false, true] {
        for policy in HangUpPolicy.allCases {
          rows.append(HangUp(step: step, tool: tool, hasMail: hasMail, policy: policy))
        }
      }
    }
    return rows
  }()

  @Test(arguments: hangUps)
  func `V5: a hang-up at any step ends in what the caller is told by mail, or in nothing`(row: HangUp) async throws {
    let office = try await Office(.clinic(hangUp: row.policy))
    let mail: JSONValue = row.hasMail ? "ada@example.com" : .null
    let isMove = row.tool == "reschedule_event"
    if isMove {
      _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": mail], id: "first")
      await office.settler.round()
    }
    office.calendars.meanwhile.withLock {
      $0 = { step in
        if step == row.step { await office.receptionist.callEnded(Office.call, at: office.desk) }
      }
    }
    let answer = await office.ask(row.tool, ["start": "2026-11-26T10:00:00", "email": mail], id: "last")
    office.calendars.meanwhile.withLock { $0 = nil }
    for _ in 0..<3 {
      office.clock.advance(by: .seconds(20))
      await office.settler.round()
    }
    let finishes = row.hasMail && row.policy == .finish
    #expect(answer.kind == (finishes ? (isMove ? .moved : .booked) : .refused))
    let events = office.calendars.ours(in: Office.owner)
    let new = try Instant.at("2026-11-26T10:00:00-05:00")
    if finishes {
      #expect(events.map(\.period.start) == [new])
      #expect(events.first?.guests == ["ada@example.com"])
    } else {
      #expect(events.map(\.period.start) == (isMove ? [try .at("2026-11-25T14:00:00-05:00")] : []))
    }
  }

  @Test(arguments: ["create_event", "reschedule_event"], [false, true])
  func `V6: nothing is confirmed after the deadline unless it was promised`(tool: String, hasMail: Bool) async throws {
    let office = try await Office()
    let mail: JSONValue = hasMail ? "ada@example.com" : .null
    if tool == "reschedule_event" {
      _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": mail], id: "first")
    }
    office.calendars.state.withLock { $0.delays = [.seconds(21)] }
    let answer = await office.ask(tool, ["start": "2026-11-26T10:00:00", "email": mail], id: "last")
    #expect(answer.kind == (hasMail ? .held : .stay))
    // Nobody asks again.
    for _ in 0..<3 {
      office.clock.advance(by: .minutes(2))
      await office.settler.round()
    }
    let events = office.calendars.ours(in: Office.owner)
    let new = try Instant.at("2026-11-26T10:00:00-05:00")
    #expect(events.contains { $0.period.start == new } == hasMail)
    if hasMail { #expect(events.first?.guests == ["ada@example.com"]) }
    #expect(events.count == (hasMail || tool == "reschedule_event" ? 1 : 0))
  }
}
