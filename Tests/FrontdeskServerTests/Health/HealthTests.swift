import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import FrontdeskServer

@Suite(.timeLimit(.minutes(1))) struct HealthTests {
  @Test func `the process is up, and ready once the ledger answers`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let up = try await server.send("GET", "/healthz")
      #expect(up.status == 200)
      #expect(up.text == #"{"status":"up"}"#)
      let ready = try await server.send("GET", "/readyz")
      #expect(ready.status == 200)
      #expect(ready.text == #"{"status":"ready"}"#)
    }
  }

  @Test func `without zones the process is not ready, though it is up`() async throws {
    var plan = try TestServer.Plan()
    plan.adjust = {
      $0.readiness = Readiness(ledger: MemoryLedger(), clock: TestTimekeeper(), zonesLoaded: { false })
    }
    try await TestServer.run(plan) { server async throws in
      #expect(try await server.send("GET", "/readyz").status == 503)
      #expect(try await server.send("GET", "/healthz").status == 200)
    }
  }

  @Test func `while the ledger is closed the process takes calls, and says that it books nothing`() async throws {
    let ledger = MemoryLedger()
    try await ledger.shut(because: "an older copy")
    var plan = try TestServer.Plan()
    plan.adjust = { $0.readiness = Readiness(ledger: ledger, clock: TestTimekeeper(), zonesLoaded: { true }) }
    try await TestServer.run(plan) { server async throws in
      let ready = try await server.send("GET", "/readyz")
      #expect(ready.status == 200)
      #expect(ready.text == #"{"status":"ready, but closed for bookings"}"#)
    }
  }

  @Test func `storage that is lost to the process makes it not ready, and nothing heals that`() async throws {
    let writes = WriteRecord()
    writes.lose(because: "the disk failed")
    writes.proved()
    var plan = try TestServer.Plan()
    plan.adjust = {
      $0.readiness = Readiness(
        ledger: MemoryLedger(), writes: writes, clock: TestTimekeeper(), zonesLoaded: { true })
    }
    try await TestServer.run(plan) { server async throws in
      let answer = try await server.send("GET", "/readyz")
      #expect(answer.status == 503)
      #expect(answer.text == #"{"status":"storage takes no writes"}"#)
      #expect(try await server.send("GET", "/healthz").status == 200)
    }
  }

  @Test func `after a write that failed, one that is tried with the question decides`() async throws {
    let writes = WriteRecord()
    let readiness = Readiness(
      ledger: MemoryLedger(), writes: writes, clock: StoppedClock(), zonesLoaded: { true })
    writes.failed(.unavailable("its own fault"))
    #expect(await readiness.verdict() == .ready)
  }

  @Test func `a readiness answer is used again for a second, then asked anew`() async throws {
    let clock = StoppedClock()
    let readiness = Readiness(ledger: MemoryLedger(), clock: clock, zonesLoaded: { true })
    #expect(await readiness.verdict() == .ready)
    clock.advance(by: .milliseconds(1100))
    #expect(await readiness.verdict() == .ready)
    readiness.drain()
    #expect(await readiness.verdict() == .draining)
  }

  @Test func `a ledger that does not answer is asked once, and nobody waits for it for ever`() async throws {
    let asked = Mutex(0)
    let (gate, opens) = AsyncStream.makeStream(of: Void.self)
    let readiness = Readiness(clock: TestTimekeeper(), patience: .milliseconds(50), zonesLoaded: { true }) {
      asked.withLock { $0 += 1 }
      for await _ in gate { break }
      return .ready
    }
    async let one = readiness.verdict()
    async let two = readiness.verdict()
    #expect(await [one, two] == [.ledger, .ledger])
    #expect(await readiness.verdict() == .ledger)
    #expect(asked.withLock { $0 } == 1)
    opens.yield()
  }

  @Test func `a ledger that fails makes the process not ready until it answers again`() async throws {
    let clock = StoppedClock()
    let isWell = Mutex(false)
    let readiness = Readiness(clock: clock, patience: .seconds(2), zonesLoaded: { true }) {
      isWell.withLock { $0 } ? .ready : .ledger
    }
    #expect(await readiness.verdict() == .ledger)
    isWell.withLock { $0 = true }
    #expect(await readiness.verdict() == .ledger)
    clock.advance(by: .seconds(1))
    #expect(await readiness.verdict() == .ready)
  }

  @Test(
    arguments: [
      (nil, 401), ("Bearer wrong", 401), ("Bearer ", 401), ("Basic \(TestServer.adminToken)", 401),
      ("Bearer \(TestServer.adminToken)x", 401), ("Bearer \(TestServer.adminToken)", 200),
      ("bearer \(TestServer.adminToken)", 200),
    ] as [(String?, Int)])
  func `the metrics open with the administrator's token alone`(authorization: String?, status: Int) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let headers = authorization.map { [("Authorization", $0)] } ?? []
      let answer = try await server.send("GET", "/metrics", headers: headers)
      #expect(answer.status == status)
      if status == 200 { #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8") }
    }
  }

  @Test func `without an administrator's token there are no metrics`() async throws {
    var plan = try TestServer.Plan()
    plan.adminToken = nil
    try await TestServer.run(plan) { server async throws in
      #expect(try await server.send("GET", "/metrics").status == 404)
      #expect(try await server.send("GET", "/metrics", headers: [("Authorization", "Bearer ")]).status == 404)
    }
  }
}
