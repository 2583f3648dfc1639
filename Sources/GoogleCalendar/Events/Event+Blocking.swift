import Desk
import Scheduling

extension Event {
  /// Whether the event has not been cancelled. An unknown status counts as live.
  var isLive: Bool { status != .cancelled }

  /// Whether it takes the calendar's time (DESIGN section 6): not when cancelled, transparent, a working location or
  /// declined by the calendar's own row among the guests. Whatever is unknown or hidden blocks.
  var blocks: Bool {
    guard isLive, transparency != .transparent, eventType != .workingLocation else { return false }
    let own = attendees?.first { $0.`self` == true }
    return own?.responseStatus != .declined
  }

  /// When the event stands; `nil` for one without length, which takes no time.
  ///
  /// - Throws: ``GoogleFailure/unreadable`` when its times are missing, reversed or in no known form.
  func period(in zone: CalendarZone) throws(GoogleFailure) -> Interval? {
    let (opening, closing) = try bounds(in: zone)
    return Interval(start: opening, end: closing)
  }

  /// When the event of an appointment stands. One that its owner has left without any length still takes its place, for a
  /// minute.
  func standing(in zone: CalendarZone) throws(GoogleFailure) -> Interval {
    let (opening, closing) = try bounds(in: zone)
    return Interval(start: opening, end: closing) ?? Interval(start: opening, duration: .minutes(1))
  }

  private func bounds(in zone: CalendarZone) throws(GoogleFailure) -> (Instant, Instant) {
    guard let start, let end else { throw .unreadable }
    let opening: Instant
    let closing: Instant
    if let first = start.date, let last = end.date {
      (opening, closing) = (zone.earliestStart(of: try Self.day(first)), zone.latestStart(of: try Self.day(last)))
    } else if let first = start.dateTime, let last = end.dateTime {
      (opening, closing) = (try zone.instant(first), try zone.instant(last))
    } else {
      throw .unreadable
    }
    guard opening <= closing else { throw .unreadable }
    return (opening, closing)
  }

  private static func day(_ text: String) throws(GoogleFailure) -> CivilDate {
    do {
      guard case .date(let date) = try WrittenTime(text) else { throw GoogleFailure.unreadable }
      return date
    } catch {
      throw .unreadable
    }
  }
}
