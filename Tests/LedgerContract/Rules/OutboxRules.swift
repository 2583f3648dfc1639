import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let outbox = [
    ContractRule("entries are leased to one taker at a time, the oldest first, as many as asked for") { make in
      let ledger = try make()
      try await confirm(["a", "b", "c"], on: ledger)
      #expect(try await take(ledger, limit: 0).isEmpty)
      #expect(try await take(ledger, limit: 2).map(\.booking.rawValue) == ["a", "b"])
      #expect(try await take(ledger, limit: 9).map(\.booking.rawValue) == ["c"])
      #expect(try await take(ledger, limit: 9).isEmpty)
    },
    ContractRule("of many takers at once each entry goes to one") { make in
      let ledger = try make()
      try await confirm((0..<10).map { "b\($0)" }, on: ledger)
      let taken = try await withThrowingTaskGroup(of: [OutboxEntry].self) { group in
        for _ in 0..<20 { group.addTask { try await take(ledger, limit: 3) } }
        return try await group.reduce(into: [OutboxEntry]()) { $0 += $1 }
      }
      #expect(taken.count == 10)
      #expect(Set(taken).count == 10)
    },
    ContractRule("an entry that its taker neither settles nor postpones comes again after the lease") { make in
      let ledger = try make()
      try await confirm(["a"], on: ledger)
      let first = try await take(ledger)
      #expect(first.count == 1)
      #expect(try await take(ledger, at: Sample.minute(1) - .milliseconds(1)).isEmpty)
      #expect(try await take(ledger, at: Sample.minute(1)) == first)
    },
    ContractRule("a settled entry is gone, and settling it again does no harm") { make in
      let ledger = try make()
      try await confirm(["a", "b"], on: ledger)
      let entries = try await take(ledger)
      try await ledger.settle(entries[0].id)
      try await ledger.settle(entries[0].id)
      #expect(try await ledger.counts().outbox == 1)
      #expect(try await take(ledger, at: Sample.minute(99)).map(\.booking.rawValue) == ["b"])
    },
    ContractRule("a postponed entry comes again at its time, with one try more") { make in
      let ledger = try make()
      try await confirm(["a"], on: ledger)
      let entry = try #require(try await take(ledger).first)
      try await ledger.postpone(entry.id, until: Sample.minute(5))
      #expect(try await take(ledger, at: Sample.minute(5) - .milliseconds(1)).isEmpty)
      let again = try #require(try await take(ledger, at: Sample.minute(5)).first)
      #expect(again == OutboxEntry(id: entry.id, booking: entry.booking, task: entry.task, tries: 1))
      try await ledger.postpone(entry.id, until: Sample.minute(1))
      #expect(try await take(ledger, at: Sample.minute(5)).map(\.tries) == [2])
    },
    ContractRule("postponing what is settled brings nothing back") { make in
      let ledger = try make()
      try await confirm(["a"], on: ledger)
      let entry = try #require(try await take(ledger).first)
      try await ledger.settle(entry.id)
      try await ledger.postpone(entry.id, until: Sample.now)
      #expect(try await take(ledger, at: Sample.minute(99)).isEmpty)
    },
    ContractRule("an id is never used for a second entry") { make in
      let ledger = try make()
      try await confirm(["a"], on: ledger)
      let first = try #require(try await take(ledger).first)
      try await ledger.settle(first.id)
      try await ledger.driving(
        ledger.holding(Sample.booking("z", 900, 930)), to: .confirmed, code: ConfirmationCode("Z"))
      let second = try #require(try await take(ledger).first)
      #expect(second.id.rawValue > first.id.rawValue)
    },
  ]

  private static func confirm(_ ids: [String], on ledger: any Storage) async throws {
    for (index, id) in ids.enumerated() {
      let booking = Sample.booking(id, index * 30, index * 30 + 30)
      try await ledger.driving(ledger.holding(booking), to: .confirmed, code: ConfirmationCode("code-\(id)"))
    }
  }

  /// Takes with a lease of one minute.
  private static func take(
    _ ledger: any Storage, at now: Instant = Sample.now, limit: Int = 10
  ) async throws -> [OutboxEntry] {
    try await ledger.takeOutbox(at: now, leaseUntil: now + .minutes(1), limit: limit)
  }
}
