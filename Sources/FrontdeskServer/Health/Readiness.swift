package import Desk
import Synchronization

/// Whether this process can take calls: the ledger answers, storage takes writes, zones are loaded, it is not shutting down.
/// What ails a single desk is not asked, or one owner's trouble would take every desk off the air (DESIGN section 8).
package actor Readiness {
  package enum Verdict: String, Hashable, Sendable {
    case ready
    /// Calls are taken, times are told and messages kept, but nothing is booked until the ledger is reconciled.
    case closed = "ready, but closed for bookings"
    case draining = "shutting down"
    case ledger = "the ledger does not answer"
    case storage = "storage takes no writes"
    case zones = "no time zones are loaded"

    /// Whether calls may be sent to this process.
    package var takesCalls: Bool { self == .ready || self == .closed }
  }

  /// An answer is used again this long, so that asking often does not load the ledger.
  private static let keep: Duration = .seconds(1)

  private let askLedger: @Sendable () async -> Verdict
  private let clock: any Timekeeper
  private let patience: Duration
  private let zonesLoaded: @Sendable () -> Bool
  private let draining = DrainMark()
  private var last: (verdict: Verdict, at: Duration)?
  /// One question at a time: its life ends with the ledger's answer, which nothing can hurry.
  private var question: Task<Void, Never>?
  private var alarm: Task<Void, Never>?
  private var waiting: [CheckedContinuation<Verdict, Never>] = []

  /// - Parameters:
  ///   - writes: what the ledger's storage notes of its writes. After one that has failed the process is ready again when
  ///     a small write of its own has come to disk.
  ///   - patience: how long the ledger may take for a question that costs it next to nothing.
  package init(
    ledger: any Ledger, writes: WriteRecord = WriteRecord(), clock: any Timekeeper, patience: Duration = .seconds(2),
    zonesLoaded: @escaping @Sendable () -> Bool
  ) {
    self.init(clock: clock, patience: patience, zonesLoaded: zonesLoaded) {
      do throws(LedgerFailure) {
        switch writes.condition {
        case .well: break
        // What was refused may have been at fault itself.
        case .failing: try await ledger.prove()
        case .lost: return .storage
        }
        return try await ledger.condition().closedBecause == nil ? .ready : .closed
      } catch {
        return writes.condition == .well ? .ledger : .storage
      }
    }
  }

  init(
    clock: any Timekeeper, patience: Duration, zonesLoaded: @escaping @Sendable () -> Bool,
    askLedger: @escaping @Sendable () async -> Verdict
  ) {
    self.askLedger = askLedger
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
    let verdict = await ledgersVerdict()
    last = (verdict, clock.uptime())
    return verdict
  }

  /// A question that is still unanswered after the patience is not asked again beside it.
  private func ledgersVerdict() async -> Verdict {
    if question != nil, waiting.isEmpty { return .ledger }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      if question == nil { ask() }
    }
  }

  private func ask() {
    question = Task {
      let verdict = await askLedger()
      question = nil
      alarm?.cancel()
      settle(verdict)
    }
    alarm = Task {
      do {
        try await clock.sleep(for: patience)
        settle(.ledger)
      } catch {
        // The ledger has answered first.
      }
    }
  }

  private func settle(_ verdict: Verdict) {
    for continuation in waiting { continuation.resume(returning: verdict) }
    waiting = []
  }
}

/// Set once, read by anybody.
private final class DrainMark: Sendable {
  private let mark = Mutex(false)
  func set() { mark.withLock { $0 = true } }
  var isSet: Bool { mark.withLock { $0 } }
}
