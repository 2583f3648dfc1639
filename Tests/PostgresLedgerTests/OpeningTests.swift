import Desk
import Foundation
import LedgerContract
import LocalPostgres
import Testing

@testable import PostgresLedger

struct `Opening a PostgreSQL database` {
  @Test func `an empty one gets the tables, and an identity of its own`() async throws {
    let ledger = try await PostgresLedger.open(TestDatabase.empty(), limits: .patient)
    let other = try await PostgresLedger.open(TestDatabase.empty(), limits: .patient)
    #expect(try await ledger.desks().isEmpty)
    let identity = try await ledger.condition().identity
    #expect(identity.rawValue.count == 32)
    #expect(try await other.condition().identity != identity)
  }

  @Test func `opened again it is the same ledger`() async throws {
    let address = try TestDatabase.empty()
    let first = try PostgresLedger(address, limits: .patient)
    let booking = try await first.holding(Sample.booking("a", 0, 30))
    let second = try PostgresLedger(address, limits: .patient)
    #expect(try await second.booking(booking.id) == booking)
    #expect(try await second.condition() == first.condition())
  }

  @Test func `many that open an empty one at once all get it`() async throws {
    let address = try TestDatabase.empty()
    let identities = try await withThrowingTaskGroup(of: LedgerID.self) { group in
      for _ in 0..<12 {
        group.addTask { try await PostgresLedger.open(address, limits: .patient).condition().identity }
      }
      return try await group.reduce(into: Set<LedgerID>()) { $0.insert($1) }
    }
    #expect(identities.count == 1)
  }

  @Test func `a database of a newer version is refused and left alone`() throws {
    let address = try TestDatabase.ready()
    let name = LocalPostgres.name(in: address.uri)
    try LocalPostgres.shared.execute("INSERT INTO frontdesk.migration (number) VALUES (999)", in: name)
    #expect(
      throws: LedgerFailure.unavailable(
        "The database was written by a newer version of Frontdesk; start that version, or use another database.")
    ) { try PostgresLedger(address, limits: .patient) }
    #expect(try LocalPostgres.shared.execute("SELECT max(number) FROM frontdesk.migration", in: name) == "999\n")
  }

  @Test func `a wrong password is told with host and database, without any password`() throws {
    let server = try LocalPostgres.shared
    let address = PostgresAddress(uri: server.uri(of: "postgres", password: "not-the-one"))
    let sentence = try Self.refusal(of: address, limits: .patience(.milliseconds(300), statement: .seconds(1)))
    #expect(sentence.contains("the PostgreSQL database postgres at 127.0.0.1"))
    #expect(sentence.contains("password authentication failed"))
    #expect(!sentence.contains("not-the-one") && !sentence.contains(LocalPostgres.password))
  }

  @Test func `a server that is not there is told`() throws {
    let address = PostgresAddress(uri: "postgres://ada:not-the-one@127.0.0.1:1/salon")
    let sentence = try Self.refusal(of: address, limits: .patience(.milliseconds(300), statement: .seconds(1)))
    #expect(sentence.hasPrefix("Cannot connect to the PostgreSQL database salon at 127.0.0.1"))
    #expect(!sentence.contains("not-the-one"))
  }

  @Test(arguments: [
    "postgres://u:se/cret@host:port/db", "postgres://u:12/cret@host:port/db", "postgres://u:cret",
    "postgres://u:p@h/d?nonsense", "postgres://u:secret@[::1", "a\u{0}",
  ])
  func `an address that cannot be read is told without quoting it`(_ uri: String) throws {
    let sentence = try Self.refusal(of: PostgresAddress(uri: uri))
    #expect(sentence.hasPrefix("The database's address cannot be read."))
    #expect(!sentence.contains("cret"))
  }

  @Test func `an address does not show itself`() {
    #expect(!"\(PostgresAddress(uri: "postgres://u:secret@h/d"))".contains("secret"))
  }

  @Test func `a role that may not make tables is told what to do, and may start once they are there`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.empty()
    let name = LocalPostgres.name(in: address.uri)
    try server.execute("CREATE ROLE \(name)_guest LOGIN PASSWORD 'guest'")
    let guest = PostgresAddress(uri: server.uri(of: name, role: "\(name)_guest", password: "guest"))
    #expect(try Self.refusal(of: guest).contains("GRANT CREATE ON DATABASE"))
    let owner = try PostgresLedger(address, limits: .patient)
    try server.execute(
      """
      GRANT USAGE ON SCHEMA frontdesk TO \(name)_guest;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA frontdesk TO \(name)_guest
      """, in: name)
    let booking = Sample.booking("a", 0, 30)
    #expect(try await PostgresLedger(guest, limits: .patient).hold(booking, at: Sample.now) == .held(booking))
    #expect(try await owner.booking(booking.id) == booking)
  }

  @Test func `a role that may make tables but not the extension is told who may`() throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.empty()
    let name = LocalPostgres.name(in: address.uri)
    try server.execute("CREATE ROLE \(name)_maker LOGIN PASSWORD 'maker'")
    try server.execute("CREATE SCHEMA frontdesk AUTHORIZATION \(name)_maker", in: name)
    let maker = PostgresAddress(uri: server.uri(of: name, role: "\(name)_maker", password: "maker"))
    #expect(try Self.refusal(of: maker).contains("CREATE EXTENSION btree_gist"))
    try server.execute("CREATE EXTENSION btree_gist", in: name)
    _ = try PostgresLedger(maker, limits: .patient)
  }

  @Test func `a database in another encoding is refused`() throws {
    let server = try LocalPostgres.shared
    try server.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    #expect(try Self.refusal(of: PostgresAddress(uri: server.uri(of: "latin"))).contains("encoding is LATIN1"))
  }

  @Test func `what others have put on the search path does not matter`() async throws {
    let address = try TestDatabase.empty()
    let name = LocalPostgres.name(in: address.uri)
    try LocalPostgres.shared.execute(
      """
      CREATE SCHEMA evil;
      CREATE TABLE evil.booking (id text);
      CREATE TABLE public.claim (id text);
      CREATE FUNCTION evil.digest(text) RETURNS bytea LANGUAGE sql AS $$ SELECT NULL::bytea $$;
      ALTER DATABASE \(name) SET search_path = evil, public;
      ALTER DATABASE \(name) SET default_transaction_isolation = 'serializable';
      ALTER DATABASE \(name) SET synchronous_commit = off;
      ALTER DATABASE \(name) SET bytea_output = 'escape'
      """, in: name)
    let ledger = try PostgresLedger(address, limits: .patient)
    let booking = try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .confirmed)
    #expect(try await ledger.booking(booking.id) == booking)
    #expect(try await ledger.hold(Sample.booking("b", 0, 30), at: Sample.now) == .taken)
    #expect(try await ledger.write(DocumentID(kind: "k", name: "n"), ciphertext: [0, 255], expecting: nil))
    #expect(try await ledger.document(DocumentID(kind: "k", name: "n"))?.ciphertext == [0, 255])
    try await ledger.driving(ledger.holding(Sample.booking("c", 30, 60)), to: .released)
    let settings = try await ledger.read { db in
      try ["transaction_isolation", "synchronous_commit"].map { setting -> String? in
        try db.row("SELECT current_setting('\(setting)') AS value")?.required("value")
      }
    }
    #expect(settings == ["repeatable read", "on"])
  }

  @Test func `a report tells what stands`() async throws {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(Sample.booking("a", 0, 30))
    let report = try await ledger.report()
    #expect(report.schemaVersion == Migrations.steps.count)
    #expect(report.database == LocalPostgres.name(in: address.uri))
    #expect(report.rows["booking"] == 1 && report.rows["claim"] == 1 && report.rows["notice"] == 0)
    #expect(report.oldestLease == Sample.minute(1))
    #expect(report.sessions >= 1 && report.sessionLimit == 400 && report.ownLimit == 8)
  }

  private static func refusal(of address: PostgresAddress, limits: PostgresLimits = .patient) throws -> String {
    let failure = #expect(throws: LedgerFailure.self) { try PostgresLedger(address, limits: limits) }
    guard case .unavailable(let sentence) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return ""
    }
    return sentence
  }
}
