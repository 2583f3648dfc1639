package import Desk
import Scheduling

extension GoogleCalendars {
  /// How often the event is read again after somebody changed it in between, or an answer was lost.
  private static let furtherReadings = 2

  package func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    var mayInvite = await tokens.standing(of: attempt.calendar.account).canInvite
    var readings = 0
    while true {
      let event: Event
      do throws(GoogleFailure) {
        guard let found = try await self.event(of: attempt, for: .routine, by: deadline) else { return .missing }
        if let settled = DressPlan.outcome(of: dress, on: found) { return settled }
        event = found
      } catch {
        return Self.outcome(of: CallFailure(cause: error, mayHaveHappened: false))
      }
      guard let etag = event.etag else { return .unknown(.unreachable) }
      let plan = DressPlan(dress, of: attempt, for: event, from: ledger, mayInvite: mayInvite)
      do throws(CallFailure) {
        try await client.patch(
          attempt.token.eventID, in: attempt.calendar, plan.patch, ifMatch: etag, sendUpdates: plan.sendUpdates,
          by: deadline)
        return plan.leavesGuestsOut ? .withoutGuests : .dressed
      } catch {
        switch error.cause {
        case .cannotInvite where mayInvite:
          mayInvite = false
        case .conditionNotMet where readings < Self.furtherReadings,
          .unreadable where readings < Self.furtherReadings, .notFound where readings < Self.furtherReadings:
          readings += 1
        default:
          return Self.outcome(of: error)
        }
      }
    }
  }

  private static func outcome(of failure: CallFailure) -> DressOutcome {
    switch failure.cause {
    case .gone: .missing
    case let cause where cause.passes || failure.mayHaveHappened: .unknown(cause.trouble)
    case let cause: .refused(cause.trouble)
    }
  }
}
