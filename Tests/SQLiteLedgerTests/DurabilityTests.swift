import Desk
import Dispatch
import Foundation
import GRDB
import LedgerContract
import Synchronization
import Testing

@testable import SQLiteLedger

struct `What a commit promises` {
  @Test func `the connection writes ahead, syncs fully and checks references`() throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let pragmas = try ledger.queue.read { db in
      try ["journal_mode", "synchronous", "foreign_keys"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
    }
    #expect(pragmas == ["wal", "2", "1"])
  }

  @Test func `a write stands although its task is cancelled just before the commit`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let asking = Mutex<Task<HoldOutcome, any Error>?>(nil)
    let cancelled = Mutex(false)
    try await ledger.queue.writeWithoutTransaction { db in
      db.trace { event in
        guard "\(event)".hasPrefix("COMMIT") else { return }
        asking.withLock { $0?.cancel() }
        cancelled.withLock { $0 = true }
      }
    }
    // Nothing gets to the connection before the task can be cancelled from there.
    let ready = DispatchSemaphore(value: 0)
    ledger.queue.asyncWriteWithoutTransaction { _ in ready.wait() }
    let booking = Sample.booking("a", 0, 30)
    let task = Task {
      let outcome = try await ledger.hold(booking, at: Sample.now)
      #expect(Task.isCancelled)
      return outcome
    }
    asking.withLock { $0 = task }
    ready.signal()
    #expect(try await task.value == .held(booking))
    #expect(cancelled.withLock { $0 })
    #expect(try await ledger.booking(booking.id) == booking)
  }

  @Test func `a task that was cancelled before still gets its write`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let booking = Sample.booking("a", 0, 30)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await ledger.hold(booking, at: Sample.now)
    }
    task.cancel()
    #expect(try await task.value == .held(booking))
    #expect(try await ledger.booking(booking.id) == booking)
  }

  @Test func `a process killed before a commit keeps all that was acknowledged and nothing of the rest`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let ledger = try SQLiteLedger(path: path)
      for number in 0..<20 {
        try await ledger.storing(
          Sample.booking("b\(number)", number * 30, number * 30 + 30), in: .confirmed,
          code: ConfirmationCode("\(number)"))
      }
      try await ledger.queue.writeWithoutTransaction { db in
        db.trace { if "\($0)".hasPrefix("COMMIT") { kill(getpid(), SIGKILL) } }
      }
      try await ledger.holding(Sample.booking("last", 9000, 9030))
    }
    let ledger = try SQLiteLedger(path: path)
    let counts = try await ledger.counts()
    #expect(counts.bookings[.confirmed] == 20)
    #expect(counts.outbox == 20)
    #expect(try await ledger.booking(BookingID("last")) == nil)
    let integrity = try await ledger.queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(integrity == ["ok"])
    #expect(try await ledger.hold(Sample.booking("c", 0, 30), at: Sample.now) == .taken)
  }

  @Test func `what was written is there when the file is opened again`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let first = try SQLiteLedger(path: path)
    let booking = try await first.driving(first.holding(Sample.booking("a", 0, 30)), to: .inserted)
    try first.close()
    #expect(try await SQLiteLedger(path: path).booking(booking.id) == booking)
    await #expect(throws: LedgerFailure.self) { try await first.booking(booking.id) }
  }
}
