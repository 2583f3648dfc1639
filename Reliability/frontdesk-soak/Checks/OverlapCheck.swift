import Scheduling

/// I1 and I2: no two bookings of one host at overlapping times, buffers included.
struct OverlapCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] { told() + standing() }

  /// I2: what two callers were told does not overlap, unless the first had asked for something else before.
  private func told() -> [Violation] {
    let stays = casebook.bookings.flatMap { booking in
      booking.stays.map { (booking, $0, release(of: $0, booking)) }
    }
    var found: [Violation] = []
    for (_, group) in Dictionary(grouping: stays, by: { $0.1.place.host }) {
      let sorted = group.sorted { $0.1.place.period.start < $1.1.place.period.start }
      for (index, one) in sorted.enumerated() {
        let mine = casebook.evidence.town.padded(one.1.place.period, one.1.service)
        for other in sorted[(index + 1)...] {
          let theirs = casebook.evidence.town.padded(other.1.place.period, other.1.service)
          // No appointment is longer than two hours, buffers included.
          guard other.1.place.period.start < mine.end + .hours(2) else { break }
          guard one.0.code != other.0.code, mine.overlaps(theirs) else { continue }
          guard max(one.1.from, other.1.from) < min(one.2, other.2) else { continue }
          found.append(
            Violation(
              "I2",
              "two callers were told overlapping times with \(one.1.place.host): \(mine.words) and \(theirs.words)",
              one.0.lines + other.0.lines))
        }
      }
    }
    return found
  }

  /// Until when nobody else can have the place: the caller's next wish, or what the owner did to the event.
  private func release(of stay: BookingStory.Stay, _ booking: BookingStory) -> Instant {
    let edits = casebook.events(of: booking).flatMap { casebook.edits(of: $0) }.map(\.from)
    return ((stay.until.map { [$0] } ?? []) + edits).min() ?? Instant(milliseconds: .max)
  }

  /// I1: no two of our events of one calendar stood at overlapping times at the same moment, ever. I6: nor two of one
  /// booking.
  private func standing() -> [Violation] {
    var found: [Violation] = []
    let events = casebook.marked.values.flatMap { $0 }.filter { $0.mark?.service.isEmpty == false }
    for (_, group) in Dictionary(grouping: events, by: \.calendar) {
      found += overlaps(group.flatMap { stretches(of: $0) }.sorted { $0.padded.start < $1.padded.start })
    }
    return found
  }

  private struct Stretch {
    let event: CalendarEvent
    let padded: Interval
    let from: Int64
    let until: Int64
    let isOwners: Bool
  }

  private func stretches(of event: CalendarEvent) -> [Stretch] {
    event.spans.enumerated().compactMap { index, span in
      guard span.version.isLive else { return nil }
      return Stretch(
        event: event, padded: casebook.padded(span.version, of: event), from: span.version.stamp, until: span.until,
        isOwners: casebook.isOwners(index, of: event))
    }
  }

  private func overlaps(_ sorted: [Stretch]) -> [Violation] {
    var found: [Violation] = []
    for (index, one) in sorted.enumerated() {
      for other in sorted[(index + 1)...] {
        guard other.padded.start < one.padded.end else { break }
        guard one.event.id != other.event.id, max(one.from, other.from) < min(one.until, other.until),
          !one.isOwners, !other.isOwners
        else { continue }
        let isOne = one.event.mark?.booking == other.event.mark?.booking
        found.append(
          Violation(
            isOne ? "I6" : "I1",
            isOne
              ? "one booking had two events at once in \(one.event.calendar)"
              : "two of our events stood at overlapping times in \(one.event.calendar): \(one.padded.words) and "
                + other.padded.words,
            one.event.lines + other.event.lines + lines(of: one.event) + lines(of: other.event)))
      }
    }
    return found
  }

  private func lines(of event: CalendarEvent) -> [String] {
    casebook.stories.first { $0.intent.title == event.title }?.lines ?? []
  }
}
