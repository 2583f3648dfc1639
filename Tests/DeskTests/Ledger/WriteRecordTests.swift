import LedgerContract
import Logging
import Synchronization
import Testing

@testable import Desk

@Suite(.timeLimit(.minutes(1))) struct `What is known of writing to storage` {
  static let failures: [(failure: LedgerFailure, isOfStorage: Bool)] = [
    (.busy, false), (.closed("an older copy"), false), (.lost("before"), false), (.unavailable("disk full"), true),
    (.unknown("the connection was lost"), true), (.corrupt("a page"), true),
  ]

  @Test(arguments: failures)
  func `is doubtful after a failure that is storage's own, until a write is proved`(
    row: (failure: LedgerFailure, isOfStorage: Bool)
  ) {
    let record = WriteRecord()
    record.failed(row.failure)
    #expect(record.condition == (row.isOfStorage ? .failing(row.failure) : .well))
    record.proved()
    #expect(record.condition == .well)
  }

  @Test func `is lost for ever, and whoever waits for that hears why`() async {
    let record = WriteRecord()
    async let reason = record.untilLost()
    record.failed(.unavailable("disk full"))
    record.lose(because: "the first")
    record.lose(because: "the second")
    record.proved()
    record.failed(.unavailable("disk full"))
    #expect(record.condition == .lost("the first"))
    #expect(record.refusal == .lost("the first"))
    #expect(await reason == "the first")
  }

  @Test func `is not waited for beyond the task`() async {
    let record = WriteRecord()
    let wait = Task { await record.untilLost() }
    wait.cancel()
    #expect(await wait.value == nil)
  }

  @Test func `is looked at while nobody writes, and said once when it fails and once when it works again`() async {
    let record = WriteRecord()
    let isFull = Mutex(true)
    let tries = Mutex(0)
    let ledger = HinderedLedger(MemoryLedger()) { (function) throws(LedgerFailure) in
      guard function.hasPrefix("prove(") else { return }
      tries.withLock { $0 += 1 }
      guard isFull.withLock({ $0 }) else { return record.proved() }
      throw .unavailable("disk full")
    }
    let watch = StorageWatch(ledger: ledger, writes: record, logger: Backstage.quiet)
    #expect(await watch.look(wasFailing: false) == false)
    #expect(tries.withLock { $0 } == 0)
    record.failed(.unavailable("disk full"))
    #expect(await watch.look(wasFailing: false))
    #expect(await watch.look(wasFailing: true))
    isFull.withLock { $0 = false }
    #expect(await watch.look(wasFailing: true) == false)
    #expect(record.condition == .well)
    #expect(tries.withLock { $0 } == 3)
  }
}
