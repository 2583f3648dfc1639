import Desk
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

struct `The step from the first version` {
  /// The stored database of the first version has every state but this one.
  private static let withdrawing = """
    INSERT INTO booking SELECT 'withdrawing', desk, offering, host, start + 7200000, "end" + 7200000, 'withdrawing', 3,
      lease_until, 1, 2, token, account, calendar, others, event, link, NULL, call, caller, created_at, summary, name,
      email, phone, notes, guests FROM booking WHERE id = 'inserted';
    INSERT INTO claim SELECT 'withdrawing', position, resource, start + 7200000, "end" + 7200000, 1
      FROM claim WHERE booking = 'inserted';
    """

  private func opened(_ scratch: Scratch) throws -> SQLiteLedger {
    let path = scratch.newPath()
    let fixture = SchemaFixture.all[0].sql + "\n" + Self.withdrawing
    try DatabaseQueue(path: path).write { try $0.execute(sql: fixture) }
    return try SQLiteLedger(path: path)
  }

  @Test func `keeps a booking in every state, which goes on from there`() async throws {
    let scratch = try Scratch()
    let ledger = try opened(scratch)
    let changes: [String: BookingChange] = [
      "confirmed": .moving(Sample.booking("confirmed", 0, 30).move(), leaseUntil: Sample.minute(9)),
      "inserted": .confirmed(code: ConfirmationCode("NEW"), closing: nil), "held": .inserted(Sample.event),
      "withdrawing": .released, "released": .owing(CallID("call")),
    ]
    for (id, change) in changes {
      let booking = try #require(try await ledger.booking(BookingID(id)))
      #expect(booking.state.rawValue == id)
      #expect(!booking.isOnlyKept && booking.revision == 1 && booking.move == nil && booking.left == nil)
      #expect(booking.announced == (id == "confirmed"), "guests of what was confirmed may have been told")
      try await ledger.advancing(booking, by: change)
    }
    #expect(try await ledger.booking(BookingID("withdrawing"))?.promised == true)
    #expect(try await ledger.booking(BookingID("withdrawing"))?.attempt.generation == 2)
  }

  @Test func `keeps what excludes, and frees what was free`() async throws {
    let scratch = try Scratch()
    let ledger = try opened(scratch)
    for (start, isFree) in [(0, false), (30, false), (60, true), (90, false), (150, false), (180, true)] {
      let booking = Sample.booking("new\(start)", start, start + 30)
      #expect(
        try await ledger.hold(booking, at: Sample.now) == (isFree ? .held(booking) : .taken), "minute \(start)")
    }
    let integrity = try await ledger.queue.read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check")
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0)" }
    }
    #expect(integrity == ["ok"])
  }

  @Test func `gives the ledger an identity of its own`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let one = try SQLiteLedger(path: path)
    let identity = try await one.condition().identity
    #expect(identity.rawValue.count == 32 && identity.rawValue.allSatisfy(\.isHexDigit))
    #expect(try await SQLiteLedger(path: path).condition().identity == identity)
    #expect(try await SQLiteLedger(path: scratch.newPath()).condition().identity != identity)
    #expect(try await opened(scratch).condition().identity != identity)
  }
}
