import Desk
import LocalPostgres
import Synchronization
import Testing

@testable import PostgresLedger

struct `The pool of connections` {
  @Test func `serves those who wait in their order`() async throws {
    let ledger = try Self.ledger(connections: 1)
    let taken = try await ledger.pool.session(until: .now + .seconds(30))
    let served = Shared([Int]())
    try await withThrowingTaskGroup { group in
      for number in 1...5 {
        group.addTask { try await ledger.read { _ in served.change { $0.append(number) } } }
        try await Self.until { ledger.pool.waiting == number }
      }
      ledger.pool.giveBack(taken, isUsable: true)
      try await group.waitForAll()
    }
    #expect(served.value == [1, 2, 3, 4, 5])
  }

  @Test func `never has more connections than it may`() async throws {
    let ledger = try Self.ledger(connections: 3)
    let now = Shared(0)
    let most = Shared(0)
    try await withThrowingTaskGroup { group in
      for _ in 0..<60 {
        group.addTask {
          try await ledger.read { db in
            let count = now.change { count in
              count += 1
              return count
            }
            most.change { $0 = max($0, count) }
            _ = try db.row("SELECT pg_sleep(0.002)")
            now.change { $0 -= 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect((1...3).contains(most.value))
  }

  @Test func `tells those who wait too long that the ledger is busy`() async throws {
    let address = try TestDatabase.ready()
    var limits = PostgresLimits.patience(.milliseconds(200), statement: .seconds(5))
    limits.connections = 1
    limits.connect = .seconds(30)
    let ledger = try PostgresLedger(address, limits: limits)
    let taken = try await ledger.pool.session(until: .now + .seconds(30))
    await #expect(throws: LedgerFailure.busy) { try await ledger.counts() }
    ledger.pool.giveBack(taken, isUsable: true)
    let again = try await ledger.pool.session(until: .now + .seconds(30))
    #expect(again === taken)
    ledger.pool.giveBack(again, isUsable: true)
  }

  private static func ledger(connections: Int) throws -> PostgresLedger {
    var limits = PostgresLimits.patient
    limits.connections = connections
    return try PostgresLedger(TestDatabase.ready(), limits: limits)
  }

  private static func until(_ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while !condition() {
      guard .now < deadline else { throw CancellationError() }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}

/// A value that several tasks of a test change.
private final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result { mutex.withLock { body(&$0) } }
}
