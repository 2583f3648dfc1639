import Scheduling

/// I5 at rest: every event with our mark belongs to a confirmed booking that somebody was told of, or will be.
struct OrphanCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    let byTitle = Dictionary(casebook.stories.map { ($0.intent.title, $0) }) { first, _ in first }
    let told = Set(casebook.bookings.flatMap(\.events))
    return casebook.marked.values.flatMap { $0 }.filter(\.isLive).compactMap { event in
      guard let mark = event.mark else { return nil }
      let story = byTitle[event.title]
      let evidence = event.lines + (story?.lines ?? [])
      guard mark.isDressed else {
        return told.contains(event.id)
          ? Violation("I13", "a booking that was told was never announced in the calendar", evidence)
          : Violation("I5", "an event of ours stands that nobody confirmed", evidence)
      }
      if told.contains(event.id) { return nil }
      guard let story else { return Violation("I5", "an event of ours stands that nobody asked for", evidence) }
      return judge(event, story, evidence)
    }
  }

  /// An event that no answer named.
  private func judge(_ event: CalendarEvent, _ story: IntentStory, _ evidence: [String]) -> Violation? {
    if let booking = casebook.bookings.first(where: { $0.made.intent.id == story.intent.id }) {
      // Moved to another calendar, and the answer was lost on the way.
      return booking.hasLooseEnds || booking.changes.contains(where: \.hasLostAnswers)
        ? nil : Violation("I5", "booking \(booking.code) has an event that no answer named", evidence)
    }
    if !story.mayHaveHappened {
      return Violation("I5", "the caller was told that it is not booked, and it is", evidence)
    }
    guard story.hasLostAnswers || !event.guests.isEmpty else {
      return Violation("I5", "a booking was made in silence", evidence)
    }
    return nil
  }
}
