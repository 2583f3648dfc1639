import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// V5 where storage does not take the word at once: the end of a call holds only when it is on disk.
@Suite(.timeLimit(.minutes(1))) struct `The end of a call` {
  /// Storage that fails to note an end, so many times.
  final class Forgetful: Sendable {
    private let failures: Mutex<Int>
    private let tried = Mutex(0)

    init(times: Int) { failures = Mutex(times) }

    var tries: Int { tried.withLock { $0 } }

    var hindrance: HinderedLedger.Hindrance {
      { (function) throws(LedgerFailure) in
        guard function.hasPrefix("markEnded(") else { return }
        self.tried.withLock { $0 += 1 }
        let fails = self.failures.withLock { left in
          left -= 1
          return left >= 0
        }
        if fails { throw .busy }
      }
    }
  }

  private struct Enough: Error {}

  static func hasEnded(_ office: Office, _ call: String = "call-1") async throws -> Bool {
    try await office.ledger.hasEnded(CallID(call), of: office.desk.key)
  }

  /// Tries again what waits, so many times, and gives the pauses after each.
  @discardableResult
  static func retry(_ office: Office, times: Int = 1) async -> [Duration] {
    let pauses = Mutex<[Duration]>([])
    await office.receptionist.run { pause in
      let count = pauses.withLock { pauses in
        pauses.append(pause)
        return pauses.count
      }
      if count == times { throw Enough() }
    }
    return pauses.withLock { $0 }
  }

  @Test func `is stored when that is said`() async throws {
    let office = try await Office()
    #expect(await office.receptionist.callEnded(Office.call, at: office.desk))
    #expect(try await Self.hasEnded(office))
  }

  @Test func `that storage refuses once is not acknowledged, and is stored by the next try`() async throws {
    let office = try await Office(hindering: Forgetful(times: 1).hindrance)
    #expect(await office.receptionist.callEnded(Office.call, at: office.desk) == false)
    #expect(try await !Self.hasEnded(office))
    await Self.retry(office)
    #expect(try await Self.hasEnded(office))
  }

  @Test func `is tried again at growing distances until storage takes it, and then no more`() async throws {
    let storage = Forgetful(times: 8)
    let office = try await Office(hindering: storage.hindrance)
    #expect(await office.receptionist.callEnded(Office.call, at: office.desk) == false)
    let pauses = await Self.retry(office, times: 10)
    #expect(pauses.map(\.wholeMilliseconds) == [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 500, 500, 500])
    #expect(try await Self.hasEnded(office))
    #expect(storage.tries == 9)
  }

  @Test func `that comes a second time is stored then, and needs no further try`() async throws {
    let storage = Forgetful(times: 2)
    let office = try await Office(hindering: storage.hindrance)
    for isStored in [false, false, true] {
      #expect(await office.receptionist.callEnded(Office.call, at: office.desk) == isStored)
    }
    await Self.retry(office)
    #expect(storage.tries == 3)
  }

  @Test func `that storage will not have holds up no other`() async throws {
    // The first tries of both, and the second of the one that waits longest.
    let office = try await Office(hindering: Forgetful(times: 3).hindrance)
    for call in ["call-1", "call-2"] {
      let context = CallContext(call: CallID(call), caller: PhoneNumber("+14155550123"))
      #expect(await office.receptionist.callEnded(context, at: office.desk) == false)
    }
    await Self.retry(office, times: 2)
    #expect(try await Self.hasEnded(office, "call-1"))
    #expect(try await Self.hasEnded(office, "call-2"))
  }

  @Test func `is waited for no longer than a question, and stored all the same`() async throws {
    let gate = `A ledger that stands still`.Gate(before: "markEnded")
    let office = try await Office(napsMoveTheClock: false, hindering: gate.hindrance)
    async let isStored = office.receptionist.callEnded(Office.call, at: office.desk)
    while !gate.hasArrived { await Task.yield() }
    office.clock.advance(by: .milliseconds(2500))
    #expect(await isStored == false)
    gate.open()
    await office.receptionist.rest()
    #expect(try await Self.hasEnded(office))
  }

  @Test func `is tried a last time when the process ends`() async throws {
    let office = try await Office(hindering: Forgetful(times: 1).hindrance)
    #expect(await office.receptionist.callEnded(Office.call, at: office.desk) == false)
    await office.receptionist.rest()
    #expect(try await Self.hasEnded(office))
  }

  @Test(arguments: ["create_event", "reschedule_event"])
  func `that only a second try has stored still keeps a booking under way from being made in silence`(
    tool: String
  ) async throws {
    let office = try await Office(hindering: Forgetful(times: 1).hindrance)
    let isMove = tool == "reschedule_event"
    if isMove { _ = try await office.book("2026-11-25T14:00:00") }
    let isSaid = Mutex(false)
    office.calendars.meanwhile.withLock {
      $0 = { step in
        switch step {
        case "place", "shift":
          // A move is shifted back later.
          if isSaid.withLock({ $0 }) { return }
          isSaid.withLock { $0 = true }
          #expect(await !office.receptionist.callEnded(Office.call, at: office.desk))
        case "look": await Self.retry(office)
        default: break
        }
      }
    }
    let answer = await office.ask(tool, ["start": "2026-11-26T10:00:00"], id: "last")
    office.calendars.meanwhile.withLock { $0 = nil }
    #expect(isSaid.withLock { $0 })
    #expect(answer.kind == .refused)
    for _ in 0..<3 {
      office.clock.advance(by: .seconds(20))
      await office.settler.round()
    }
    let starts = office.calendars.ours(in: Office.owner).map(\.period.start)
    #expect(starts == (isMove ? [try .at("2026-11-25T14:00:00-05:00")] : []))
  }
}
