import Metrics
import Synchronization

/// What this process knows of writing to one storage: whether the last write that failed has been followed by one that is
/// known to be on disk. Each storage keeps one, for all of its ports.
package final class WriteRecord: Sendable {
  package enum Condition: Hashable, Sendable {
    case well
    /// Since this failure nothing has been proved to come to disk.
    case failing(LedgerFailure)
    /// What this process has of the storage cannot be relied on any more; only a new one may go on. The sentence is for the
    /// operator.
    case lost(String)
  }

  private let state = Mutex(Condition.well)
  private let loss = Once<String?>()

  package init() { show(isWritable: true) }

  package var condition: Condition { state.withLock(\.self) }

  /// With what a write is refused before it is begun.
  package var refusal: LedgerFailure? {
    guard case .lost(let reason) = condition else { return nil }
    return .lost(reason)
  }

  /// A write has failed, for whatever reason; what says nothing of the storage itself is told apart here.
  package func failed(_ failure: LedgerFailure) {
    let kind: String
    switch failure {
    // Refused by a rule, or refused because of what was noted before.
    case .closed, .lost: return
    case .busy: kind = "busy"
    case .unavailable: kind = "unavailable"
    case .unknown: kind = "unknown"
    case .corrupt: kind = "corrupt"
    }
    count(kind)
    guard failure != .busy else { return }
    let isNew = state.withLock { state in
      guard state == .well else { return false }
      state = .failing(failure)
      return true
    }
    if isNew { show(isWritable: false) }
  }

  /// Something new has come to disk. A write that found nothing to change proves nothing.
  package func proved() {
    let isNew = state.withLock { state in
      guard case .failing = state else { return false }
      state = .well
      return true
    }
    if isNew { show(isWritable: true) }
  }

  /// For ever: nothing makes up for it in this process.
  package func lose(because reason: String) {
    count("lost")
    state.withLock { state in
      if case .lost = state { return }
      state = .lost(reason)
    }
    show(isWritable: false)
    loss.set(reason)
  }

  /// Waits until the storage is lost, and returns why; `nil` when the task is cancelled first. To be asked once.
  package func untilLost() async -> String? {
    await withTaskCancellationHandler {
      await loss.value()
    } onCancel: {
      loss.set(nil)
    }
  }

  private func count(_ kind: String) {
    Counter(label: "frontdesk_storage_failures_total", dimensions: [("kind", kind)]).increment()
  }

  private func show(isWritable: Bool) { Gauge(label: "frontdesk_storage_writable").record(isWritable ? 1 : 0) }
}
