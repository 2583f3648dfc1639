import Desk
import LedgerContract
import LocalPostgres
import Testing

@testable import PostgresLedger

/// A copy may be older than what callers were told, so it books nothing until it was compared with the calendars.
@Suite struct `A copied database of PostgreSQL` {
  private static let early = Sample.booking("early", 0, 30)
  private static let late = Sample.booking("late", 60, 90)

  @Test func `is closed when it was dumped and restored elsewhere, until it is reconciled`() async throws {
    let server = try LocalPostgres.shared
    let original = try await Self.original()
    let copy = try TestDatabase.empty()
    try server.execute(server.dump(original.name), in: LocalPostgres.name(in: copy.uri))
    try await original.ledger.holding(Self.late)
    let ledger = try PostgresLedger(copy, limits: .patient)
    try await Self.expectClosed(ledger)
    #expect(try await original.ledger.condition().closedBecause == nil)
    try await original.ledger.holding(Sample.booking("later", 120, 150))
    try await Self.expectCure(of: ledger)
  }

  @Test func `is closed under a running server, and where it has the same name and the same place`() async throws {
    let server = try LocalPostgres.shared
    let (ledger, name) = try await Self.original()
    let dump = try server.dump(name)
    try await ledger.holding(Self.late)
    try server.execute("DROP SCHEMA frontdesk CASCADE", in: name)
    try server.execute(dump, in: name)
    try await Self.expectClosed(ledger)
    try await Self.expectCure(of: ledger)
  }

  @Test func `is closed when only its rows were brought back`() async throws {
    let server = try LocalPostgres.shared
    let (ledger, name) = try await Self.original()
    try server.execute(
      "CREATE TABLE kept AS SELECT * FROM frontdesk.origin; DELETE FROM frontdesk.origin;", in: name)
    try await Self.expectClosed(ledger)
    try server.execute("INSERT INTO frontdesk.origin SELECT * FROM kept", in: name)
    try await Self.expectClosed(ledger)
    try await Self.expectCure(of: ledger)
  }

  @Test func `is closed when it was made from a template`() async throws {
    let (ledger, name) = try await Self.original()
    ledger.close()
    try LocalPostgres.shared.terminateBackends(of: name)
    let copy = try LocalPostgres.shared.newDatabase(like: name)
    let ledgerOfCopy = try PostgresLedger(PostgresAddress(uri: copy), limits: .patient)
    try await Self.expectClosed(ledgerOfCopy)
    try await Self.expectCure(of: ledgerOfCopy)
    let again = try PostgresLedger(
      PostgresAddress(uri: LocalPostgres.shared.uri(of: name)), limits: .patient)
    #expect(try await again.condition().closedBecause == nil)
  }

  @Test(arguments: LocalPostgres.BackupUse.allCases)
  func `is closed when it comes from a base backup or was a replica`(use: LocalPostgres.BackupUse) async throws {
    let server = try LocalPostgres()
    let address = try PostgresAddress(uri: server.newDatabase())
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(Self.early)
    let copy = try LocalPostgres(copyOf: server, use)
    try await ledger.holding(Self.late)
    let copied = try PostgresLedger(
      PostgresAddress(uri: copy.uri(of: LocalPostgres.name(in: address.uri))), limits: .patient)
    try await Self.expectClosed(copied)
    try await Self.expectCure(of: copied)
    try copy.restart()
    #expect(try await copied.condition().closedBecause == nil)
    #expect(try await ledger.condition().closedBecause == nil)
  }

  @Test func `is none after the server's own housekeeping, a crash, or another reason to be closed`() async throws {
    let server = try LocalPostgres(durability: .full)
    let address = try PostgresAddress(uri: server.newDatabase())
    let name = LocalPostgres.name(in: address.uri)
    let ledger = try PostgresLedger(address, limits: .patient)
    for statement in ["VACUUM FREEZE frontdesk.origin", "VACUUM FULL frontdesk.origin", "ANALYZE", "CHECKPOINT"] {
      try server.execute(statement, in: name)
      #expect(try await ledger.condition().closedBecause == nil, "\(statement)")
    }
    try server.restart(.immediate)
    #expect(try await ledger.condition().closedBecause == nil)
    try await ledger.shut(because: "a reason")
    #expect(try await ledger.condition().closedBecause == "a reason")
    try await ledger.reopen()
    try server.restart(.fast)
    #expect(try await PostgresLedger(address, limits: .patient).condition().closedBecause == nil)
  }

  @Test func `is known also by a role that may not ask where it is`() async throws {
    let server = try LocalPostgres.shared
    let address = try TestDatabase.empty()
    let name = LocalPostgres.name(in: address.uri)
    try server.execute(
      """
      REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_current_wal_lsn() FROM PUBLIC;
      CREATE ROLE \(name)_blind LOGIN PASSWORD 'blind';
      CREATE EXTENSION btree_gist;
      CREATE SCHEMA frontdesk AUTHORIZATION \(name)_blind
      """, in: name)
    let ledger = try PostgresLedger(
      PostgresAddress(uri: server.uri(of: name, role: "\(name)_blind", password: "blind")), limits: .patient)
    try await ledger.holding(Self.early)
    #expect(
      try server.execute("SELECT system IS NULL AND timeline IS NULL FROM frontdesk.origin", in: name) == "t\n")
    #expect(try await PostgresLedger(address, limits: .patient).condition().closedBecause == nil)
    try server.execute("UPDATE frontdesk.origin SET database = database", in: name)
    try await Self.expectClosed(ledger)
    try await Self.expectCure(of: ledger)
  }

  // MARK: -

  private static func original() async throws -> (ledger: PostgresLedger, name: String) {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(early)
    return (ledger, LocalPostgres.name(in: address.uri))
  }

  private static func expectClosed(_ ledger: PostgresLedger) async throws {
    #expect(try await ledger.condition().closedBecause == Origin.elsewhere)
    let failures = await [
      #expect(throws: LedgerFailure.self) { try await ledger.hold(Sample.booking("new", 60, 90), at: Sample.now) },
      #expect(throws: LedgerFailure.self) {
        try await ledger.advance(early.id, epoch: 1, by: .withdrawing, at: Sample.minute(9))
      },
    ]
    for failure in failures { #expect(failure == .closed(Origin.elsewhere)) }
    #expect(try await ledger.unattended(at: Sample.minute(9), limit: 9).isEmpty)
    #expect(try await ledger.booking(early.id) == early)
  }

  private static func expectCure(of ledger: PostgresLedger) async throws {
    try await ledger.reopen()
    #expect(try await ledger.condition().closedBecause == nil)
    #expect(try await ledger.unattended(at: Sample.minute(9), limit: 9).map(\.id) == [early.id])
    try await ledger.holding(Sample.booking("new", 60, 90))
  }
}
