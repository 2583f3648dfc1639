import Desk
import LedgerContract
import Scheduling
import Testing

/// A platform that gives no tool call id: the same words are the same delivery only while their answer is true.
@Suite struct `The same words again` {
  static let two: JSONValue = ["start": "2026-11-25T14:00:00", "name": "Ada"]

  static func say(_ tool: String, _ arguments: JSONValue, at office: Office) async -> Answer {
    let call = ToolCall(id: nil, name: tool, arguments: .object(arguments))
    return await office.receptionist.answer([call], at: office.desk, in: Office.call)[0]
  }

  @Test func `hear the same while it stands`() async throws {
    let office = try await Office()
    let first = await Self.say("create_event", Self.two, at: office)
    #expect(first.kind == .booked)
    office.clock.advance(by: .minutes(1))
    #expect(await Self.say("create_event", Self.two, at: office) == first)
    let message = await Self.say("take_message", ["message": "Hello"], at: office)
    #expect(await Self.say("take_message", ["message": "Hello"], at: office) == message)
    #expect(try await office.ledger.notices(of: nil, includingDone: true, limit: 9).count == 1)
  }

  @Test func `book anew what was cancelled meanwhile, as often as it is`() async throws {
    let office = try await Office()
    var codes: Set<String> = []
    for _ in 0..<3 {
      let booked = await Self.say("create_event", Self.two, at: office)
      #expect(booked.kind == .booked)
      codes.insert(try #require(booked.facts["confirmationCode"]?.string))
      #expect(await Self.say("cancel_event", [:], at: office).kind == .cancelled)
      await office.settler.round()
      #expect(office.calendars.ours(in: Office.owner).isEmpty)
    }
    #expect(codes.count == 3)
  }

  @Test func `move back what was moved on meanwhile`() async throws {
    let office = try await Office()
    _ = await Self.say("create_event", Self.two, at: office)
    for start in ["2026-11-25T15:00:00", "2026-11-25T16:00:00", "2026-11-25T15:00:00"] {
      let moved = await Self.say("reschedule_event", ["start": .string(start)], at: office)
      #expect(moved.kind == .moved)
      #expect(try office.calendars.ours(in: Office.owner).map(\.period.start) == [.at("\(start)-05:00")])
    }
  }

  @Test func `keep anew what is no longer kept`() async throws {
    let office = try await Office()
    #expect(await Self.say("hold_slot", ["start": "2026-11-25T14:00:00"], at: office).kind == .kept)
    await office.receptionist.rest()
    office.clock.advance(by: .minutes(4))
    await office.settler.round()
    let again = await Self.say("hold_slot", ["start": "2026-11-25T14:00:00"], at: office)
    #expect(again.line.contains("until 8:07 AM"))
    #expect(try await office.ledger.counts().bookings[.kept] == 1)
  }
}
