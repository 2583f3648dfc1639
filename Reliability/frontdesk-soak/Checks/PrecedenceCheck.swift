import Scheduling

/// I3: when a caller is told *booked* or *moved*, nothing overlaps that the owner had put there before our own event.
struct PrecedenceCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    casebook.bookings.flatMap { booking in
      booking.arrivals.flatMap { arrival -> [Violation] in
        guard let host = casebook.evidence.town.host(arrival.facts.place.host),
          let stamp = stamp(of: arrival.facts, asked: arrival.story.began, booking)
        else { return [] }
        let claim = casebook.evidence.town.padded(arrival.facts.place.period, arrival.facts.service)
        let told = arrival.exchange.ended.milliseconds * 1000
        return host.calendars.flatMap { calendar in
          stretches(in: calendar, near: claim).filter { stretch in
            stretch.version.period.overlaps(claim) && stretch.until > told
              && stretch.version.stamp < stamp - allowance(calendar, host)
          }
        }.map { stretch in
          Violation(
            "I3", "told \(arrival.exchange.outcome ?? "") at \(claim.words) over an event that was there before",
            stretch.event.lines + (casebook.events(of: booking).flatMap(\.lines)) + booking.lines)
        }
      }
    }
  }

  private func stretches(in calendar: String, near claim: Interval) -> [Stretch] {
    casebook.foreign(in: calendar, near: claim).flatMap { event in
      event.spans.filter(\.version.blocks).map { Stretch(event: event, version: $0.version, until: $0.until) }
    }
  }

  private struct Stretch {
    let event: CalendarEvent
    let version: CalendarEvent.Version
    let until: Int64
  }

  /// When our event came to stand there; in microseconds.
  private func stamp(of facts: BookingFacts, asked: Instant?, _ booking: BookingStory) -> Int64? {
    let from = (asked?.milliseconds ?? 0) * 1000
    for event in casebook.events(of: booking) where event.id == facts.event {
      let arrivals = event.versions.enumerated().filter { index, version in
        version.isLive && version.period == facts.place.period && version.stamp >= from
          && (index == 0 || event.versions[index - 1].period != version.period)
      }
      if let first = arrivals.first { return first.element.stamp }
      // Kept for the call before it was asked for.
      if event.versions[0].period == facts.place.period { return event.versions[0].stamp }
    }
    return nil
  }

  /// A calendar in which our own event is not seen may be read late, and nothing tells.
  private func allowance(_ calendar: String, _ host: Town.Host) -> Int64 {
    calendar == host.calendar ? 0 : (casebook.evidence.longestLag + .seconds(1)).wholeMilliseconds * 1000
  }
}
