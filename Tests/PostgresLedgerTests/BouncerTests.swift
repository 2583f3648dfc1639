import Desk
import LedgerContract
import LocalPostgres
import PostgresLedger
import Testing

/// Behind pgbouncer in transaction mode each transaction may be on another connection to the server.
@Suite(.serialized, .enabled(if: LocalBouncer.isInstalled, "pgbouncer is not installed; scripts/setup installs it"))
struct `The contract of storage through pgbouncer` {
  @Test(arguments: LedgerContract.rules) func `is kept`(_ rule: ContractRule) async throws {
    let bouncer = try LocalBouncer.shared
    try await rule.check {
      let address = try TestDatabase.ready()
      return try PostgresLedger(
        PostgresAddress(uri: bouncer.uri(of: LocalPostgres.name(in: address.uri))), limits: .patient)
    }
  }

  @Test func `an empty database is brought up to date by many at once`() async throws {
    let bouncer = try LocalBouncer.shared
    let address = try PostgresAddress(uri: bouncer.uri(of: LocalPostgres.name(in: TestDatabase.empty().uri)))
    let identities = try await withThrowingTaskGroup(of: LedgerID.self) { group in
      for _ in 0..<6 {
        group.addTask { try await PostgresLedger.open(address, limits: .patient).condition().identity }
      }
      return try await group.reduce(into: Set<LedgerID>()) { $0.insert($1) }
    }
    #expect(identities.count == 1)
  }

  @Test func `more who want one time than the pooler has connections: one gets it`() async throws {
    let bouncer = try LocalBouncer.shared
    let address = try PostgresAddress(uri: bouncer.uri(of: LocalPostgres.name(in: TestDatabase.ready().uri)))
    let ledgers = try (0..<3).map { _ in try PostgresLedger(address, limits: .patient) }
    let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
      for number in 0..<48 {
        let booking = Sample.booking("b\(number)", number % 5, 20 + number % 7, caller: "+1555\(number)")
        group.addTask { try await ledgers[number % 3].hold(booking, at: Sample.now) }
      }
      return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .taken } == 47)
  }

  @Test func `more who want a place in a class than the pooler has connections: eight get one`() async throws {
    let bouncer = try LocalBouncer.shared
    let address = try PostgresAddress(uri: bouncer.uri(of: LocalPostgres.name(in: TestDatabase.ready().uri)))
    let ledgers = try (0..<3).map { _ in try PostgresLedger(address, limits: .patient) }
    let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
      for number in 0..<48 {
        let booking = Sample.participant("b\(number)", 0, 60, of: 8, resources: [Sample.room, Sample.chair])
        group.addTask { try await ledgers[number % 3].hold(booking, at: Sample.now) }
      }
      return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .full(SeatKey(Sample.occasion(0))) } == 40)
  }
}
