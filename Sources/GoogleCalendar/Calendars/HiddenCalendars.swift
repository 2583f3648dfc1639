import Desk
import Scheduling
import Synchronization

/// Calendars that lately showed nothing but their free/busy times, so that reading one again is one question and not two.
///
/// What is remembered lapses, because an owner may show more of a calendar at any time, and is bounded.
final class HiddenCalendars: Sendable {
  /// For how long listing such a calendar is not tried.
  static let memory = Duration.minutes(5)
  static let most = 4096

  private let clock: any Timekeeper
  /// Until when, on the scale of ``Timekeeper/uptime()``.
  private let lapses = Mutex<[CalendarReference: Duration]>([:])

  init(clock: any Timekeeper) { self.clock = clock }

  var count: Int { lapses.withLock { $0.count } }

  func contains(_ calendar: CalendarReference) -> Bool {
    let uptime = clock.uptime()
    return lapses.withLock { lapses in
      guard let end = lapses[calendar] else { return false }
      if end <= uptime { lapses[calendar] = nil }
      return end > uptime
    }
  }

  func remember(_ calendar: CalendarReference) {
    let uptime = clock.uptime()
    lapses.withLock { lapses in
      if lapses[calendar] == nil, lapses.count >= Self.most {
        lapses = lapses.filter { $0.value > uptime }
        if lapses.count >= Self.most, let oldest = lapses.min(by: { $0.value < $1.value }) { lapses[oldest.key] = nil }
      }
      lapses[calendar] = uptime + Self.memory
    }
  }

  func forget(_ calendar: CalendarReference) { lapses.withLock { $0[calendar] = nil } }
}
