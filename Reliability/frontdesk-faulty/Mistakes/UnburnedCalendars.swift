import Desk

/// No burning: what is there is deleted; where nothing is there, its id is not used up, and a late insert makes an event
/// that nobody knows of.
struct UnburnedCalendars: CalendarsInFront {
  let behind: any Calendars

  func extinguish(_ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline) async -> ExtinctionOutcome {
    switch await behind.find(attempt, by: deadline) {
    case .standing: await behind.extinguish(attempt, tellingGuests: tellingGuests, by: deadline)
    case .missing: .gone
    case .unknown(let trouble): .unknown(trouble)
    }
  }
}
