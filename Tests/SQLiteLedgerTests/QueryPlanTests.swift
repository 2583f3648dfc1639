import Desk
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

/// Bookings are never forgotten: what is asked of them in a call or at the start looks at a few of them, however many there
/// are.
struct `Beside a hundred thousand past bookings` {
  private static func filled(_ scratch: Scratch) async throws -> SQLiteLedger {
    let ledger = try SQLiteLedger(path: scratch.newPath())
    try await ledger.storing(
      Sample.booking("past", -30, 0, call: "past", caller: "+15550100"), in: .confirmed)
    try await ledger.queue.write { db in
      let names = try Row.fetchAll(db, sql: "PRAGMA table_info(booking)").map { $0["name"] as String }
      let values = names.map { name in
        switch name {
        case "id", "code": "\(name) || n"
        case "call": "call || n"
        case "start", "end": "\"\(name)\" - n * 1800000"
        default: "\"\(name)\""
        }
      }
      try db.execute(
        sql: """
          CREATE TEMP TABLE past (n INTEGER);
          WITH RECURSIVE count (n) AS (SELECT 100000 UNION ALL SELECT n - 1 FROM count WHERE n > 1)
          INSERT INTO past SELECT n FROM count;
          INSERT INTO booking SELECT \(values.joined(separator: ", ")) FROM past CROSS JOIN booking WHERE id = 'past';
          INSERT INTO claim SELECT booking || n, part, position, resource, start - n * 1800000, "end" - n * 1800000, 1, NULL
          FROM past CROSS JOIN claim WHERE booking = 'past';
          DROP TABLE past;
          """)
    }
    return ledger
  }

  @Test func `every question has its index`() async throws {
    let scratch = try Scratch()
    let ledger = try await Self.filled(scratch)
    let questions: [(String, String)] = [
      (Database.claimsInTime, "SEARCH claim USING COVERING INDEX claim_live (resource=? AND end>?)"),
      (Database.upcomingOnResource, "SEARCH claim USING COVERING INDEX claim_live (resource=? AND end>?)"),
      (Database.seatsTaken, "SEARCH seat USING COVERING INDEX seat_number (key=?)"),
      (Database.bookingsInCalendar, "SEARCH booking USING INDEX booking_calendar (account=? AND calendar=? AND end>?)"),
      (Database.bookingsOfCaller, "SEARCH booking USING INDEX booking_call (desk=? AND call=? AND end>?)"),
      (Database.bookingsOfCaller, "SEARCH booking USING INDEX booking_caller (desk=? AND caller=? AND end>?)"),
      (Database.unreportedToCall, "SEARCH booking USING INDEX booking_unreported (desk=? AND owes_report=?)"),
      (Database.unfinished, "SEARCH booking USING INDEX booking_lease (state=?)"),
      (Database.unattended, "SEARCH booking USING INDEX booking_lease (state=?)"),
    ]
    for analyzed in [false, true] {
      if analyzed { try await ledger.queue.writeWithoutTransaction { try $0.execute(sql: "ANALYZE") } }
      for (question, expected) in questions {
        let plan = try await ledger.queue.read { db in
          // Parameters that have no value are NULL.
          let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(question)")
          statement.setUncheckedArguments(StatementArguments())
          return try Row.fetchAll(statement).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix(expected) }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
      }
    }
  }

  @Test func `everything is answered by looking at few rows`() async throws {
    let scratch = try Scratch()
    let ledger = try await Self.filled(scratch)
    let caller = CallerIdentity(call: CallID("call"), number: PhoneNumber("+15550100"))
    #expect(try await ledger.bookings(in: Sample.calendar, overlapping: Sample.interval(0, 600)).isEmpty)
    #expect(try await ledger.bookings(of: caller, at: Sample.desk, endingAfter: Sample.now, limit: 9).isEmpty)
    #expect(try await ledger.unattended(at: Sample.minute(9), limit: 9).isEmpty)
    #expect(try await ledger.unfinished(limit: 9).isEmpty)
    #expect(try await ledger.unreported(to: CallID("call"), of: Sample.desk).isEmpty)
    let booking = try await ledger.storing(Sample.booking("new", 0, 30), in: .moving, code: ConfirmationCode("NEW"))
    try await ledger.advancing(booking, by: .moved(nil, closing: nil))
    #expect(try await ledger.counts().bookings[.confirmed] == 100_002)
  }
}
