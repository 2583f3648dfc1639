package import Logging

/// Finds out whether storage takes writes again after one has failed, also in a process that has nothing to write, and says
/// so in the log.
package struct StorageWatch: Sendable {
  /// Between two looks.
  static let pause = Duration.seconds(2)

  private let ledger: any Ledger
  private let writes: WriteRecord
  private let logger: Logger

  /// - Parameter writes: what the ledger's storage notes.
  package init(ledger: any Ledger, writes: WriteRecord, logger: Logger) {
    self.ledger = ledger
    self.writes = writes
    self.logger = logger
  }

  /// Looks until the task is cancelled or `pause` throws.
  package func run(pausing pause: @Sendable (Duration) async throws -> Void) async {
    var isFailing = false
    while !Task.isCancelled {
      isFailing = await look(wasFailing: isFailing)
      do { try await pause(Self.pause) } catch { return }
    }
  }

  /// - Returns: whether storage takes no writes.
  func look(wasFailing: Bool) async -> Bool {
    if case .failing = writes.condition {
      do throws(LedgerFailure) {
        try await ledger.prove()
      } catch {
        if !wasFailing { logger.error("storage takes no writes", metadata: ["error": "\(error)"]) }
        return true
      }
    }
    if wasFailing, writes.condition == .well { logger.notice("storage takes writes again") }
    return writes.condition != .well
  }
}
