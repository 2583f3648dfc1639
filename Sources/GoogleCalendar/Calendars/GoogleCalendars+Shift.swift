package import Desk
import Scheduling

extension GoogleCalendars {
  /// How often the event is read again after somebody changed it in between, or an answer was lost.
  private static let furtherReadings = 3

  /// A conditional patch of the time and the mark, and of nothing else, so that what the owner has changed stays. An answer
  /// that is lost, or says that the event has changed since it was read (412), is settled by reading it again: a request that
  /// is still under way then fails on its own condition, as each write gives the event another ETag (assumption A4).
  package func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome {
    var mayHaveHappened = false
    for _ in 0...Self.furtherReadings {
      let event: Event
      do throws(GoogleFailure) {
        guard let found = try await self.event(of: shift.attempt, for: .booking, by: deadline) else { return .missing }
        let period = try await period(of: found, in: shift.attempt.calendar, for: .booking, by: deadline)
        if let settled = shift.outcome(at: period, revision: EventMark(of: found).revision) { return settled }
        event = found
      } catch {
        return Self.shiftOutcome(of: CallFailure(cause: error, mayHaveHappened: mayHaveHappened))
      }
      do throws(CallFailure) {
        try await write(shift, to: event, by: deadline)
        return .shifted
      } catch {
        mayHaveHappened = mayHaveHappened || error.mayHaveHappened
        guard error.asksForAnotherReading, !deadline.hasPassed(on: clock) else {
          return Self.shiftOutcome(of: CallFailure(cause: error.cause, mayHaveHappened: mayHaveHappened))
        }
      }
    }
    return .unknown(.unreachable)
  }

  private func write(_ shift: Shift, to event: Event, by deadline: Deadline) async throws(CallFailure) {
    guard let etag = event.etag else { throw CallFailure(cause: .unreadable, mayHaveHappened: false) }
    let id = shift.attempt.token.eventID
    var patch = EventPatch()
    patch.start = EventPatch.Time(time(shift.to.start, in: shift.zone))
    patch.end = EventPatch.Time(time(shift.to.end, in: shift.zone))
    patch.extendedProperties = EventMark.written(EventMark.properties(of: shift, ledger: ledger))
    try await client.patch(
      id, in: shift.attempt.calendar, patch, ifMatch: etag, sendUpdates: .none, for: .beforeLook(id), by: deadline)
  }

  private static func shiftOutcome(of failure: CallFailure) -> ShiftOutcome {
    failure.cause.passes || failure.mayHaveHappened ? .unknown(failure.cause.trouble) : .refused(failure.cause.trouble)
  }
}

extension CallFailure {
  /// Whether only the event itself can say what became of a write to it.
  fileprivate var asksForAnotherReading: Bool {
    switch cause {
    case .conditionNotMet, .notFound, .gone: true
    default: mayHaveHappened
    }
  }
}
