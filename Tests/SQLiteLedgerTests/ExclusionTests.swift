import Desk
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

struct `What the schema refuses` {
  /// Statements of a stranger on a connection of their own, beside a confirmed booking `a` from minute 0 to 30, where the
  /// released `gone` was before, and others that are named for their state.
  @Test(arguments: [
    (
      "a claim into a booked time",
      "INSERT INTO claim SELECT 'b', 'place', 7, resource, start + 1, \"end\" + 1, 1, NULL FROM claim WHERE booking = 'a'"
    ),
    (
      "a move into a booked time",
      "INSERT INTO claim SELECT 'moving', 'move', 7, resource, start + 1, \"end\" + 1, 1, NULL FROM claim WHERE booking = 'a'"
    ),
    (
      "a claim into the time that a move goes to",
      "INSERT INTO claim SELECT 'b', 'place', 7, resource, start, \"end\", 1, NULL FROM claim WHERE part = 'move'"
    ),
    (
      "a claim into the time that a booking is leaving",
      "INSERT INTO claim SELECT 'b', 'place', 7, resource, start, \"end\", 1, NULL FROM claim WHERE part = 'remains'"
    ),
    (
      "a claim of another occasion into a session",
      "INSERT INTO claim SELECT 'b', 'place', 7, resource, start, \"end\", 1, 'other' FROM claim WHERE booking = 'class'"
    ),
    (
      "a claim of no occasion into a session",
      "INSERT INTO claim SELECT 'b', 'place', 7, resource, start, \"end\", 1, NULL FROM claim WHERE booking = 'class'"
    ),
    ("a claim taken to another occasion", "UPDATE claim SET occasion = 'other' WHERE booking = 'class2'"),
    ("a seat given twice", "INSERT INTO seat SELECT 'b', key, places, number FROM seat WHERE booking = 'class'"),
    ("a seat that there is not", "INSERT INTO seat SELECT 'b', key, places, places FROM seat WHERE booking = 'class'"),
    ("a seat of no booking", "INSERT INTO seat VALUES ('nobody', 'key', 1, 0)"),
    ("seats that are no JSON", "UPDATE booking SET seats = '[' WHERE id = 'a'"),
    ("a claim of the past brought back into a booked time", "UPDATE claim SET live = 1 WHERE booking = 'gone'"),
    ("a claim moved into a booked time", "UPDATE claim SET start = start - 1800000 WHERE booking = 'b'"),
    ("a claim taken to a booked resource", "UPDATE claim SET resource = '\(Sample.chair)' WHERE booking = 'o'"),
    ("a live claim deleted", "DELETE FROM claim WHERE booking = 'a'"),
    ("a claim that ends before it starts", "UPDATE claim SET \"end\" = start WHERE booking = 'a'"),
    ("a released booking revived", "UPDATE booking SET state = 'held' WHERE id = 'released'"),
    ("a cancelled booking revived", "UPDATE booking SET state = 'confirmed' WHERE id = 'cancelled'"),
    ("a cancelled booking released", "UPDATE booking SET state = 'released' WHERE id = 'cancelled'"),
    ("a booking with claims deleted", "DELETE FROM booking WHERE id = 'released'"),
    ("a state that does not exist", "UPDATE booking SET state = 'lost' WHERE id = 'a'"),
    ("a confirmation without code", "UPDATE booking SET state = 'confirmed' WHERE id = 'inserted'"),
    ("a confirmation without event", "UPDATE booking SET state = 'confirmed', code = 'c' WHERE id = 'b'"),
    ("a confirmation of what is only kept", "UPDATE booking SET is_only_kept = 1 WHERE id = 'a'"),
    ("a kept time that is asked for", "UPDATE booking SET is_only_kept = 0 WHERE id = 'kept'"),
    ("a move of a booking that does not move", "UPDATE booking SET move = '{}' WHERE id = 'a'"),
    ("a move that is no JSON", "UPDATE booking SET move = '{' WHERE id = 'moving'"),
    ("remains of a booking that leaves nothing", "UPDATE booking SET remains = '{}' WHERE id = 'a'"),
    ("a second ledger in the ledger", "INSERT INTO ledger (one, identity) VALUES (2, 'other')"),
    (
      "a notice's key used twice",
      "INSERT INTO notice SELECT 'm', desk, kind, key, NULL, 0, '', NULL, NULL, 0 FROM notice"
    ),
    ("a code used twice", "UPDATE booking SET code = '\(Sample.code)' WHERE id = 'b'"),
    ("text where a number belongs", "UPDATE booking SET start = 'soon' WHERE id = 'a'"),
    ("a version that goes back", "UPDATE document SET version = 0"),
    ("guests that are no JSON", "UPDATE booking SET guests = '[' WHERE id = 'a'"),
  ])
  func `is refused whoever asks`(_ what: String, _ sql: String) async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledger = try SQLiteLedger(path: path)
    try await ledger.storing(Sample.booking("gone", 0, 30), in: .released)
    try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
    try await ledger.holding(Sample.booking("b", 30, 60))
    try await ledger.holding(Sample.booking("o", 0, 30, claims: [Sample.claim(Sample.room, 0, 30)]))
    for (index, state) in BookingState.allCases.enumerated() {
      let booking = Sample.booking("\(state)", 60 + index * 30, 90 + index * 30)
      try await ledger.storing(booking, in: state, code: ConfirmationCode("\(state)"))
    }
    try await ledger.holding(Sample.participant("class", 600, 630, of: 2))
    try await ledger.holding(Sample.participant("class2", 600, 630, of: 2))
    #expect(try await ledger.raise(Sample.notice("key"), closing: nil, at: Sample.now))
    #expect(try await ledger.write(DocumentID(kind: "k", name: "n"), ciphertext: [1], expecting: nil))
    let stranger = try DatabaseQueue(path: path)
    let error = #expect(throws: DatabaseError.self, "\(what)") { try stranger.write { try $0.execute(sql: sql) } }
    #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(what)")
  }

  @Test func `a stranger may claim a time that was released`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledger = try SQLiteLedger(path: path)
    try await ledger.holding(Sample.booking("b", 30, 60))
    try await ledger.driving(ledger.holding(Sample.booking("r", 60, 90)), to: .released)
    try await DatabaseQueue(path: path).write { db in
      try db.execute(
        sql:
          "INSERT INTO claim SELECT 'b', 'place', 7, resource, start, \"end\", 1, NULL FROM claim WHERE booking = 'r'")
    }
    #expect(try await ledger.hold(Sample.booking("c", 60, 90), at: Sample.now) == .taken)
  }

  @Test func `fifty callers on two connections get one time once`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledgers = try [SQLiteLedger(path: path), SQLiteLedger(path: path)]
    let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await ledgers[number % 2].hold(Sample.booking("b\(number)", number % 20, 30), at: Sample.now)
        }
      }
      return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.filter { if case .held = $0 { true } else { false } }.count == 1)
    #expect(outcomes.filter { $0 == .taken }.count == 49)
  }

  @Test func `a hundred thousand past claims are not looked at`() async throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    try await ledger.driving(ledger.holding(Sample.booking("past", -30, 0)), to: .confirmed)
    let plans = try await ledger.queue.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE past (n) AS (SELECT 100000 UNION ALL SELECT n - 1 FROM past WHERE n > 1)
          INSERT INTO claim SELECT booking, part, n, resource, start - n * 1800000, "end" - n * 1800000, 1, NULL
          FROM past CROSS JOIN claim WHERE booking = 'past' AND position = 0
          """)
      try db.execute(sql: "ANALYZE")
      let check = SchemaVersion3.overlapping(
        resource: ":resource", start: ":start", end: ":end", occasion: ":occasion", exceptOf: ":booking")
      let arguments: StatementArguments = [
        "resource": Sample.chair.rawValue, "start": Sample.now.milliseconds,
        "end": Sample.minute(30).milliseconds, "booking": "new",
        "occasion": nil,
      ]
      return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(check)", arguments: arguments).map {
        $0["detail"] as String
      }
    }
    #expect(plans == ["SEARCH claim USING COVERING INDEX claim_live (resource=? AND end>?)"])
    #expect(try await ledger.hold(Sample.booking("b", -1, 30), at: Sample.now) == .taken)
    try await ledger.holding(Sample.booking("c", 0, 30))
  }

  @Test func `the triggers make the very check whose plan was looked at`() throws {
    let scratch = try Scratch()
    let ledger = try SQLiteLedger(path: scratch.newPath())
    let triggers = try ledger.queue.read {
      try String.fetchAll(
        $0, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'claim_excludes%'")
    }
    let check = SchemaVersion3.overlapping(
      resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", occasion: "NEW.occasion",
      exceptOf: "NEW.booking")
    #expect(triggers.count == 2)
    for trigger in triggers { #expect(trigger.contains(check)) }
  }
}
