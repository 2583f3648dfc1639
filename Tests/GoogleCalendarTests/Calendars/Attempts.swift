import Desk
import Scheduling

@testable import GoogleCalendar

/// What the tests book: on 2026-11-23 from 09:00Z to 09:30Z, which is ten o'clock in Berlin.
enum Attempts {
  static let period = Interval(start: Instant(seconds: 1_795_424_400), duration: .minutes(30))
  /// Where it is moved to: an hour later.
  static let later = Interval(start: period.start + .hours(1), duration: .minutes(30))
  /// A quarter of an hour around it.
  static let window = period.padded(before: .minutes(15), after: .minutes(15))

  static func attempt(
    _ number: Int = 1, in calendar: CalendarReference = SandboxBench.calendar, generation: Int = 1
  ) -> Attempt {
    let token = String(repeating: "0", count: 30) + (number < 16 ? "0" : "") + String(number, radix: 16)
    return Attempt(
      booking: BookingID("b\(number)"), generation: generation, token: AttemptToken(token), calendar: calendar)
  }

  static func placement(_ attempt: Attempt = attempt(), zone: ZoneID = SandboxBench.zone) -> Placement {
    Placement(
      attempt: attempt, desk: DeskKey("salon"), offering: OfferingKey("cut"), host: HostKey("anna"), period: period,
      zone: zone, summary: "Haircut")
  }

  static func shift(
    _ attempt: Attempt = attempt(), from: Interval = period, to: Interval = later, revision: Int = 2
  ) -> Shift {
    Shift(attempt: attempt, from: from, to: to, revision: revision, zone: SandboxBench.zone)
  }

  static func dress(
    _ guests: [String] = [], summary: String = "Haircut: Jane", description: String = "Booked by phone.",
    revision: Int = 1
  ) -> EventDress {
    EventDress(
      summary: summary, description: description, guests: guests, revision: revision,
      code: ConfirmationCode("K7M2"), caller: PhoneNumber("+49 30 1234567"))
  }

  static func inspection(_ attempt: Attempt = attempt(), others: [CalendarReference] = []) -> Inspection {
    Inspection(attempt: attempt, period: period, window: window, others: others)
  }

  static func hours(_ first: Int, _ last: Int) -> Interval {
    // Midnight of 2026-11-23 in UTC.
    let midnight: Int64 = 1_795_392_000
    return Interval(start: Instant(seconds: midnight + Int64(first) * 3600), duration: .hours(last - first))
  }
}
