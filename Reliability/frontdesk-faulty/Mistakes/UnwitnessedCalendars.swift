import Desk

/// No witness: an insert that was answered is taken for a booking.
struct UnwitnessedCalendars: CalendarsInFront {
  let behind: any Calendars

  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    .looked(ownSeen: true, inTheWay: [])
  }
}
