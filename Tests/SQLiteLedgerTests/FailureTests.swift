import Desk
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

struct `What a failure says` {
  @Test func `another process that writes for too long makes the ledger busy, and nothing is kept`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledger = try SQLiteLedger(path: path, patience: .milliseconds(20))
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    let booking = Sample.booking("a", 0, 30)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: LedgerFailure.busy) { try await ledger.hold(booking, at: Sample.now) }
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await ledger.hold(booking, at: Sample.now) == .held(booking))
  }

  @Test func `a full disk is unavailable, keeps nothing, and heals`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let pages = try await ledger.queue.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
    }
    #expect(pages != nil)
    let booking = Sample.booking(
      "a", 0, 30, details: BookingDetails(summary: "s", notes: String(repeating: "private ", count: 10_000)))
    try await Self.expectUnavailable { try await ledger.hold(booking, at: Sample.now) }
    #expect(try await ledger.booking(booking.id) == nil)
    try await ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    #expect(try await ledger.hold(booking, at: Sample.now) == .held(booking))
  }

  @Test func `a database that cannot be written is unavailable, and can still be read`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let booking = try await ledger.holding(Sample.booking("a", 0, 30))
    try await ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    try await Self.expectUnavailable { try await ledger.hold(Sample.booking("b", 60, 90), at: Sample.now) }
    #expect(try await ledger.booking(booking.id) == booking)
  }

  @Test(arguments: [
    ("UPDATE booking SET others = '[{}]'", "booking a: others holds no calendar"),
    ("UPDATE booking SET guests = '{}'", "booking a: guests is no array"),
    ("UPDATE booking SET guests = '[1]'", "booking a: guests holds something else than text"),
    ("UPDATE booking SET move = '{}'", "booking a: move is not readable"),
    ("UPDATE booking SET move = json_set(move, '$.attempt', 1)", "booking a: move is not readable"),
    ("UPDATE booking SET move = json_set(move, '$.others[0]', 1)", "booking a: move is not readable"),
  ])
  func `what this version cannot read is corrupt, by its id and column`(_ sql: String, _ sentence: String) async throws
  {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .moving)
    try await ledger.queue.write { try $0.execute(sql: sql) }
    await #expect(throws: LedgerFailure.corrupt(sentence)) { try await ledger.booking(booking.id) }
  }

  @Test func `a failure tells nothing of a caller`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    var booking = Sample.booking("a", 0, 30, caller: "+15550100", details: BookingDetails(summary: "s", name: "Ada L."))
    booking.state = .confirmed
    let failure = await #expect(throws: LedgerFailure.self) { try await ledger.hold(booking, at: Sample.now) }
    let text = String(describing: failure)
    #expect(text.contains("CHECK constraint failed"))
    #expect(!text.contains("Ada") && !text.contains("5550100"))
  }

  @Test(arguments: [
    (ResultCode.SQLITE_BUSY, "busy"), (.SQLITE_LOCKED, "busy"), (.SQLITE_FULL, "unavailable"),
    (.SQLITE_IOERR, "unavailable"), (.SQLITE_READONLY, "unavailable"), (.SQLITE_CANTOPEN, "unavailable"),
    (.SQLITE_CORRUPT, "corrupt"), (.SQLITE_NOTADB, "corrupt"),
  ])
  func `an error of SQLite is one of the port's`(_ code: ResultCode, _ name: String) {
    #expect("\(LedgerFailure(DatabaseError(resultCode: code, message: "m")))".hasPrefix(name))
  }

  private static func expectUnavailable<Value>(_ body: () async throws -> Value) async throws {
    let failure = await #expect(throws: LedgerFailure.self) { try await body() }
    guard case .unavailable(let text) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(!text.contains("private"))
  }
}
