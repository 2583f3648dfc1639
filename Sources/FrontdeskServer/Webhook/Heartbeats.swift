import Desk
import Synchronization

/// Lets one sign of life of each call through in so much time: some messages come several times a second, and each that is
/// passed on is written to disk.
final class Heartbeats: Sendable {
  static let interval = Duration.seconds(20)
  /// More calls than this are not told apart: their signs of life are left out, and what is kept for them lapses earlier.
  private static let calls = 10_000

  private let clock: any Timekeeper
  private let last = Mutex<[CallID: Duration]>([:])

  init(clock: any Timekeeper) { self.clock = clock }

  func isDue(_ call: CallID?) -> Bool {
    guard let call else { return false }
    let now = clock.uptime()
    return last.withLock { last in
      if let before = last[call], now - before < Self.interval { return false }
      if last.count >= Self.calls { last = last.filter { now - $0.value < Self.interval } }
      guard last.count < Self.calls else { return false }
      last[call] = now
      return true
    }
  }
}
