package import Desk
import Scheduling

extension GoogleCalendars {
  /// Deletes the attempt's event. Where Google knows nothing under its id, the id is *burned*: inserted and deleted, so
  /// that a request still under way finds it taken (assumption A2 of the booking protocol). The insert also tells a
  /// missing event from a lost calendar, which both answer 404.
  package func extinguish(
    _ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline
  ) async -> ExtinctionOutcome {
    switch await delete(attempt, sendUpdates: tellingGuests ? .all : .none, by: deadline) {
    case .gone: return .gone
    case .failed(let failure): return .unknown(failure.trouble)
    case .absent: break
    }
    do throws(CallFailure) {
      _ = try await client.insert(placeholder(for: attempt), into: attempt.calendar, for: .booking, by: deadline)
    } catch {
      switch error.cause {
      // Taken: a late insert landed in between, or the event was deleted before. Written for all that: likewise.
      case .duplicate, .unreadable: break
      default: return .unknown(error.cause.trouble)
      }
    }
    switch await delete(attempt, sendUpdates: .none, by: deadline) {
    case .gone: return .gone
    // A moment ago the id was taken: what answers now is behind the times.
    case .absent: return .unknown(.unreachable)
    case .failed(let failure): return .unknown(failure.trouble)
    }
  }

  private enum Deletion {
    case gone
    /// Nothing known under the id, or no calendar.
    case absent
    case failed(GoogleFailure)
  }

  private func delete(_ attempt: Attempt, sendUpdates: SendUpdates, by deadline: Deadline) async -> Deletion {
    do throws(CallFailure) {
      try await client.delete(attempt.token.eventID, in: attempt.calendar, sendUpdates: sendUpdates, by: deadline)
      return .gone
    } catch {
      switch error.cause {
      case .gone: return .gone
      case .notFound: return .absent
      default: return .failed(error.cause)
      }
    }
  }

  /// Blocks nobody's time while it stands, which is for the moment between two requests.
  private func placeholder(for attempt: Attempt) -> Event {
    let now = clock.now()
    var event = Event()
    event.id = attempt.token.eventID.rawValue
    event.summary = "(released)"
    event.start = EventDateTime(dateTime: Instant(seconds: now.seconds).rfc3339(), timeZone: "UTC")
    event.end = EventDateTime(dateTime: Instant(seconds: now.seconds + 60).rfc3339(), timeZone: "UTC")
    event.transparency = .transparent
    event.visibility = "private"
    event.extendedProperties = EventMark.written(
      EventMark.properties(of: attempt, revision: 1, ledger: ledger))
    return event
  }
}
