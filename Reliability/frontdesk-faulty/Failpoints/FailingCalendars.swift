import Desk
import Scheduling

/// Calendars with a failpoint before and after each step.
struct FailingCalendars: CalendarsInFront {
  let behind: any Calendars
  let points: Failpoints

  private func around<Outcome>(
    _ step: Step, _ unknown: (CalendarTrouble) -> Outcome, _ work: () async -> Outcome
  ) async -> Outcome {
    if let blow = await points.reach(step, .before) { return unknown(blow.trouble) }
    let outcome = await work()
    guard let blow = await points.reach(step, .after) else { return outcome }
    return unknown(blow.trouble)
  }

  func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading] {
    await around(.busy) { trouble in
      Dictionary(calendars.map { ($0, .unknown(trouble)) }) { first, _ in first }
    } _: {
      await behind.busy(calendars, in: interval, by: deadline)
    }
  }

  func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome {
    await around(.place, { .unknown($0) }) { await behind.place(placement, by: deadline) }
  }

  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome {
    await around(.look, { .unknown($0) }) { await behind.look(inspection, by: deadline) }
  }

  func extinguish(_ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline) async -> ExtinctionOutcome {
    await around(.extinguish, { .unknown($0) }) {
      await behind.extinguish(attempt, tellingGuests: tellingGuests, by: deadline)
    }
  }

  func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    await around(.dress, { .unknown($0) }) { await behind.dress(attempt, dress, by: deadline) }
  }

  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome {
    await around(.shift, { .unknown($0) }) { await behind.shift(shift, by: deadline) }
  }

  func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome {
    await around(.find, { .unknown($0) }) { await behind.find(attempt, by: deadline) }
  }

  func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome {
    await around(.marked, { .unknown($0) }) { await behind.marked(in: calendar, since: since, by: deadline) }
  }
}

extension Failpoints.Blow {
  fileprivate var trouble: CalendarTrouble {
    switch self {
    case .fail: .unreachable
    case .busy: .overQuota
    }
  }
}
