import Scheduling

/// I4 and I6 at rest: every booking that a caller counts on stands where they were told, with one event; one that was
/// called off is gone; and what the owner did last stands.
struct StandingCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] { casebook.bookings.flatMap { violations(of: $0) } }

  private func violations(of booking: BookingStory) -> [Violation] {
    let events = casebook.events(of: booking)
    let live = events.filter(\.isLive)
    let evidence = events.flatMap(\.lines) + booking.lines
    guard live.count < 2 else {
      return [Violation("I6", "booking \(booking.code) has \(live.count) events at rest", evidence)]
    }
    guard !events.isEmpty else {
      return [Violation("I4", "booking \(booking.code) was told, and no event of it was ever there", evidence)]
    }
    let edits = events.filter { $0.id == booking.currentEvent }
      .flatMap { event in casebook.edits(of: event).map { (event, $0) } }
    if booking.fate.isGone {
      return live.isEmpty
        ? [] : [Violation("I4", "booking \(booking.code) was told as cancelled and still stands", evidence)]
    }
    if let (event, edit) = edits.max(by: { $0.1.to < $1.1.to }) {
      return afterOwner(edit, of: event, booking, live.first, evidence)
    }
    return untouched(booking, live.first, evidence)
  }

  private func untouched(_ booking: BookingStory, _ live: CalendarEvent?, _ evidence: [String]) -> [Violation] {
    let fate = booking.fate
    guard let live else {
      return fate.mayBeGone ? [] : [Violation("I4", "booking \(booking.code) is lost", evidence)]
    }
    let place = Place(host: casebook.host(of: live), period: live.current.period)
    guard !fate.places.contains(place) else { return [] }
    return [
      Violation(
        "I4", "booking \(booking.code) stands at \(place.host) \(place.period.words), not where its caller was told",
        evidence)
    ]
  }

  /// Only where nothing else was under way: then the owner's will is what must be there.
  private func afterOwner(
    _ edit: OwnerEdit, of event: CalendarEvent, _ booking: BookingStory, _ live: CalendarEvent?, _ evidence: [String]
  ) -> [Violation] {
    guard booking.lastWord < edit.from, !booking.hasLooseEnds else { return [] }
    switch edit.kind {
    case .delete:
      return live == nil
        ? [] : [Violation("I4", "the owner deleted booking \(booking.code), and it came back", evidence)]
    case .move, .add:
      guard live?.id != event.id || live?.current.period != edit.period else { return [] }
      return [Violation("I4", "the owner moved booking \(booking.code), and it did not stay there", evidence)]
    }
  }
}
