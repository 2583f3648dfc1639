import LedgerContract
import PostgresLedger
import Testing

/// One after another: many ledgers at once would take all the connections that the server admits.
@Suite(.serialized) struct `The contract of storage on PostgreSQL` {
  @Test(arguments: LedgerContract.rules) func `is kept`(_ rule: ContractRule) async throws {
    try await rule.check(TestDatabase.makeLedger)
  }

  @Test(arguments: (0..<6).map { LedgerWalk(seed: 20_260_101 + UInt64($0), steps: 400) })
  func `tells the same of any walk as memory does`(_ walk: LedgerWalk) async throws {
    let memory = try await walk.story(on: MemoryLedger())
    let postgres = try await walk.story(on: PostgresLedger(TestDatabase.ready(), limits: .patient))
    for (told, expected) in zip(postgres, memory) where told != expected {
      Issue.record("PostgreSQL told \(told), memory \(expected)")
      return
    }
    #expect(memory.count == walk.steps + 1)
    #expect(postgres.count == memory.count)
  }
}
