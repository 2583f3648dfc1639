package import Desk
package import Scheduling

extension GoogleCalendars {
  package func marked(
    in calendar: CalendarReference, since: Instant, by deadline: Deadline
  ) async -> MarkedOutcome {
    do throws(GoogleFailure) {
      // A day more, because Google reckons all-day events in a zone of its choice (facts 6).
      let listing = try await client.markedEvents(in: calendar, since: since - .days(1), by: deadline)
      // Our events are private: who does not see the details of such sees no marks, and that there are none says nothing.
      guard listing.accessRole?.seesPrivateDetails ?? true else { throw .forbidden }
      let zone = CalendarZone(listing.timeZone, from: zones)
      var found: [MarkedEvent] = []
      for event in listing.events {
        if let marked = try marked(event, in: calendar, zone), marked.period.end > since { found.append(marked) }
      }
      return .found(found)
    } catch {
      return .unknown(error.trouble)
    }
  }

  /// `nil` for a deleted event, one of another ledger, somebody's copy of one of ours, and what is only there to use up an id.
  private func marked(
    _ event: Event, in calendar: CalendarReference, _ zone: CalendarZone
  ) throws(GoogleFailure) -> MarkedEvent? {
    let mark = EventMark(of: event)
    // A list by our mark that holds events without one is not that list, or hides the marks of what it shows.
    guard mark.isPresent || !event.isLive else { throw .unreadable }
    guard event.isLive, let booking = event.booking(in: ledger), let token = mark.token, let desk = mark[.desk],
      let offering = mark[.offering]
    else { return nil }
    let attempt = Attempt(booking: booking, generation: mark.generation, token: token, calendar: calendar)
    return MarkedEvent(
      attempt: attempt, event: PlacedEvent(event: token.eventID, link: event.htmlLink), desk: DeskKey(desk),
      offering: OfferingKey(offering), host: mark[.host].map { HostKey($0) }, period: try event.standing(in: zone),
      revision: mark.revision, summary: event.summary ?? "", isConfirmed: mark.isConfirmed,
      code: mark[.code].map { ConfirmationCode($0) }, caller: mark[.caller].flatMap { PhoneNumber($0) },
      guests: event.guests, createdAt: try event.creation(),
      sharing: mark.sharing)
  }
}

extension Event {
  /// The addresses of those who are invited: neither the calendar itself nor a room.
  fileprivate var guests: [String] { (attendees ?? []).filter(\.isGuest).compactMap(\.email) }

  private func instant(_ text: String) throws(GoogleFailure) -> Instant { try CalendarZone.unknown.instant(text) }

  fileprivate func creation() throws(GoogleFailure) -> Instant {
    guard let created else { throw .unreadable }
    return try instant(created)
  }
}
