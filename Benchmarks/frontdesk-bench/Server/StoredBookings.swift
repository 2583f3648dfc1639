import Desk
import Foundation
import GRDB
import SQLiteLedger
import Scheduling

/// Fills a database as years of work would. One booking is made as the program makes it; the others are copies of its rows,
/// because a commit for each would take minutes and leave the same.
enum StoredBookings {
  /// - Parameter count: one of them an hour, back from now.
  static func fill(_ path: String, count: Int) async throws {
    let ledger = try SQLiteLedger(path: path)
    try await confirm(ledger)
    try ledger.close()
    let queue = try DatabaseQueue(path: path)
    try await queue.write { db in
      // Nobody is to be told of it.
      try db.execute(sql: "DELETE FROM outbox")
      try copy(
        "booking", count, in: db,
        with: [
          "id": "printf('%032x', n)", "token": "printf('%032x', n)", "code": "printf('%08d', n)",
          "event": "printf('event%d', n)", "start": "start - n * 3600000", "end": "\"end\" - n * 3600000",
          "created_at": "created_at - n * 3600000", "call": "printf('call-%d', n)",
        ])
      try copy(
        "claim", count, in: db,
        with: [
          "booking": "printf('%032x', n)", "start": "start - n * 3600000", "end": "\"end\" - n * 3600000",
        ])
    }
    try queue.close()
  }

  /// The oldest first, as they would have come: the ledger's check of a claim looks at those that end after it begins.
  private static func copy(_ table: String, _ count: Int, in db: Database, with changes: [String: String]) throws {
    let columns = try db.columns(in: table).map(\.name)
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let values = columns.map { changes[$0] ?? "\"\($0)\"" }.joined(separator: ", ")
    try db.execute(
      sql: """
        WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n - 1 FROM numbers WHERE n > 1)
        INSERT INTO "\(table)" (\(names))
        SELECT \(values) FROM (SELECT * FROM "\(table)" LIMIT 1), numbers
        """, arguments: [count - 1])
  }

  private static func confirm(_ ledger: SQLiteLedger) async throws {
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    let period = Interval(start: now - .hours(1), duration: .minutes(30))
    let calendar = CalendarReference(account: AccountID(Town.account(0)), calendar: CalendarID("primary"))
    let id = BookingID(Randomness.system.hexadecimal(bytes: 16))
    let booking = Booking(
      id: id, desk: DeskKey(Town.bookingDesk), offering: OfferingKey("visit"), host: HostKey("host0"), period: period,
      claims: [Claim(resource: ResourceID(calendar), interval: period)],
      attempt: Attempt(
        booking: id, generation: 1, token: AttemptToken(Randomness.system.hexadecimal(bytes: 16)), calendar: calendar),
      others: [], details: BookingDetails(summary: "Visit", name: "Ada"), call: CallID("call"), caller: nil,
      createdAt: now - .hours(2), leaseUntil: now)
    guard case .held = try await ledger.hold(booking, at: now),
      case .advanced = try await ledger.advance(
        id, epoch: 1, by: .inserted(PlacedEvent(event: EventID("event"), link: nil)), at: now),
      case .advanced = try await ledger.advance(
        id, epoch: 1, by: .confirmed(code: ConfirmationCode("K7M2RX"), closing: nil), at: now)
    else { throw BenchFailure("a first booking could not be stored") }
  }
}
