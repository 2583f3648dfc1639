package import Desk
import Scheduling

extension GoogleCalendars {
  package func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome {
    do throws(GoogleFailure) {
      guard let event = try await event(of: attempt, for: .routine, by: deadline) else { return .missing }
      let period = try await period(of: event, in: attempt.calendar, for: .routine, by: deadline)
      return .standing(
        period, revision: EventMark(of: event).revision, isOpaque: event.transparency != .transparent)
    } catch {
      return .unknown(error.trouble)
    }
  }
}
