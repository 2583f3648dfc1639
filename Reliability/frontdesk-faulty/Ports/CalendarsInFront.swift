import Desk
import Scheduling

/// Calendars in front of others, which do whatever these do not do themselves.
protocol CalendarsInFront: Calendars {
  var behind: any Calendars { get }
}

extension CalendarsInFront {
  func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading] {
    await behind.busy(calendars, in: interval, by: deadline)
  }

  func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome {
    await behind.place(placement, by: deadline)
  }

  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    await behind.look(inspection, by: deadline)
  }

  func extinguish(_ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline) async -> ExtinctionOutcome {
    await behind.extinguish(attempt, tellingGuests: tellingGuests, by: deadline)
  }

  func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    await behind.dress(attempt, dress, by: deadline)
  }

  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome { await behind.shift(shift, by: deadline) }

  func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome {
    await behind.find(attempt, by: deadline)
  }

  func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome {
    await behind.marked(in: calendar, since: since, by: deadline)
  }

  func standing(of account: AccountID) async -> AccountStanding { await behind.standing(of: account) }

  func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    await behind.prepare(accounts, by: deadline)
  }
}
