import Desk
import Foundation
import LedgerContract
import LocalPostgres
import PostgresLedger
import Scheduling
import Testing

struct `Many who want one time` {
  @Test func `from two processes' pools: one gets it, the others hear that it is taken`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    for round in 0..<20 {
      let outcomes = try await Self.contend(32, over: ledgers) { number in
        // Different lengths and starts, all over the same quarter of an hour; some want a room as well.
        Sample.booking(
          "r\(round)-\(number)", round * 120 + number % 5 * 3, round * 120 + 15 + number % 7 * 5,
          claims: Self.claims(
            round * 120 + number % 5 * 3, round * 120 + 15 + number % 7 * 5, withRoom: number % 3 == 0),
          caller: "+15550\(round)\(number)")
      }
      #expect(outcomes.count { if case .held = $0 { true } else { false } } == 1)
      #expect(outcomes.count { $0 == .taken } == 31)
    }
    #expect(try Self.overlaps(in: address) == 0)
  }

  @Test func `for chains of overlapping times no two of those held overlap, and nobody meets an error`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    let outcomes = try await Self.contend(64, over: ledgers) { number in
      Sample.booking(
        "b\(number)", number * 5, number * 5 + 20,
        claims: Self.claims(number * 5, number * 5 + 20, withRoom: number % 2 == 0), caller: "+1555\(number)")
    }
    #expect(outcomes.count == 64)
    #expect(outcomes.contains { if case .held = $0 { true } else { false } })
    #expect(try Self.overlaps(in: address) == 0)
  }

  @Test func `who asks twice at once, even for two hosts, has one booking`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    let outcomes = try await Self.contend(16, over: ledgers) { number in
      Sample.booking(
        "b\(number)", 0, 30,
        claims: [Claim(resource: ResourceID("host:\(number % 4)"), interval: Sample.interval(0, 30))],
        host: "host\(number % 4)", caller: "+15550100")
    }
    let held = outcomes.compactMap { if case .held(let booking, _) = $0 { booking } else { nil } }
    #expect(held.count == 1)
    #expect(
      outcomes.allSatisfy {
        $0 == held.first.map { HoldOutcome.held($0) } || $0 == held.first.map(HoldOutcome.standing)
      })
  }

  @Test func `twenty copies of a delivery begin once`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    let openings = try await withThrowingTaskGroup(of: DeliveryOpening.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await ledgers[number % 2].open(
            Sample.delivery("t"), fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
        }
      }
      return try await group.reduce(into: [DeliveryOpening]()) { $0.append($1) }
    }
    #expect(openings.count { $0 == .inFlight } == 19)
  }

  @Test func `a document is leased to one, written by one, and a state consumed by one`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    let id = DocumentID(kind: "k", name: "n")
    try await ledgers[0].remember(OneTimeState(key: "s", value: "v", lapses: Sample.minute(1)))
    let wins = try await withThrowingTaskGroup(of: (String, Bool).self) { group in
      for number in 0..<12 {
        let ledger = ledgers[number % 2]
        group.addTask {
          try await ("lease", ledger.lease(id, to: "o\(number)", at: Sample.now, until: Sample.minute(1)))
        }
        group.addTask { try await ("state", ledger.consume("s", at: Sample.now) != nil) }
        group.addTask {
          let other = DocumentID(kind: "k", name: "other")
          return try await ("write", ledger.write(other, ciphertext: [UInt8(number)], expecting: nil))
        }
      }
      return try await group.reduce(into: [String: Int]()) { $0[$1.0, default: 0] += $1.1 ? 1 : 0 }
    }
    #expect(wins == ["lease": 1, "state": 1, "write": 1])
  }

  @Test func `an outbox entry goes to one`() async throws {
    let address = try TestDatabase.ready()
    let ledgers = try [PostgresLedger(address, limits: .patient), PostgresLedger(address, limits: .patient)]
    for number in 0..<10 {
      try await ledgers[0].driving(
        ledgers[0].holding(Sample.booking("b\(number)", number * 30, number * 30 + 30)), to: .confirmed,
        code: ConfirmationCode("\(number)"))
    }
    let taken = try await withThrowingTaskGroup(of: [OutboxEntry].self) { group in
      for number in 0..<8 {
        group.addTask {
          try await ledgers[number % 2].takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 4)
        }
      }
      return try await group.reduce(into: [OutboxEntry]()) { $0 += $1 }
    }
    #expect(Set(taken.map(\.id)).count == taken.count)
    #expect(
      try await taken.count + ledgers[0].takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 99).count == 10
    )
  }

  private static func contend(
    _ count: Int, over ledgers: [PostgresLedger], _ booking: @escaping @Sendable (Int) -> Booking
  ) async throws -> [HoldOutcome] {
    try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
      for number in 0..<count {
        group.addTask { try await ledgers[number % ledgers.count].hold(booking(number), at: Sample.now) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private static func claims(_ start: Int, _ end: Int, withRoom: Bool) -> [Claim] {
    // In either order: the locks are taken in one.
    [Sample.room, Sample.chair].dropFirst(withRoom ? 0 : 1).map {
      Claim(resource: $0, interval: Sample.interval(start, end))
    }
  }

  /// Counted without our code.
  private static func overlaps(in address: PostgresAddress) throws -> Int {
    let pairs = try LocalPostgres.shared.execute(
      """
      SELECT count(*) FROM frontdesk.claim a JOIN frontdesk.claim b
      ON a.resource = b.resource AND a.booking < b.booking AND a."start" < b."end" AND b."start" < a."end"
      """, in: LocalPostgres.name(in: address.uri))
    return try #require(Int(pairs.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
