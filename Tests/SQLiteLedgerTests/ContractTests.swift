import Desk
import LedgerContract
import SQLiteLedger
import Testing

struct `The contract of storage` {
  @Test(arguments: LedgerContract.rules) func `is kept in memory`(_ rule: ContractRule) async throws {
    try await rule.check { MemoryLedger() }
  }

  @Test(arguments: LedgerContract.rules) func `is kept on SQLite`(_ rule: ContractRule) async throws {
    let scratch = try Scratch()
    try await rule.check(scratch.makeLedger)
  }

  @Test(arguments: (0..<16).map { LedgerWalk(seed: 20_260_101 + UInt64($0), steps: 600) })
  func `both engines tell the same of any walk`(_ walk: LedgerWalk) async throws {
    let scratch = try Scratch()
    let memory = try await walk.story(on: MemoryLedger())
    let sqlite = try await walk.story(on: scratch.makeLedger())
    for (told, expected) in zip(sqlite, memory) where told != expected {
      Issue.record("SQLite told \(told), memory \(expected)")
      return
    }
    #expect(memory.count == walk.steps + 1)
    #expect(sqlite.count == memory.count)
  }

  @Test func `the walks meet every kind of outcome`() async throws {
    var stories: [String] = []
    for seed in 0..<16 {
      stories += try await LedgerWalk(seed: 20_260_101 + UInt64(seed), steps: 600).story(on: MemoryLedger())
    }
    let outcomes = [
      "hold held", "hold standing", "hold taken", "hold full", "hold closed", "advance advanced", "advance refused",
      "advance taken", "advance full", "advance closed", "seats [", "upcoming [", "open begun", "open answered",
      "open inFlight", "open mismatched",
      "take over Optional", "take over nil", "take over closed", "write true", "write false", "lease true",
      "lease false", "close Answer", "consume Optional", "consume nil", "remove desk true", "remove desk false",
      "unattended [Desk", "unfinished [Desk", "in calendar [Desk", "of caller [Desk", "unreported [Desk",
      "restore Booking", "look up found", "look up unknown", "look up tooManyMistakes", "raise true", "raise false",
      "done true", "done false", "notices [Desk", "closed no", "closed reason",
    ]
    for outcome in outcomes {
      let met = stories.contains { $0.drop { $0 != " " }.dropFirst().hasPrefix(outcome) }
      #expect(met, "\(outcome)")
    }
    for state in BookingState.allCases {
      #expect(stories.contains { $0.contains("state: Desk.BookingState.\(state),") }, "\(state)")
    }
    let changes = [
      "preparing", "asked", "inserted", "nextAttempt", "cleared", "confirmed", "withdrawing", "released", "moving",
      "moved", "reverting", "reverted", "departed", "cancelling", "cancelled", "followed", "removed", "promised",
      "owing", "announced", "leased",
    ]
    for change in changes {
      let met = stories.contains { told in
        told.contains("advance advanced(") && (told.hasSuffix(" by \(change)") || told.contains(" by \(change)("))
      }
      #expect(met, "\(change)")
    }
  }
}
