import Scheduling

/// I14 at rest: what the owner did to our events, and what they put over them, is in the desk's notices; and a booking that
/// was written over still stands (``StandingCheck`` sees to that).
struct NoticeCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    let noticed = Set(casebook.evidence.notices.compactMap { notice in notice.booking.map { "\(notice.kind) \($0)" } })
    return casebook.bookings.flatMap { booking -> [Violation] in
      let events = casebook.events(of: booking)
      guard let key = events.first?.mark?.booking else { return [] }
      return expected(booking, events).filter { !noticed.contains("\($0.kind) \(key)") }.map { kind, lines in
        Violation(
          "I14", "no notice tells the owner: \(kind) of booking \(booking.code) (\(key))", lines + booking.lines)
      }
    }
  }

  private func expected(_ booking: BookingStory, _ events: [CalendarEvent]) -> [(kind: String, lines: [String])] {
    guard !booking.fate.isGone else { return [] }
    let current = events.filter { $0.id == booking.currentEvent }
    let edits = current.flatMap { event in casebook.edits(of: event).map { (event, $0) } }
    guard let (event, edit) = edits.max(by: { $0.1.to < $1.1.to }) else {
      return events.filter(\.isLive).flatMap { event in overlaps(event, booking) }
    }
    guard booking.lastWord < edit.from, !booking.hasLooseEnds else { return [] }
    return [(edit.kind == .delete ? "removed" : "moved", event.lines)]
  }

  /// Events that came over ours after it was told, and still lie there.
  private func overlaps(_ event: CalendarEvent, _ booking: BookingStory) -> [(kind: String, lines: [String])] {
    guard !booking.hasLooseEnds else { return [] }
    let told = booking.lastWord.milliseconds * 1000
    return casebook.foreign(in: event.calendar, near: event.current.period).filter { foreign in
      foreign.current.blocks && foreign.current.stamp > told
        && foreign.current.period.overlaps(event.current.period)
    }.map { ("overlap", event.lines + $0.lines) }
  }
}
