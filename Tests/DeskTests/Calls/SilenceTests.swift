import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// Nothing is confirmed in silence: either the call is there to hear it, or a mail tells of it, or the owner does.
@Suite struct `Nothing is confirmed in silence` {
  /// Does something just before the ledger stores a change.
  private final class Trap: Sendable {
    let before: String
    let deed = Mutex<(@Sendable () async -> Void)?>(nil)

    init(before: String) { self.before = before }

    var hindrance: HinderedLedger.Hindrance {
      { (name) throws(LedgerFailure) in
        guard name.hasPrefix(self.before) else { return }
        let deed = self.deed.withLock { deed in
          defer { deed = nil }
          return deed
        }
        await deed?()
      }
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let tool: String
    let hasMail: Bool
    let policy: HangUpPolicy
    var testDescription: String { "\(tool), mail \(hasMail), \(policy.rawValue)" }
  }

  static let rows = ["create_event", "reschedule_event"].flatMap { tool in
    [false, true].flatMap { hasMail in
      HangUpPolicy.allCases.map { Row(tool: tool, hasMail: hasMail, policy: $0) }
    }
  }

  static let stored = ["create_event": "advance(confirmed", "reschedule_event": "advance(moved"]
  static let first = "2026-11-25T14:00:00"
  static let wished = "2026-11-26T10:00:00"

  private static func office(
    _ row: Row, _ trap: Trap, napsMoveTheClock: Bool = true
  ) async throws -> Office {
    let office = try await Office(
      .clinic(hangUp: row.policy), napsMoveTheClock: napsMoveTheClock, hindering: trap.hindrance)
    guard row.tool == "reschedule_event" else { return office }
    let mail: JSONValue = row.hasMail ? "ada@example.com" : .null
    #expect(await office.ask("create_event", ["start": .string(first), "email": mail], id: "first").kind == .booked)
    await office.settler.round()
    return office
  }

  private static func ask(_ office: Office, _ row: Row, in context: CallContext = Office.call) async -> Answer {
    let mail: JSONValue = row.hasMail ? "ada@example.com" : .null
    return await office.ask(row.tool, ["start": .string(wished), "email": mail], id: "last", in: context)
  }

  private static func starts(_ office: Office) -> [Instant] {
    office.calendars.ours(in: Office.owner).map(\.period.start)
  }

  @Test(arguments: rows) func `a hang-up between the look and the confirmation counts`(row: Row) async throws {
    let trap = Trap(before: Self.stored[row.tool] ?? "")
    let office = try await Self.office(row, trap)
    trap.deed.withLock { $0 = { await office.receptionist.callEnded(Office.call, at: office.desk) } }
    let answer = await Self.ask(office, row)
    await office.receptionist.rest()
    for _ in 0..<3 {
      office.clock.advance(by: .seconds(20))
      await office.settler.round()
    }
    let finishes = row.hasMail && row.policy == .finish
    let isMove = row.tool == "reschedule_event"
    #expect(answer.kind == (finishes ? (isMove ? .moved : .booked) : .refused))
    let new = try Instant.at(Self.wished + "-05:00")
    #expect(try Self.starts(office) == (finishes ? [new] : isMove ? [.at(Self.first + "-05:00")] : []))
    #expect(try await office.ledger.notices(of: nil, includingDone: true, limit: 9) == [])
  }

  @Test(.timeLimit(.minutes(1)), arguments: rows)
  func `what storage confirms after the answer has gone is told by mail, or to the owner, once`(row: Row) async throws {
    let trap = Trap(before: Self.stored[row.tool] ?? "")
    let office = try await Self.office(row, trap, napsMoveTheClock: false)
    let (gate, hasArrived) = (Once<Void>(), Once<Void>())
    trap.deed.withLock {
      $0 = {
        hasArrived.set(())
        await gate.value()
      }
    }
    async let late = Self.ask(office, row)
    await hasArrived.value()
    office.clock.advance(by: .seconds(6))
    #expect(await late.kind == .stay)
    gate.set(())
    await office.receptionist.rest()
    #expect(try Self.starts(office) == [.at(Self.wished + "-05:00")])
    // The call may ask again.
    await office.settler.round()
    #expect(try await office.ledger.notices(of: nil, includingDone: true, limit: 9) == [])
    await office.receptionist.callEnded(Office.call, at: office.desk)
    for _ in 0..<2 { await office.settler.round() }
    let notices = try await office.ledger.notices(of: nil, includingDone: true, limit: 9)
    #expect(notices.map(\.kind) == (row.hasMail ? [] : [.unheard]))
    #expect(try await office.ledger.unreported(to: #require(Office.call.call), of: office.desk.key) == [])
    if let notice = notices.first { #expect(notice.text.contains(Self.wished + "-05:00")) }
  }

  @Test(.timeLimit(.minutes(1))) func `the owner hears of what a call without a name was not told`() async throws {
    let trap = Trap(before: "advance(confirmed")
    let row = Row(tool: "create_event", hasMail: false, policy: .finish)
    let office = try await Self.office(row, trap, napsMoveTheClock: false)
    let (gate, hasArrived) = (Once<Void>(), Once<Void>())
    trap.deed.withLock {
      $0 = {
        hasArrived.set(())
        await gate.value()
      }
    }
    let nameless = CallContext(call: nil, caller: Office.call.caller)
    async let late = Self.ask(office, row, in: nameless)
    await hasArrived.value()
    office.clock.advance(by: .seconds(6))
    #expect(await late.kind == .stay)
    gate.set(())
    await office.receptionist.rest()
    await office.settler.round()
    #expect(try await office.ledger.notices(of: nil, includingDone: true, limit: 9).map(\.kind) == [.unheard])
  }

  @Test func `the owner hears of it where the end of the call was never said`() async throws {
    let stage = try await Backstage()
    var booking = try await stage.store(stage.booking(email: nil), as: .confirmed)
    booking = try await stage.advance(booking, .owing(Backstage.caller))
    await stage.settler.round()
    #expect(try await stage.notices(.unheard).isEmpty)
    stage.clock.advance(by: UnheardOutcomes.longestCall + .seconds(1))
    await stage.settler.round()
    #expect(try await stage.notices(.unheard).map(\.booking) == [booking.id])
    #expect(try await stage.current(booking).owesReport == nil)
  }

  @Test(arguments: rows) func `nothing is stored for an answer that has no time left`(row: Row) async throws {
    let trap = Trap(before: "nothing")
    let office = try await Self.office(row, trap)
    // The look comes back, and leaves no time for the commit.
    office.calendars.meanwhile.withLock {
      $0 = { step in
        if step == "look" { office.clock.advance(by: .milliseconds(5800)) }
      }
    }
    let answer = await Self.ask(office, row)
    office.calendars.meanwhile.withLock { $0 = nil }
    #expect(answer.kind == (row.hasMail ? .held : .stay))
    let counts = try await office.ledger.counts().bookings
    #expect(counts[row.tool == "reschedule_event" ? .moving : .inserted] == 1)
  }

  @Test func `a booking takes four steps in the ledger, and three of them one after another`() async throws {
    let steps = Mutex<[String]>([])
    let office = try await Office { (name) throws(LedgerFailure) in
      let words = name.split(separator: "(").prefix(name.hasPrefix("advance(") ? 2 : 1)
      steps.withLock { $0.append(words.joined(separator: " ")) }
    }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .booked)
    await office.receptionist.rest()
    #expect(
      steps.withLock(\.self) == ["open", "hold", "advance inserted", "advance confirmed", "extendKept"])
  }

  @Test(.timeLimit(.minutes(1))) func `the look does not wait until it is stored that the event was placed`()
    async throws
  {
    let trap = Trap(before: "advance(inserted")
    let office = try await Office(napsMoveTheClock: false, hindering: trap.hindrance)
    let hasLooked = Once<Void>()
    office.calendars.meanwhile.withLock {
      $0 = { step in
        if step == "look" { hasLooked.set(()) }
      }
    }
    // Stored only after the calendar was read.
    trap.deed.withLock { $0 = { await hasLooked.value() } }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .booked)
    #expect(office.calendars.calls.count { $0 == "look" } == 1)
  }

  @Test(arguments: [false, true]) func `what the look found early counts only if the placing was stored`(
    isTakenOver: Bool
  ) async throws {
    let trap = Trap(before: "advance(inserted")
    let office = try await Office(hindering: trap.hindrance)
    trap.deed.withLock {
      $0 = {
        guard isTakenOver else { return }
        office.clock.advance(by: .minutes(1))
        do {
          for booking in try await office.ledger.unattended(at: office.clock.now(), limit: 9) {
            _ = try await office.ledger.takeOver(
              booking.id, at: office.clock.now(), leaseUntil: office.clock.now() + .minutes(1))
          }
        } catch { Issue.record(error) }
      }
    }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(answer.kind == (isTakenOver ? .stay : .booked))
    #expect(try await office.ledger.counts().bookings[isTakenOver ? .held : .confirmed] == 1)
  }
}
