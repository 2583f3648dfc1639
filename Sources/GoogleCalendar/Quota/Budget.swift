import Desk

/// One of Google's quotas: what was used of it within the last minute, and what is kept of it for looks that are to come.
///
/// A pure state machine; times are those of ``Timekeeper/uptime()``.
struct Budget: Sendable {
  private struct Promise: Sendable {
    var units: Int
    let lapses: Duration
  }

  /// A list, and one more where the first is behind.
  static let unitsForLook = 2
  /// The look follows within the caller's deadline, or does not follow.
  static let promiseLife = Duration.seconds(10)

  private var window: SlidingWindow
  private var promises: [EventID: Promise] = [:]
  /// Not for routine: a tenth.
  private let reserve: Int

  init(limit: Int) {
    window = SlidingWindow(limit: limit)
    reserve = limit / 10
  }

  /// How long until so many units might fit; zero when they fit now.
  mutating func wait(for units: Int, as errand: Errand, at uptime: Duration) -> Duration {
    promises = promises.filter { $0.value.lapses > uptime }
    var needed = units
    if case .beforeLook = errand { needed += Self.unitsForLook }
    let mine = errand == .routine ? window.limit - reserve : window.limit
    needed = min(needed, mine)
    let kept = promises.reduce(0) { $1.key == errand.event ? $0 : $0 + $1.value.units }
    let missing = window.used(at: uptime) + needed - (mine - kept)
    guard missing > 0 else { return .zero }
    let lapse = promises.values.map(\.lapses).min().map { $0 - uptime }
    return [window.wait(toFree: missing, at: uptime), lapse].compactMap(\.self).min() ?? .seconds(1)
  }

  mutating func take(_ units: Int, as errand: Errand, at uptime: Duration) {
    window.take(units, at: uptime)
    switch errand {
    case .routine, .booking: break
    case .beforeLook(let event):
      promises[event] = Promise(units: Self.unitsForLook, lapses: uptime + Self.promiseLife)
    case .look(let event):
      guard var promise = promises[event] else { return }
      promise.units -= units
      promises[event] = promise.units > 0 ? promise : nil
    }
  }

  /// Whether nothing is left in it, so that forgetting it loses nothing.
  mutating func isEmpty(at uptime: Duration) -> Bool {
    window.isEmpty(at: uptime) && promises.allSatisfy { $0.value.lapses <= uptime }
  }
}
