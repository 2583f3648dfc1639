import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

/// What a call was left without, it hears with its next tool call.
@Suite struct `Reports` {
  static let news = "Tell the caller first: Consultation is booked for Wednesday, November 25 at 2:00 PM New York time."

  /// A booking that was promised, and then made in the background.
  static func promised(hindering: HinderedLedger.Hindrance? = nil) async throws -> Office {
    let office = try await Office(hindering: hindering)
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    #expect(answer.kind == .held)
    office.clock.advance(by: .seconds(2))
    await office.settler.round()
    return office
  }

  static let next: [(String, JSONValue)] = [
    ("check_availability", ["when": "2026-11-26T10:00:00"]), ("take_message", ["message": "Hello"]),
    ("create_event", ["start": "2026-11-26T10:00:00"]), ("create_event", [:]),
    ("hold_slot", ["start": "2026-11-26T10:00:00"]),
  ]

  @Test(arguments: next) func `come first in the next answer, whatever the tool, and once`(
    _ tool: String, _ arguments: JSONValue
  ) async throws {
    let office = try await Self.promised()
    let answer = await office.ask(tool, arguments, id: "next")
    #expect(answer.line.hasPrefix(Self.news + " Confirmation code "), "\(answer.line)")
    #expect(answer.line.count <= 400)
    #expect(await !office.ask("check_availability", ["when": "2026-11-27"]).line.contains("Tell the caller"))
  }

  @Test func `are part of the stored answer, so every copy says the same`() async throws {
    let office = try await Self.promised()
    let first = await office.ask("create_event", ["start": "2026-11-26T10:00:00"], id: "next")
    #expect(first.line.hasPrefix(Self.news))
    #expect(await office.ask("create_event", ["start": "2026-11-26T10:00:00"], id: "next") == first)
  }

  @Test(arguments: ["create_event", "find_events", "cancel_event"])
  func `are not said twice in an answer about the same booking`(tool: String) async throws {
    let office = try await Self.promised()
    let answer = await office.ask(tool, tool == "create_event" ? ["start": "2026-11-25T14:00:00"] : [:], id: "next")
    #expect(answer.kind == (tool == "create_event" ? .booked : tool == "find_events" ? .found : .cancelled))
    #expect(!answer.line.contains("Tell the caller"))
    #expect(await !office.ask("check_availability", ["when": "2026-11-27"]).line.contains("Tell the caller"))
  }

  @Test func `are not for another call`() async throws {
    let office = try await Self.promised()
    let other = CallContext(call: CallID("call-2"), caller: Office.call.caller)
    #expect(await !office.ask("check_availability", ["when": "2026-11-27"], in: other).line.contains("Tell the caller"))
    #expect(await office.ask("check_availability", ["when": "2026-11-27"]).line.contains("Tell the caller"))
  }

  @Test func `tell of a booking that came to nothing`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .stay)
    office.clock.advance(by: .minutes(4))
    await office.settler.round()
    let answer = await office.ask("check_availability", ["when": "2026-11-26"])
    #expect(
      answer.line.hasPrefix(
        "Tell the caller first: Wednesday, November 25 at 2:00 PM New York time could not be booked. Today is "))
  }

  @Test func `tell of a move`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    office.calendars.state.withLock { $0.shifts = [.lostBefore(.unreachable)] }
    #expect(await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "m").kind == .held)
    office.clock.advance(by: .seconds(2))
    await office.settler.round()
    let answer = await office.ask("check_availability", ["when": "2026-11-27"])
    #expect(
      answer.line.hasPrefix("Tell the caller first: Consultation is booked for Thursday, November 26 at 10:00 AM"))
  }

  @Test func `wait where there is no room for them`() async throws {
    let office = try await Self.promised()
    // An absurd tool's answer is short; one with alternatives on three days at length is not.
    let names = Host(key: HostKey("kim"), name: String(repeating: "Long Name ", count: 12), calendar: Office.owner)
    let desk = try DeskProfile.clinic(hosts: [names, Host(key: HostKey("b"), name: "B", calendar: Office.second)])
    let call = ToolCall(
      id: ToolCallID("x"), name: "check_availability", arguments: .object(["when": "2026-11-26", "host": "kim"]))
    let long = await office.receptionist.answer([call], at: desk, in: Office.call)[0]
    #expect(!long.line.contains("Tell the caller"))
    #expect(long.line.count <= 400)
    #expect(await office.ask("check_availability", ["when": "2026-11-27"]).line.contains("Tell the caller"))
  }

  @Test func `are not lost with an answer that could not be stored`() async throws {
    let fails = Mutex(false)
    let office = try await Self.promised { (function) throws(LedgerFailure) in
      if function.hasPrefix("close("), fails.withLock({ $0 }) { throw .unavailable("disk full") }
    }
    fails.withLock { $0 = true }
    #expect(await office.ask("hold_slot", ["start": "2026-11-26T10:00:00"], id: "next").kind == .stay)
    fails.withLock { $0 = false }
    #expect(await office.ask("check_availability", ["when": "2026-11-27"]).line.hasPrefix(Self.news))
  }

  @Test func `keep the promise: what a caller was told in the call is no broken promise`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    let arguments: JSONValue = ["start": "2026-11-25T14:00:00", "email": "ada@example.com"]
    #expect(await office.ask("create_event", arguments).kind == .held)
    // The owner is in the way, and the event cannot be deleted yet.
    let period = Interval(start: try .at("2026-11-25T14:00:00-05:00"), duration: .minutes(30))
    office.calendars.add(period, to: Office.owner)
    office.calendars.state.withLock { $0.extinctions = [.unknown(.unreachable)] }
    #expect(await office.ask("create_event", arguments, id: "again").kind == .taken)
    await office.receptionist.rest()
    #expect(try await office.ledger.counts().bookings[.withdrawing] == 1)
    office.clock.advance(by: .minutes(5))
    await office.settler.round()
    #expect(try await office.ledger.counts().bookings[.released] == 1)
    #expect(try await office.ledger.notices(of: nil, includingDone: true, limit: 9) == [])
  }
}
