import Desk
import Foundation
import LedgerContract
import LocalPostgres
import Scheduling
import Synchronization
import Testing

@testable import PostgresLedger

/// A server of its own, since the others' would be disturbed.
@Suite(.serialized) struct `When the server is disturbed` {
  @Test func `a transaction whose session is ended in its middle is done again on another`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.write(.write) { db in
      _ = try db.change("INSERT INTO counter (name, value) VALUES ('test', 0)")
    }
    let tries = Mutex(0)
    try await ledger.write(.write) { db in
      try db.change("UPDATE counter SET value = value + 1 WHERE name = 'test'")
      let isFirst = tries.withLock { tries in
        tries += 1
        return tries == 1
      }
      guard isFirst else { return }
      try db.script("SET LOCAL application_name = 'to be ended'")
      try server.terminateBackends(of: name, where: "application_name = 'to be ended'")
      _ = try db.row("SELECT 1")
    }
    #expect(tries.withLock { $0 } == 2)
    #expect(try server.execute("SELECT value FROM frontdesk.counter WHERE name = 'test'", in: name) == "1\n")
  }

  @Test func `a write that the server does not take is remembered until one is on disk`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    let ledger = try PostgresLedger(address, limits: .patient)
    try server.execute("ALTER TABLE frontdesk.ended_call RENAME TO elsewhere", in: name)
    await #expect(throws: LedgerFailure.self) { try await ledger.hasEnded(CallID("c"), of: Sample.desk) }
    #expect(ledger.writes.condition == .well, "only read")
    await #expect(throws: LedgerFailure.self) {
      try await ledger.markEnded(CallID("c"), of: Sample.desk, at: Sample.now)
    }
    guard case .failing(.unavailable) = ledger.writes.condition else {
      Issue.record("\(ledger.writes.condition)")
      return
    }
    // Other writes go on, but which of them changed anything nobody knows.
    #expect(try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 1).isEmpty)
    #expect(ledger.writes.condition != .well)
    try await ledger.prove()
    #expect(ledger.writes.condition == .well)
  }

  @Test func `a session that ends in COMMIT leaves it unknown, and it is not done again`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    let ledger = try PostgresLedger(address, limits: .patient)
    try server.execute(
      """
      CREATE FUNCTION frontdesk.die() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER die AFTER INSERT ON frontdesk.booking DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION frontdesk.die()
      """, in: name)
    let failure = await #expect(throws: LedgerFailure.self) {
      try await ledger.hold(Sample.booking("a", 0, 30), at: Sample.now)
    }
    guard case .unknown = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    try server.execute("DROP TRIGGER die ON frontdesk.booking", in: name)
    let booking = Sample.booking("a", 0, 30)
    #expect(try await ledger.hold(booking, at: Sample.now) == .held(booking))
  }

  @Test func `after a restart everything goes on, and nothing that was acknowledged is lost`() async throws {
    let server = try LocalPostgres(durability: .full)
    for mode in [LocalPostgres.StopMode.fast, .immediate] {
      let address = try PostgresAddress(uri: server.newDatabase())
      let ledger = try PostgresLedger(address, limits: .patient)
      let bookings = (0..<20).map { Sample.booking("b\($0)", $0 * 30, $0 * 30 + 30, caller: "+1555\($0)") }
      // All connections are open and idle when the server goes.
      try await withThrowingTaskGroup { group in
        for booking in bookings { group.addTask { try await ledger.holding(booking) } }
        try await group.waitForAll()
      }
      try server.restart(mode)
      for booking in bookings { #expect(try await ledger.booking(booking.id) == booking) }
      let next = Sample.booking("next", 900, 930)
      #expect(try await ledger.hold(next, at: Sample.now) == .held(next))
    }
  }

  @Test func `while it is down the ledger is unavailable in time, and heals by itself`() async throws {
    let server = try LocalPostgres()
    let address = try PostgresAddress(uri: server.newDatabase())
    let ledger = try PostgresLedger(address, limits: .patience(.milliseconds(700), statement: .milliseconds(300)))
    let booking = try await ledger.holding(Sample.booking("a", 0, 30))
    try server.stop()
    for _ in 0..<2 {
      let failure = await #expect(throws: LedgerFailure.self) { try await ledger.booking(booking.id) }
      guard case .unavailable(let sentence) = try #require(failure) else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(sentence.contains("127.0.0.1"))
    }
    try server.start()
    #expect(try await ledger.booking(booking.id) == booking)
  }

  @Test func `a server process that hangs holds nobody up beyond the patience`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    var limits = PostgresLimits.patience(.seconds(4), statement: .milliseconds(300))
    limits.connections = 1
    let ledger = try PostgresLedger(address, limits: limits)
    let booking = try await ledger.holding(Sample.booking("a", 0, 30))
    let backend = try #require(try server.backends(of: name).first)
    try server.pause(backend)
    // Its connection is given up, and another does it.
    #expect(try await ledger.booking(booking.id) == booking)
    try server.resume(backend)
    #expect(try await ledger.hold(Sample.booking("b", 0, 30), at: Sample.now) == .taken)
  }

  @Test func `a lock that another keeps makes the ledger busy, and nothing is kept`() async throws {
    let address = try TestDatabase.ready()
    let limits = PostgresLimits.patience(.seconds(20), statement: .seconds(10), lock: .milliseconds(50))
    let ledger = try PostgresLedger(address, limits: limits)
    try await ledger.driving(ledger.holding(Sample.booking("old", 0, 30)), to: .released)
    let other = try Connection(ServerName(address), until: .now + .seconds(30))
    try other.script("BEGIN; SELECT * FROM frontdesk.resource FOR UPDATE")
    let booking = Sample.booking("a", 0, 30)
    await #expect(throws: LedgerFailure.busy) { try await ledger.hold(booking, at: Sample.now) }
    try other.script("ROLLBACK")
    #expect(try await ledger.hold(booking, at: Sample.now) == .held(booking))
  }

  @Test func `a statement that takes too long is ended by the server, and its connection is used again`() async throws {
    let address = try TestDatabase.ready()
    var limits = PostgresLimits.patience(.seconds(20), statement: .milliseconds(100))
    limits.connections = 1
    let ledger = try PostgresLedger(address, limits: limits)
    let pid: Int? = try await ledger.read { try $0.row("SELECT pg_backend_pid() AS pid")?.required("pid") }
    await #expect(throws: LedgerFailure.busy) { try await ledger.read { _ = try $0.row("SELECT pg_sleep(10)") } }
    #expect(try await ledger.read { try $0.row("SELECT pg_backend_pid() AS pid")?.required("pid") } == pid)
  }

  @Test func `a standby or a read-only server is told as such, and can still be read`() async throws {
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    let ledger = try PostgresLedger(address, limits: .patient)
    let failure = await #expect(throws: LedgerFailure.self) {
      try await ledger.write(.write) { db in
        try db.script("SET TRANSACTION READ ONLY")
        _ = try db.change("UPDATE counter SET value = 0")
      }
    }
    #expect(failure == .unavailable("The PostgreSQL server takes no writes: it is a standby, or read-only."))
    #expect(try await ledger.counts().total == 0)
    #expect(!name.isEmpty)
  }

  @Test func `after it was closed everything fails`() async throws {
    let ledger = try PostgresLedger(TestDatabase.ready(), limits: .patient)
    #expect(try await ledger.counts().total == 0)
    ledger.close()
    await #expect(throws: LedgerFailure.unavailable("The database has been closed.")) { try await ledger.counts() }
  }

  @Test func `connections end with the ledger`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    do {
      let ledger = try PostgresLedger(address, limits: .patient)
      try await withThrowingTaskGroup { group in
        for _ in 0..<30 { group.addTask { _ = try await ledger.counts() } }
        try await group.waitForAll()
      }
      let count = try server.backends(of: name).count
      #expect((1...8).contains(count))
    }
    let deadline = ContinuousClock.now + .seconds(30)
    while try !server.backends(of: name).isEmpty, .now < deadline {}
    #expect(try server.backends(of: name).isEmpty)
  }
}
