import Desk
import Dispatch
import LedgerContract
import Synchronization
import Testing

@testable import PostgresLedger

struct `What a commit promises on PostgreSQL` {
  @Test func `a task that was cancelled before still gets its write`() async throws {
    let ledger = try PostgresLedger(TestDatabase.ready(), limits: .patient)
    let booking = Sample.booking("a", 0, 30)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await ledger.hold(booking, at: Sample.now)
    }
    task.cancel()
    #expect(try await task.value == .held(booking))
    #expect(try await ledger.booking(booking.id) == booking)
  }

  @Test func `a write stands although its task is cancelled in its middle`() async throws {
    let ledger = try PostgresLedger(TestDatabase.ready(), limits: .patient)
    let ready = DispatchSemaphore(value: 0)
    let asking = Mutex<Task<Void, any Error>?>(nil)
    let task = Task {
      try await ledger.write(.write) { db in
        try db.change("INSERT INTO counter (name, value) VALUES ('test', 1)")
        ready.wait()
        asking.withLock { $0?.cancel() }
      }
      #expect(Task.isCancelled)
    }
    asking.withLock { $0 = task }
    ready.signal()
    try await task.value
    let stored: Int? = try await ledger.read {
      try $0.row("SELECT value FROM counter WHERE name = 'test'")?.required("value")
    }
    #expect(stored == 1)
  }

  @Test func `what a transaction wrote before it failed is gone`() async throws {
    let ledger = try PostgresLedger(TestDatabase.ready(), limits: .patient)
    await #expect(throws: LedgerFailure.corrupt("on purpose")) {
      try await ledger.write(.write) { db in
        try db.change("UPDATE counter SET value = 99")
        throw LedgerFailure.corrupt("on purpose")
      }
    }
    #expect(try await ledger.revision() == 0)
  }

  @Test(arguments: [
    ("40001", 1), ("40P01", 1), ("55P03", 1), ("57014", 1), ("23P01", 1), ("23505", 1), ("40001", 2),
  ])
  func `a conflict is tried once more, then the ledger is busy`(_ state: String, _ times: Int) async throws {
    let ledger = try PostgresLedger(TestDatabase.ready(), limits: .patient)
    let left = Mutex(times)
    let outcome: Result<Int, any Error>
    do {
      outcome = .success(
        try await ledger.write(.write) { db in
          try db.change("UPDATE counter SET value = value + 1")
          if left.withLock({ left in
            left -= 1
            return left >= 0
          }) {
            try db.script("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '\(state)'; END $$")
          }
          return 1
        })
    } catch {
      outcome = .failure(error)
    }
    #expect(try await ledger.revision() == (times == 1 ? 1 : 0))
    switch outcome {
    case .success: #expect(times == 1)
    case .failure(let error):
      #expect(times == 2)
      #expect(error as? LedgerFailure == .busy)
    }
  }
}
