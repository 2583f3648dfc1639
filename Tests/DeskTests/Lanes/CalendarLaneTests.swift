import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Writes to one calendar` {
  static let two = [
    Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner),
    Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second),
  ]

  /// What is being written just now, and what was at most.
  final class Watch: Sendable {
    private let inside = Mutex((now: 0, most: 0))
    var most: Int { inside.withLock { $0.most } }
    func enter() {
      inside.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }
    func leave() { inside.withLock { $0.now -= 1 } }
  }

  static func book(_ office: Office, host: @escaping @Sendable (Int) -> String) async -> [AnswerKind] {
    await withTaskGroup { group in
      for index in 0..<6 {
        group.addTask {
          let start = "2026-11-25T1\(index):00:00"
          return await office.ask(
            "create_event", ["start": .string(start), "host": .string(host(index))], id: "t\(index)",
            in: CallContext(call: CallID("call-\(index)"))
          ).kind
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func `go one after another`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    let watch = Watch()
    office.calendars.meanwhile.withLock {
      $0 = { step in
        guard step == "place" else { return watch.leave() }
        watch.enter()
        for _ in 0..<20 { await Task.yield() }
      }
    }
    let kinds = await Self.book(office) { _ in "kim" }
    #expect(kinds.allSatisfy { $0 == .booked })
    #expect(watch.most == 1)
  }

  @Test func `do not wait for ever for one that hangs`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    let hangs = Mutex(true)
    office.calendars.meanwhile.withLock {
      $0 = { step in
        let isFirst = hangs.withLock { hangs in
          defer { hangs = false }
          return hangs
        }
        guard isFirst, step == "place" else { return }
        let second = await office.ask(
          "create_event", ["start": "2026-11-25T15:00:00", "host": "kim"], id: "t2",
          in: CallContext(call: CallID("call-2")))
        // On a machine that is busy the time that is moved below may be up before it has done all its steps.
        #expect([.booked, .stay].contains(second.kind))
      }
    }
    // The second waits for its turn; time is moved for it until it goes ahead without.
    let first = Task { await office.ask("create_event", ["start": "2026-11-25T14:00:00", "host": "kim"]) }
    while !office.calendars.calls.contains("look") {
      office.clock.advance(by: .milliseconds(5))
      await Task.yield()
    }
    #expect([.booked, .stay].contains(await first.value.kind))
    #expect(!office.calendars.ours(in: Office.owner).isEmpty)
  }
}
