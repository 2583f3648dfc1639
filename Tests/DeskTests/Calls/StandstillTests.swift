import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

/// P4 where storage stands still: a stuck disk, a database that takes a connection and says nothing.
@Suite struct `A ledger that stands still` {
  /// Lets one function of the ledger through only when a test says so.
  final class Gate: Sendable {
    private struct State {
      var isShut = true
      var hasArrived = false
    }

    private let function: String
    private let state = Mutex(State())

    init(before function: String) { self.function = function }

    var hasArrived: Bool { state.withLock { $0.hasArrived } }
    func open() { state.withLock { $0.isShut = false } }

    /// Cancellation opens no gate: a commit that is under way cannot be called back.
    var hindrance: HinderedLedger.Hindrance {
      { (name) throws(LedgerFailure) in
        guard name.hasPrefix(self.function + "(") else { return }
        self.state.withLock { $0.hasArrived = true }
        while self.state.withLock({ $0.isShut }) { await Task.yield() }
      }
    }
  }

  struct Row: Sendable {
    let function: String
    let tool: String
    let arguments: JSONValue
  }

  static let rows = [
    Row(function: "hold", tool: "create_event", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(function: "open", tool: "create_event", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(function: "close", tool: "hold_slot", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(function: "raise", tool: "take_message", arguments: ["message": "Hello"]),
    Row(function: "unreported", tool: "find_events", arguments: [:]),
    Row(function: "bookings", tool: "cancel_event", arguments: [:]),
    Row(function: "claims", tool: "check_availability", arguments: ["when": "2026-11-25"]),
  ]

  /// Asks, lets the time pass once the ledger stands still, and gives the answer.
  static func late(_ office: Office, _ gate: Gate, _ tool: String, _ arguments: JSONValue) async -> Answer {
    async let answer = office.ask(tool, arguments)
    while !gate.hasArrived { await Task.yield() }
    office.clock.advance(by: .seconds(6))
    return await answer
  }

  @Test(.timeLimit(.minutes(1)), arguments: rows)
  func `holds up no answer beyond its deadline`(row: Row) async throws {
    let gate = Gate(before: row.function)
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    let answer = await Self.late(office, gate, row.tool, row.arguments)
    #expect(answer.kind == .stay)
    #expect(answer.line.contains("then call \(row.tool) again"))
    gate.open()
    await office.receptionist.rest()
  }

  @Test(.timeLimit(.minutes(1))) func `makes its booking all the same, and the call hears of it`() async throws {
    let gate = Gate(before: "close")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    let answer = await Self.late(office, gate, "create_event", ["start": "2026-11-25T14:00:00"])
    #expect(answer.kind == .stay)
    gate.open()
    await office.receptionist.rest()
    let next = await office.ask("check_availability", ["when": "2026-11-26"], id: "next")
    #expect(next.line.hasPrefix("Tell the caller first: Consultation is booked for Wednesday, November 25 at 2:00 PM"))
    let again = await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "again")
    #expect(again.kind == .booked)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test(.timeLimit(.minutes(1))) func `is waited for at the end no longer than one has patience`() async throws {
    let gate = Gate(before: "hold")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    #expect(await Self.late(office, gate, "create_event", ["start": "2026-11-25T14:00:00"]).kind == .stay)
    let end = Task { await office.receptionist.rest() }
    end.cancel()
    await end.value
    gate.open()
    await office.receptionist.rest()
  }

  @Test(.timeLimit(.minutes(1))) func `leaves what it holds too late to be asked for again`() async throws {
    let gate = Gate(before: "hold")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    #expect(await Self.late(office, gate, "create_event", ["start": "2026-11-25T14:00:00"]).kind == .stay)
    gate.open()
    await office.receptionist.rest()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "again").kind == .booked)
  }

  @Test(.timeLimit(.minutes(1))) func `gives the answers of one message that were ready`() async throws {
    let gate = Gate(before: "hold")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    let calls = [
      ToolCall(id: ToolCallID("1"), name: "take_message", arguments: .object(["message": "Hello"])),
      ToolCall(
        id: ToolCallID("2"), name: "create_event", arguments: .object(["start": "2026-11-25T14:00:00"])),
      ToolCall(id: ToolCallID("3"), name: "find_events", arguments: .object([:])),
    ]
    async let answers = office.receptionist.answer(calls, at: office.desk, in: Office.call)
    while !gate.hasArrived { await Task.yield() }
    office.clock.advance(by: .seconds(6))
    #expect(await answers.map(\.kind) == [.noted, .stay, .stay])
    gate.open()
    await office.receptionist.rest()
  }

  @Test(.timeLimit(.minutes(1))) func `is not waited for to keep a call's times on`() async throws {
    let gate = Gate(before: "extendKept")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    // The clock stands, so the answer does not wait for its deadline either.
    #expect(await office.ask("hold_slot", ["start": "2026-11-25T14:00:00"]).kind == .kept)
    #expect(await office.ask("find_events", [:]).kind != .stay)
    gate.open()
    await office.receptionist.rest()
  }

  @Test(.timeLimit(.minutes(1))) func `does not keep the desks that it has named before from being known`() async throws
  {
    let still = StillDirectory()
    let clock = ManualClock(try .at("2026-11-24T08:00:00-05:00"))
    let desks = DeskBook(directory: still, clock: clock)
    #expect(try await desks.current(within: .seconds(1)).entries.count == 1)
    clock.advance(by: .seconds(2))
    still.gate.withLock { $0 = true }
    async let late = desks.current(within: .seconds(1))
    while !still.waits.withLock({ $0 }) { await Task.yield() }
    clock.advance(by: .seconds(1))
    #expect(try await late.entries.count == 1)
    still.gate.withLock { $0 = false }
  }
}

/// One desk, named as long as its gate is open.
private final class StillDirectory: Directory {
  let gate = Mutex(false)
  let waits = Mutex(false)

  func revision() async throws(LedgerFailure) -> Int {
    while gate.withLock({ $0 }) {
      waits.withLock { $0 = true }
      await Task.yield()
    }
    return 1
  }

  func desks() async throws(LedgerFailure) -> [DeskEntry] {
    do { return [DeskEntry(profile: try .clinic(), secretDigests: [], source: "")] } catch { return [] }
  }

  func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool { true }
  func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool { false }
}
