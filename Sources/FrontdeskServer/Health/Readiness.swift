package import Desk
import Synchronization

/// Whether this process can take calls: the ledger answers, zones are loaded, it is not shutting down. What ails a single
/// desk is not asked, or one owner's trouble would take every desk off the air (DESIGN section 8).
package actor Readiness {
  package enum Verdict: String, Hashable, Sendable {
    case ready
    case draining = "shutting down"
    case ledger = "the ledger does not answer"
    case zones = "no time zones are loaded"
  }

  /// An answer is used again this long, so that asking often does not load the ledger.
  private static let keep: Duration = .seconds(1)

  private let ledgerAnswers: @Sendable () async -> Bool
  private let clock: any Timekeeper
  private let patience: Duration
  private let zonesLoaded: @Sendable () -> Bool
  private let draining = DrainMark()
  private var last: (verdict: Verdict, at: Duration)?
  /// One question at a time: its life ends with the ledger's answer, which nothing can hurry.
  private var question: Task<Void, Never>?
  private var alarm: Task<Void, Never>?
  private var waiting: [CheckedContinuation<Bool, Never>] = []

  /// - Parameter patience: how long the ledger may take for a question that costs it nothing.
  package init(
    ledger: any Ledger, clock: any Timekeeper, patience: Duration = .seconds(2),
    zonesLoaded: @escaping @Sendable () -> Bool
  ) {
    self.init(clock: clock, patience: patience, zonesLoaded: zonesLoaded) {
      do throws(LedgerFailure) {
        // One that does not exist, by its key.
        _ = try await ledger.booking(BookingID("ready?"))
        return true
      } catch {
        return false
      }
    }
  }

  init(
    clock: any Timekeeper, patience: Duration, zonesLoaded: @escaping @Sendable () -> Bool,
    ledgerAnswers: @escaping @Sendable () async -> Bool
  ) {
    self.ledgerAnswers = ledgerAnswers
    self.clock = clock
    self.patience = patience
    self.zonesLoaded = zonesLoaded
  }

  /// From now on the process is not ready. Requests under way are finished.
  package nonisolated func drain() { draining.set() }

  package func verdict() async -> Verdict {
    if draining.isSet { return .draining }
    guard zonesLoaded() else { return .zones }
    if let last, clock.uptime() - last.at < Self.keep { return last.verdict }
    let verdict: Verdict = await ledgerIsWell() ? .ready : .ledger
    last = (verdict, clock.uptime())
    return verdict
  }

  /// A question that is still unanswered after the patience is not asked again beside it.
  private func ledgerIsWell() async -> Bool {
    if question != nil, waiting.isEmpty { return false }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      if question == nil { ask() }
    }
  }

  private func ask() {
    question = Task {
      let answered = await ledgerAnswers()
      question = nil
      alarm?.cancel()
      settle(answered)
    }
    alarm = Task {
      do {
        try await clock.sleep(for: patience)
        settle(false)
      } catch {
        // The ledger has answered first.
      }
    }
  }

  private func settle(_ answered: Bool) {
    for continuation in waiting { continuation.resume(returning: answered) }
    waiting = []
  }
}

/// Set once, read by anybody.
private final class DrainMark: Sendable {
  private let mark = Mutex(false)
  func set() { mark.withLock { $0 = true } }
  var isSet: Bool { mark.withLock { $0 } }
}
