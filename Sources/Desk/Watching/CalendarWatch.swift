package import Logging
package import Scheduling
import Synchronization

/// Notices what owners do to booked events by hand. Whoever reads calendars for a caller lets it know what was seen; the
/// settler's rounds compare that with the ledger, off the caller's path.
///
/// A confirmed booking is never removed because somebody wrote over it, an owner's edit is never undone, and no calendar is
/// written to.
package final class CalendarWatch: Sendable {
  /// Readings of more calendars than this do not wait to be compared; what is left out is read again soon enough.
  static let mostReadings = 256
  /// A booking that a reading did not show is asked for no more often than this.
  static let pause = Duration.seconds(15)
  /// How many readings are compared at once.
  static let width = 4

  private struct State {
    var readings: [CalendarReference: CalendarReading] = [:]
    /// When a booking's event was last asked for, on the monotonic clock.
    var asked: [BookingID: Duration] = [:]
  }

  private let verification: BookingVerification
  private let comparison: ReadingComparison
  private let clock: any Timekeeper
  private let state = Mutex(State())

  package init(
    ledger: any Ledger, calendars: any Calendars, desks: DeskBook, zones: any ZoneSource, clock: any Timekeeper,
    randomness: Randomness, logger: Logger
  ) {
    let notices = NoticeWriter(zones: zones, randomness: randomness)
    verification = BookingVerification(
      ledger: ledger, calendars: calendars, desks: desks, clock: clock, notices: notices, logger: logger)
    comparison = ReadingComparison(verification: verification)
    self.clock = clock
  }

  /// Whether the booking is where the ledger says; the ledger follows where the owner has moved or deleted its event.
  package func verify(_ booking: Booking, by deadline: Deadline) async -> Verified {
    await verification.verify(booking, by: deadline)
  }

  /// What was seen of a host's calendars; the newest reading of each booking calendar counts. Returns at once.
  func note(_ host: Host, in window: Interval, _ readings: [CalendarReference: BusyReading]) {
    guard let reading = CalendarReading(of: host, in: window, readings) else { return }
    state.withLock { state in
      guard state.readings[host.calendar] != nil || state.readings.count < Self.mostReadings else { return }
      state.readings[host.calendar] = reading
    }
  }

  /// How many readings wait to be compared.
  var waiting: Int { state.withLock { $0.readings.count } }

  /// Compares what was noted since the last round.
  ///
  /// - Returns: whether there was anything to compare.
  @discardableResult
  package func round() async -> Bool {
    let readings = state.withLock { state in
      defer { state.readings = [:] }
      return state.readings.values.sorted { $0.asOf < $1.asOf }
    }
    await withTaskGroup(of: Void.self) { group in
      for (index, reading) in readings.enumerated() {
        if index >= Self.width { await group.next() }
        group.addTask {
          await self.comparison.compare(reading) { booking in
            if self.mayAsk(for: booking) { return true }
            self.keep(reading)
            return false
          }
        }
      }
    }
    return !readings.isEmpty
  }

  /// What it gives reason to ask is asked once the pause is over, unless a newer reading answers it.
  private func keep(_ reading: CalendarReading) {
    state.withLock { state in
      if state.readings[reading.calendar] == nil { state.readings[reading.calendar] = reading }
    }
  }

  /// Whether the booking's event has not been asked for lately; then it counts as asked for now.
  private func mayAsk(for booking: BookingID) -> Bool {
    let now = clock.uptime()
    return state.withLock { state in
      if let last = state.asked[booking], now - last < Self.pause { return false }
      state.asked = state.asked.filter { now - $0.value < Self.pause }
      state.asked[booking] = now
      return true
    }
  }
}
