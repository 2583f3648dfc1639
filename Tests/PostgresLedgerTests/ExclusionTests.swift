import Desk
import LedgerContract
import LocalPostgres
import Testing

@testable import PostgresLedger

/// What the schema refuses, whoever writes.
struct `The schema of PostgreSQL` {
  @Test(arguments: [
    (
      #"INSERT INTO claim SELECT (SELECT max(number) FROM booking), 9, resource, "start" + 1, "end" + 1 FROM claim WHERE booking = (SELECT min(number) FROM booking)"#,
      "23P01"
    ),
    (
      #"UPDATE claim SET "start" = 1900000000000, "end" = 1900000000001 WHERE booking = (SELECT max(number) FROM booking)"#,
      "23P01"
    ),
    (
      #"INSERT INTO claim SELECT (SELECT max(number) FROM booking), 9, resource, "start", "end", 'other' FROM claim WHERE occasion IS NOT NULL LIMIT 1"#,
      "23P01"
    ),
    (
      #"INSERT INTO claim SELECT (SELECT max(number) FROM booking), 9, resource, "start", "end" FROM claim WHERE occasion IS NOT NULL LIMIT 1"#,
      "23P01"
    ),
    ("UPDATE claim SET occasion = 'other' WHERE occasion IS NOT NULL", "23P01"),
    ("INSERT INTO seat SELECT (SELECT max(number) FROM booking), key, places, number FROM seat LIMIT 1", "23505"),
    ("INSERT INTO seat SELECT booking, key, 99, 98 FROM seat", "23505"),
    ("INSERT INTO seat SELECT (SELECT max(number) FROM booking), key, places, places FROM seat LIMIT 1", "23514"),
    ("INSERT INTO seat VALUES (-1, 'key', 1, 0)", "23503"),
    ("UPDATE booking SET state = 'confirmed' WHERE id = 'gone'", "P0001"),
    ("UPDATE booking SET state = 'nonsense'", "23514"),
    (#"UPDATE booking SET "end" = "start""#, "23514"),
    ("UPDATE booking SET state = 'moving' WHERE id = 'a'", "23514"),
    ("UPDATE document SET version = 0", "P0001"),
    ("INSERT INTO ledger (sole, identity) VALUES (false, 'x')", "23514"),
    ("INSERT INTO ledger (identity) VALUES ('x')", "23505"),
  ])
  func `refuses what must never be`(_ sql: String, _ state: String) async throws {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(Sample.booking("a", 0, 30))
    try await ledger.driving(ledger.holding(Sample.booking("gone", 60, 90)), to: .released)
    try await ledger.holding(Sample.participant("class", 600, 630, of: 2))
    try await ledger.holding(Sample.participant("class2", 600, 630, of: 2))
    try await ledger.holding(Sample.booking("b", 30, 60))
    #expect(try await ledger.write(DocumentID(kind: "k", name: "n"), ciphertext: [1], expecting: nil))
    let db = try Connection(ServerName(address), until: .now + .seconds(30))
    try db.script("SET search_path = frontdesk")
    let failure = #expect(throws: StatementFailure.self) { try db.change(sql) }
    guard case .refused(let error) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(error.state.code == state)
  }

  @Test func `frees the time of a booking that a person releases`() async throws {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(Sample.booking("a", 0, 30))
    try LocalPostgres.shared.execute(
      "UPDATE frontdesk.booking SET state = 'released'", in: LocalPostgres.name(in: address.uri))
    try await ledger.holding(Sample.booking("b", 0, 30))
  }

  @Test func `a claim that somebody writes without the lock makes the ledger look again, and nothing is kept`()
    async throws
  {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.driving(ledger.holding(Sample.booking("other", 0, 30)), to: .released)
    // A trigger writes a claim that overlaps at the last moment, as if somebody had not taken the lock.
    try LocalPostgres.shared.execute(
      """
      CREATE FUNCTION frontdesk.interfere() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF NEW.id = 'a' THEN
          INSERT INTO frontdesk.claim SELECT 1, 7, number, 1900000000000, 1900000060000 FROM frontdesk.resource;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER interfere AFTER INSERT ON frontdesk.booking FOR EACH ROW EXECUTE FUNCTION frontdesk.interfere()
      """, in: LocalPostgres.name(in: address.uri))
    await #expect(throws: LedgerFailure.busy) { try await ledger.hold(Sample.booking("a", 0, 30), at: Sample.now) }
    #expect(try await ledger.booking(BookingID("a")) == nil)
  }

  @Test(arguments: [
    ("UPDATE booking SET others = '[{}]'", "booking a: others is not readable"),
    ("UPDATE booking SET guests = '{}'", "booking a: guests is no array"),
    ("UPDATE booking SET claims = '7'", "booking a: claims is not readable"),
    ("UPDATE booking SET seats = '[{}]'", "booking a: seats is not readable"),
  ])
  func `what this version cannot read is corrupt, by its id and column`(_ sql: String, _ sentence: String) async throws
  {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    let booking = try await ledger.holding(Sample.booking("a", 0, 30))
    let db = try Connection(ServerName(address), until: .now + .seconds(30))
    try db.script("SET search_path = frontdesk; \(sql)")
    await #expect(throws: LedgerFailure.corrupt(sentence)) { try await ledger.booking(booking.id) }
  }
}
