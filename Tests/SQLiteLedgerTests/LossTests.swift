import Desk
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

/// P3: what follows from an error of input or output.
@Suite(.timeLimit(.minutes(1))) struct `A disk that fails a write` {
  static let codes: [ResultCode] = [
    .SQLITE_IOERR, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHORT_READ,
    .SQLITE_IOERR_SHMMAP,
  ]

  /// Refuses the next commit as a disk would.
  private final class FailingCommit: TransactionObserver {
    private var code: ResultCode?
    init(_ code: ResultCode) { self.code = code }
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
    func databaseWillCommit() throws {
      guard let failing = code else { return }
      code = nil
      throw DatabaseError(resultCode: failing, message: "disk I/O error")
    }
  }

  static func isLost(_ failure: LedgerFailure?) -> Bool { if case .lost? = failure { true } else { false } }

  @Test(arguments: codes) func `makes the ledger write nothing more, and a new start goes on`(
    code: ResultCode
  ) async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledger = try SQLiteLedger(path: path)
    let before = try await ledger.holding(Sample.booking("a", 0, 30))
    let failure = await #expect(throws: LedgerFailure.self) {
      try await ledger.write { db in
        try db.markEnded(CallID("c"), of: before.desk, at: Sample.now)
        throw DatabaseError(resultCode: code, message: "disk I/O error")
      }
    }
    #expect(Self.isLost(failure), "\(String(describing: failure))")
    try await Self.expectNoMoreWrites(ledger)
    #expect(try await ledger.booking(before.id) == before, "what is there can be read")
    guard case .lost(let sentence) = ledger.writes.condition else { return #expect(Bool(false), "not lost") }
    #expect(sentence.contains(path) && sentence.contains("\(code.rawValue)"))
    #expect(await ledger.writes.untilLost() == sentence)

    let next = try SQLiteLedger(path: path)
    #expect(try await next.booking(before.id) == before)
    #expect(try await !next.hasEnded(CallID("c"), of: before.desk))
    try await next.markEnded(CallID("c"), of: before.desk, at: Sample.now)
    #expect(next.writes.condition == .well)
  }

  @Test func `at a commit leaves open whether it stands, and nothing after it is written`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    ledger.queue.add(transactionObserver: FailingCommit(.SQLITE_IOERR_FSYNC), extent: .databaseLifetime)
    let booking = Sample.booking("a", 0, 30)
    let failure = await #expect(throws: LedgerFailure.self) { try await ledger.hold(booking, at: Sample.now) }
    guard case .unknown? = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
    try await Self.expectNoMoreWrites(ledger)
  }

  @Test func `is no loss where only something was read`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    await #expect(throws: LedgerFailure.self) {
      try await ledger.read { _ in throw DatabaseError(resultCode: .SQLITE_IOERR_READ) }
    }
    #expect(ledger.writes.condition == .well)
    _ = try await ledger.holding(Sample.booking("a", 0, 30))
  }

  @Test func `for want of room or of the right to write is remembered until a write is on disk`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    try await ledger.prove()
    try await ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    await #expect(throws: LedgerFailure.self) { try await ledger.hold(Sample.booking("a", 0, 30), at: Sample.now) }
    guard case .failing = ledger.writes.condition else { return #expect(Bool(false), "not remembered") }
    await #expect(throws: LedgerFailure.self) { try await ledger.prove() }
    // Nothing to change, so nothing was proved.
    try await ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
    #expect(try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.now + .seconds(1), limit: 1).isEmpty)
    #expect(ledger.writes.condition != .well)
    try await ledger.prove()
    #expect(ledger.writes.condition == .well)
  }

  private static func expectNoMoreWrites(_ ledger: SQLiteLedger) async throws {
    let attempts: [@Sendable () async throws -> Void] = [
      { _ = try await ledger.hold(Sample.booking("z", 60, 90), at: Sample.now) }, { try await ledger.prove() },
      { try await ledger.markEnded(CallID("z"), of: DeskKey("d"), at: Sample.now) },
      // Nothing is to be offered either.
      { _ = try await ledger.condition() },
    ]
    for attempt in attempts {
      let failure = await #expect(throws: LedgerFailure.self) { try await attempt() }
      #expect(isLost(failure), "\(String(describing: failure))")
    }
    #expect(try await ledger.booking(BookingID("z")) == nil)
  }
}
