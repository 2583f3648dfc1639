import Desk
import LedgerContract
import LocalPostgres
import Testing

@testable import PostgresLedger

struct `The migrations of PostgreSQL` {
  @Test(arguments: SchemaFixture.all)
  func `bring a database of every earlier version up to date with all that is in it`(
    _ fixture: SchemaFixture
  ) async throws {
    let address = try TestDatabase.empty()
    let name = LocalPostgres.name(in: address.uri)
    try LocalPostgres.shared.execute(
      "CREATE SCHEMA frontdesk; CREATE EXTENSION btree_gist SCHEMA frontdesk;\n" + fixture.sql, in: name)
    let ledger = try PostgresLedger(address, limits: .patient)
    #expect(try Self.schema(of: name) == Self.schema(of: LocalPostgres.name(in: TestDatabase.ready().uri)))
    // From the third on the database knows that it has been copied here.
    #expect(try await (ledger.condition().closedBecause != nil) == (fixture.version >= 3))
    try await ledger.reopen()
    for booking in fixture.bookings { #expect(try await ledger.booking(booking.id) == booking) }
    #expect(try await ledger.desks() == fixture.desks)
    #expect(try await ledger.revision() == 2)
    #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
    #expect(try await ledger.counts().outbox == 1)
    #expect(try await ledger.notices(of: nil, includingDone: false, limit: 9).map(\.text) == ["Please call back"])
    #expect(
      try await ledger.document(DocumentID(kind: "google-grant", name: "ada@example.com"))?.ciphertext == [0, 1, 255])
    for start in [0, 90, 120, 180] {
      #expect(try await ledger.hold(Sample.booking("new-\(start)", start, start + 30), at: Sample.now) == .taken)
    }
    try await ledger.holding(Sample.booking("new", 60, 90))
  }

  @Test func `have a stored database of every version`() {
    #expect(SchemaFixture.all.map(\.version) == Migrations.steps.map(\.number))
    #expect(Migrations.steps.map(\.number) == Array(1...Migrations.steps.count))
  }

  /// Everything that the catalogue has to say of our tables.
  private static func schema(of database: String) throws -> String {
    try LocalPostgres.shared.execute(
      """
      SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity
      FROM information_schema.columns WHERE table_schema = 'frontdesk' ORDER BY 1, 2;
      SELECT indexdef FROM pg_indexes WHERE schemaname = 'frontdesk' ORDER BY 1;
      SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'frontdesk'::regnamespace ORDER BY 1, 2;
      SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1;
      SELECT pg_get_functiondef(oid) FROM pg_proc
      WHERE pronamespace = 'frontdesk'::regnamespace AND prolang IN (SELECT oid FROM pg_language WHERE lanname <> 'c')
      ORDER BY 1
      """, in: database)
  }
}
