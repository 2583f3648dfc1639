package import Desk
import Scheduling

extension GoogleCalendars {
  /// How often the event is read again after somebody changed it in between.
  private static let furtherReadings = 2

  package func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
    var mayInvite = await tokens.standing(of: attempt.calendar.account).canInvite
    var readings = 0
    while true {
      let event: Event
      switch await undressed(attempt, dress, by: deadline) {
      case .found(let found): event = found
      case .settled(let outcome): return outcome
      }
      let plan = DressPlan(dress, for: event, mayInvite: mayInvite)
      guard let etag = event.etag else { return .unknown(.unreachable) }
      do throws(CallFailure) {
        try await client.patch(
          attempt.token.eventID, in: attempt.calendar, plan.patch, ifMatch: etag, sendUpdates: plan.sendUpdates,
          by: deadline)
        return plan.leavesGuestsOut ? .withoutGuests : .dressed
      } catch {
        switch error.cause {
        case .cannotInvite where mayInvite:
          mayInvite = false
        case .conditionNotMet where readings < Self.furtherReadings:
          readings += 1
        default:
          return Self.outcome(of: error)
        }
      }
    }
  }

  private enum Found {
    case found(Event)
    case settled(DressOutcome)
  }

  /// The event, if it stands and has not been dressed yet.
  private func undressed(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> Found {
    do throws(GoogleFailure) {
      let event = try await client.event(attempt.token.eventID, in: attempt.calendar, by: deadline)
      guard event.isLive else { return .settled(.missing) }
      guard DressPlan.isDressed(event) else { return .found(event) }
      return .settled(DressPlan.wasLeftWithoutGuests(event) && !dress.guests.isEmpty ? .withoutGuests : .dressed)
    } catch {
      guard error == .notFound else {
        return .settled(Self.outcome(of: CallFailure(cause: error, mayHaveHappened: false)))
      }
      return .settled(await missingOrLost(attempt, by: deadline))
    }
  }

  /// 404 also means that access to the calendar is lost: a list tells.
  private func missingOrLost(_ attempt: Attempt, by deadline: Deadline) async -> DressOutcome {
    do throws(GoogleFailure) {
      let moment = Interval(start: clock.now(), duration: .minutes(1))
      _ = try await client.events(in: attempt.calendar, window: moment, by: deadline)
      return .missing
    } catch {
      return Self.outcome(of: CallFailure(cause: error, mayHaveHappened: false))
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
