import Foundation

/// The sandbox's time: the real clock, moved and stretched.
struct SandboxClock: Sendable {
  private let source: @Sendable () -> Date
  private var anchor: Moment
  private var shown: Moment
  /// How many of its seconds pass in a real one; 0 stands still.
  private(set) var rate: Double = 1

  init(_ source: @escaping @Sendable () -> Date) {
    self.source = source
    anchor = Moment(source())
    shown = anchor
  }

  var now: Moment {
    let passed = Double(Moment(source()).milliseconds - anchor.milliseconds) * rate
    return shown.adding(milliseconds: Int64(passed))
  }

  /// From now on shows `now` (its own time where nil) and runs at `rate` (as before where nil).
  mutating func set(now moment: Moment?, rate newRate: Double?) {
    let current = moment ?? now
    anchor = Moment(source())
    shown = current
    rate = newRate ?? rate
  }

  /// Back to the real time.
  mutating func reset() { self = SandboxClock(source) }
}

extension Moment {
  fileprivate init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down))) }
}
