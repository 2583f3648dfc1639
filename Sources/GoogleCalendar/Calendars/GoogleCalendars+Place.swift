package import Desk
import Scheduling

extension GoogleCalendars {
  package func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome {
    let attempt = placement.attempt
    let failure: CallFailure
    do throws(CallFailure) {
      let event = try await client.insert(
        self.event(for: placement), into: attempt.calendar, for: .beforeLook(attempt.token.eventID), by: deadline)
      return .placed(PlacedEvent(event: attempt.token.eventID, link: event.htmlLink))
    } catch {
      failure = error
    }
    if failure.cause == .duplicate { return await standingUnderID(of: attempt, by: deadline) }
    // Written, but the answer could not be read: only what stands there can tell.
    if failure.cause == .unreadable { return await standingUnderID(of: attempt, by: deadline) }
    return failure.mayHaveHappened ? .unknown(failure.cause.trouble) : .refused(failure.cause.trouble)
  }

  /// Whose event has the attempt's id, and whether it lives.
  private func standingUnderID(of attempt: Attempt, by deadline: Deadline) async -> PlacementOutcome {
    let id = attempt.token.eventID
    do throws(GoogleFailure) {
      let event = try await client.event(id, in: attempt.calendar, for: .booking, by: deadline)
      guard event.isLive, event.booking(in: ledger) == attempt.booking else { return .spent }
      return .placed(PlacedEvent(event: id, link: event.htmlLink))
    } catch {
      // The id is taken, so *not found* means that what was read is older than what was written.
      return .unknown(error == .notFound ? .unreachable : error.trouble)
    }
  }

  private func event(for placement: Placement) -> Event {
    var event = Event()
    event.id = placement.attempt.token.eventID.rawValue
    event.summary = placement.summary
    event.start = time(placement.period.start, in: placement.zone)
    event.end = time(placement.period.end, in: placement.zone)
    event.transparency = .opaque
    // Who comes and why is nobody's business but the host's (facts, security 39).
    event.visibility = "private"
    event.extendedProperties = EventMark.written(EventMark.properties(of: placement, ledger: ledger))
    return event
  }

  /// Offset and zone both: the offset fixes the instant, the zone is for display. Without the zone's rules in UTC.
  func time(_ instant: Instant, in id: ZoneID) -> EventDateTime {
    let known = CalendarZone(id.rawValue, from: zones)
    let text: String
    switch known {
    case .known(let zone): text = instant.rfc3339(in: zone)
    case .unknown: text = instant.rfc3339()
    }
    return EventDateTime(dateTime: text, timeZone: id.rawValue)
  }
}
