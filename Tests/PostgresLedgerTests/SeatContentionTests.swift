import Desk
import Foundation
import LedgerContract
import LocalPostgres
import PostgresLedger
import Scheduling
import Testing

/// Many at once, from two processes' pools, for what is counted. That nobody meets an error is part of each.
struct `Many who want few places` {
  @Test func `of a class in two rooms: as many get one as there are`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try Self.pools(address)
    for round in 0..<10 {
      let outcomes = try await Self.contend(32) { number in
        // In either order: the locks are taken in one.
        let resources = [Sample.chair, Sample.room]
        return try await ledgers[number % 2].hold(
          Sample.participant(
            "r\(round)-\(number)", round * 120, round * 120 + 60, of: 8,
            resources: number % 3 == 0 ? resources : resources.reversed()), at: Sample.now)
      }
      #expect(outcomes.count { if case .held = $0 { true } else { false } } == 8)
      #expect(outcomes.count { $0 == .full(SeatKey(Sample.occasion(round * 120))) } == 24)
    }
    #expect(try Self.numbers(in: address) == "0,1,2,3,4,5,6,7")
    #expect(try Self.overlaps(in: address) == 0)
  }

  @Test func `of a day and a week, asked for in any order: neither limit is passed`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try Self.pools(address)
    let keys = ["day/1", "day/2", "week/1", "caller/1"].map { SeatKey($0) }
    let outcomes = try await Self.contend(64) { number in
      let wanted = (number % 2 == 0 ? [keys[0], keys[2]] : [keys[2], keys[1], keys[3]]).map {
        SeatClaim(key: $0, places: 5)
      }
      return try await ledgers[number % 2].hold(
        Sample.booking(
          "b\(number)", number * 30, number * 30 + 30, seats: number % 3 == 0 ? wanted : wanted.reversed()),
        at: Sample.now)
    }
    #expect(outcomes.count { if case .held = $0 { true } else { false } } == 5)
    #expect(try await ledgers[0].taken(keys)[keys[2]] == 5)
    #expect(try Self.numbers(in: address, of: "week/1") == "0,1,2,3,4")
  }

  @Test func `who swap sessions, rooms and limits at once neither wait for each other for ever nor get too much`()
    async throws
  {
    let address = try TestDatabase.ready()
    let ledgers = try Self.pools(address)
    var booked: [Booking] = []
    for number in 0..<16 {
      let start = number % 2 * 120
      let participant = Sample.participant(
        "b\(number)", start, start + 60, of: 10, resources: [Sample.chair, Sample.room])
      booked.append(
        try await ledgers[0].storing(participant, in: .confirmed, code: ConfirmationCode("\(number)")))
    }
    let movers = booked
    let outcomes = try await Self.contend(movers.count) { number in
      let (mover, start) = (movers[number], (number + 1) % 2 * 120)
      let there = Sample.participant(
        "there", start, start + 60, of: 10,
        resources: number % 3 == 0 ? [Sample.room, Sample.chair] : [Sample.chair, Sample.room])
      let move = Move(
        host: mover.host, period: there.period, claims: there.claims, seats: there.seats, attempt: nil, others: [],
        call: nil, askedAt: Sample.now)
      return try await ledgers[number % 2].advance(
        mover.id, epoch: mover.epoch, by: .moving(move, leaseUntil: Sample.minute(1)), at: Sample.now)
    }
    // Eight are in each; two more come while nobody has gone.
    #expect(outcomes.count { if case .advanced = $0 { true } else { false } } == 4)
    #expect(outcomes.count { if case .full = $0 { true } else { false } } == 12)
    let keys = [SeatKey(Sample.occasion(0)), SeatKey(Sample.occasion(120))]
    #expect(try await ledgers[0].taken(keys) == [keys[0]: 10, keys[1]: 10])
  }

  @Test func `who change rooms with each other at once never wait for each other in a circle`() async throws {
    let address = try TestDatabase.ready()
    var ledgers = try Self.pools(address)
    for round in 0..<12 {
      var movers: [Booking] = []
      for (number, resource) in [Sample.chair, Sample.room, ResourceID("third")].enumerated() {
        let start = round * 100
        let booking = Sample.booking(
          "r\(round)-\(number)", start, start + 30, claims: [Sample.claim(resource, start, start + 30)])
        let code = ConfirmationCode("\(round)-\(number)")
        movers.append(try await ledgers[0].storing(booking, in: .confirmed, code: code))
      }
      let (three, pools) = (movers, ledgers)
      let outcomes = try await Self.contend(3) { number in
        let next = three[(number + 1) % 3].claims[0].resource
        let claims = [Sample.claim(next, round * 100 + 40, round * 100 + 70)]
        let move = Move(
          host: three[number].host, period: claims[0].interval, claims: claims, attempt: nil, others: [], call: nil,
          askedAt: Sample.now)
        return try await pools[number % 2].advance(
          three[number].id, epoch: three[number].epoch, by: .moving(move, leaseUntil: Sample.minute(1)),
          at: Sample.now)
      }
      #expect(outcomes.allSatisfy { if case .advanced = $0 { true } else { false } })
    }
    // A session says how many deadlocks it met when it ends.
    ledgers = []
    let deadlocks = try LocalPostgres.shared.execute(
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
      in: LocalPostgres.name(in: address.uri))
    #expect(deadlocks.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
  }

  @Test func `while places are given back: never more than there are, and none is lost`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try Self.pools(address)
    _ = try await Self.contend(24) { number in
      for round in 0..<6 {
        let booking = Sample.participant("b\(number)-\(round)", 0, 60, of: 3)
        guard case .held(let held, _) = try await ledgers[number % 2].hold(booking, at: Sample.now) else { continue }
        try await ledgers[(number + 1) % 2].driving(held, to: .released)
      }
    }
    let key = SeatKey(Sample.occasion(0))
    #expect(try await ledgers[0].taken([key]) == [key: 0])
    for number in 0..<3 { try await ledgers[0].holding(Sample.participant("last\(number)", 0, 60, of: 3)) }
    #expect(try Self.numbers(in: address) == "0,1,2")
  }

  @Test func `a seat that somebody writes without the lock makes the ledger look again, and nothing is kept`()
    async throws
  {
    let address = try TestDatabase.ready()
    let ledger = try PostgresLedger(address, limits: .patient)
    try await ledger.holding(Sample.booking("other", 300, 330))
    try LocalPostgres.shared.execute(
      """
      CREATE FUNCTION frontdesk.interfere() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN
        IF NEW.id = 'a' THEN INSERT INTO frontdesk.seat VALUES (1, 'day/1', 1, 0); END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER interfere AFTER INSERT ON frontdesk.booking FOR EACH ROW EXECUTE FUNCTION frontdesk.interfere()
      """, in: LocalPostgres.name(in: address.uri))
    let booking = Sample.booking("a", 0, 30, seats: [SeatClaim(key: SeatKey("day/1"), places: 1)])
    await #expect(throws: LedgerFailure.busy) { try await ledger.hold(booking, at: Sample.now) }
    #expect(try await ledger.booking(booking.id) == nil)
  }

  private static func pools(_ address: PostgresAddress) throws -> [PostgresLedger] {
    try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
  }

  private static func contend<Outcome: Sendable>(
    _ count: Int, _ ask: @escaping @Sendable (Int) async throws -> Outcome
  ) async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for number in 0..<count { group.addTask { try await ask(number) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// The numbers that were given, without our code.
  private static func numbers(in address: PostgresAddress, of key: String = "occasion/%") throws -> String {
    try LocalPostgres.shared.execute(
      "SELECT string_agg(DISTINCT number::text, ',' ORDER BY number::text) FROM frontdesk.seat WHERE key LIKE '\(key)'",
      in: LocalPostgres.name(in: address.uri)
    ).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func overlaps(in address: PostgresAddress) throws -> Int {
    let pairs = try LocalPostgres.shared.execute(
      """
      SELECT count(*) FROM frontdesk.claim a JOIN frontdesk.claim b
      ON a.resource = b.resource AND a.booking < b.booking AND a."start" < b."end" AND b."start" < a."end"
      WHERE a.occasion IS DISTINCT FROM b.occasion OR a.occasion IS NULL
      """, in: LocalPostgres.name(in: address.uri))
    return try #require(Int(pairs.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
