import Logging
import Metrics
import Scheduling
import Synchronization

/// Sees to it that the end of a call is stored, since a booking that is under way is confirmed or not by it.
///
/// Whoever brings the end hears whether it is stored, so that they may bring it again. What storage did not take is tried
/// again here too, as long as the process lives.
final class CallEnds: Sendable {
  struct End: Hashable, Sendable {
    let call: CallID
    let desk: DeskKey
  }

  /// More than this do not wait: storage has failed for long, and the calls' bookings have been settled without.
  static let most = 10_000
  /// Between two looks at what waits, and after a first failure.
  static let shortestPause = Duration.milliseconds(500)
  static let longestPause = Duration.seconds(15)

  private let ledger: any Ledger
  private let clock: any Timekeeper
  private let overtime: Overtime
  private let logger: Logger
  private let waiting = Mutex<[End]>([])

  /// - Parameter overtime: owns a first try that is under way when nobody waits for it any more.
  init(ledger: any Ledger, clock: any Timekeeper, overtime: Overtime, logger: Logger) {
    self.ledger = ledger
    self.clock = clock
    self.overtime = overtime
    self.logger = logger
  }

  /// - Returns: whether the end is on disk. `false`: not in time, and it is tried again.
  func store(_ end: End, by deadline: Deadline) async -> Bool {
    let isStored = Once<Bool>()
    let work = overtime.begin { isStored.set(await self.store(end)) }
    guard work != nil else {
      keep(end)
      return false
    }
    return await isStored.value(by: deadline, on: clock) { false }
  }

  private func store(_ end: End) async -> Bool {
    do throws(LedgerFailure) {
      try await ledger.markEnded(end.call, of: end.desk, at: clock.now())
      _ = drop(end)
      return true
    } catch {
      logger.error("a call's end was not stored", metadata: ["desk": "\(end.desk)", "error": "\(error)"])
      keep(end)
      return false
    }
  }

  // MARK: Again

  /// Tries again what waits, until the task is cancelled or `pause` throws. To be run once.
  func run(pausing pause: @Sendable (Duration) async throws -> Void) async {
    var failures = 0
    while !Task.isCancelled {
      failures = await retry() ? 0 : failures + 1
      do { try await pause(Self.pause(after: failures)) } catch { return }
    }
  }

  /// Doubling with each failure in a row.
  static func pause(after failures: Int) -> Duration {
    min(longestPause, shortestPause * (1 << max(0, min(failures - 1, 16))))
  }

  /// Each that waits, once, until one fails, which then waits behind the others.
  ///
  /// - Returns: `false` when one has failed.
  @discardableResult
  func retry() async -> Bool {
    for end in waiting.withLock(\.self) {
      do throws(LedgerFailure) {
        try await ledger.markEnded(end.call, of: end.desk, at: clock.now())
      } catch {
        logger.debug("a call's end is still not stored", metadata: ["desk": "\(end.desk)", "error": "\(error)"])
        waiting.withLock { waiting in
          guard let place = waiting.firstIndex(of: end) else { return }
          waiting.append(waiting.remove(at: place))
        }
        return false
      }
      if drop(end) { logger.notice("a call's end is stored after all", metadata: ["desk": "\(end.desk)"]) }
    }
    return true
  }

  /// The process ends: a last try.
  func finish() async {
    await retry()
    let left = waiting.withLock(\.count)
    if left > 0 { logger.error("ends of calls were never stored", metadata: ["count": "\(left)"]) }
  }

  // MARK: What waits

  private func keep(_ end: End) {
    let count = waiting.withLock { waiting in
      if waiting.count < Self.most, !waiting.contains(end) { waiting.append(end) }
      return waiting.count
    }
    show(count)
  }

  /// - Returns: whether it waited.
  private func drop(_ end: End) -> Bool {
    let count: Int? = waiting.withLock { waiting in
      guard let place = waiting.firstIndex(of: end) else { return nil }
      waiting.remove(at: place)
      return waiting.count
    }
    if let count { show(count) }
    return count != nil
  }

  private func show(_ count: Int) {
    Gauge(label: "frontdesk_queue_length", dimensions: [("queue", "ends")]).record(count)
  }
}
