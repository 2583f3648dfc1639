import Desk
import Scheduling

extension GoogleCalendars {
  /// The attempt's event as it stands; `nil` when it was deleted, or never was, while the calendar itself answers.
  ///
  /// Google answers 404 for what it does not know and for a calendar to which access is lost (facts 3.2): a list tells. And
  /// because whoever hears that an event is gone gives up its booking, the event is then asked for once more.
  func event(
    of attempt: Attempt, for errand: Errand, by deadline: Deadline
  ) async throws(GoogleFailure) -> Event? {
    do throws(GoogleFailure) {
      return try await livingEvent(of: attempt, for: errand, by: deadline)
    } catch {
      guard error == .notFound else { throw error }
    }
    _ = try await client.events(in: attempt.calendar, window: thisMinute, for: errand, by: deadline)
    guard await pause(.milliseconds(150), by: deadline) else { throw .timedOut }
    do throws(GoogleFailure) {
      return try await livingEvent(of: attempt, for: errand, by: deadline)
    } catch {
      guard error == .notFound else { throw error }
      return nil
    }
  }

  private func livingEvent(
    of attempt: Attempt, for errand: Errand, by deadline: Deadline
  ) async throws(GoogleFailure) -> Event? {
    do throws(GoogleFailure) {
      let event = try await client.event(attempt.token.eventID, in: attempt.calendar, for: errand, by: deadline)
      // An event with somebody else's mark has the id by chance, or by design: it is left alone. Without any mark it is ours,
      // as its id says, and a program of somebody's has taken the mark off.
      let token = EventMark(of: event).token
      return event.isLive && (token ?? attempt.token) == attempt.token ? event : nil
    } catch {
      guard error == .gone else { throw error }
      return nil
    }
  }

  /// When the event stands. Which days the calendar's own zone has, which all-day events need, only a list says.
  func period(
    of event: Event, in calendar: CalendarReference, for errand: Errand, by deadline: Deadline
  ) async throws(GoogleFailure) -> Interval {
    guard event.start?.date != nil else { return try event.standing(in: .unknown) }
    let listing = try await client.events(in: calendar, window: thisMinute, for: errand, by: deadline)
    return try event.standing(in: CalendarZone(listing.timeZone, from: zones))
  }

  private var thisMinute: Interval { Interval(start: Instant(seconds: clock.now().seconds), duration: .minutes(1)) }
}
