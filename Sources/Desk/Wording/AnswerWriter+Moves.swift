import Scheduling

/// About bookings that are moved or called off.
extension AnswerWriter {
  /// - Parameter canInvite: whether the calendar's account can tell guests of the new time.
  func moved(_ booking: Booking, canInvite: Bool) -> Answer {
    var line = "Moved: \(name(booking)) is now on \(moment(booking))\(with(booking)).\(code(booking))"
    if !booking.details.guests.isEmpty {
      line += canInvite ? " The new time goes out by e-mail." : " No e-mail about it goes out from this calendar."
    }
    return answer(.moved, line, facts(booking, "booked"), about: booking)
  }

  func thereAlready(_ booking: Booking) -> Answer {
    let line = "It is at that time already: \(name(booking)) on \(moment(booking))\(with(booking)).\(code(booking))"
    return answer(.moved, line, facts(booking, "booked"), about: booking)
  }

  func taken(nearest: [Slot], of choice: Choice, wanted: Instant, keeping booking: Booking) -> Answer {
    let line = "\(spoken.moment(wanted, now: now)) is not free. \(stands(booking)) \(others(nearest, of: choice))"
    return answer(.taken, line, facts(nearest, of: choice, busy: []), about: booking)
  }

  func refuse(_ verdict: SlotVerdict, _ wish: MoveWish, keeping booking: Booking, nearest: [Slot]) -> Answer {
    if verdict == .past { return ask(.past(wish.start)) }
    let reason = why(verdict, wanted: wish.start, wish.choice)
    let line = "\(reason) \(stands(booking)) \(others(nearest, of: wish.choice))"
    return answer(
      .nothing, line, facts(nearest, of: wish.choice, busy: [], reason: verdict.reason), about: booking)
  }

  func notMoved(_ booking: Booking, because trouble: CalendarTrouble) -> Answer {
    let line = "\(trouble.spoken), so the appointment cannot be moved. \(stands(booking)) Offer to take a message."
    return answer(.unreachable, line, ["reason": .string(trouble.rawValue)], about: booking)
  }

  func heldMove(_ booking: Booking) -> Answer {
    let wanted = spoken.moment(booking.target.period.start, now: now)
    let line =
      "\(wanted) is kept for the caller, but the calendar is slow to confirm the move. Tell them that until an e-mail "
      + "with the new time comes the appointment stands as it was, and if none has come within the hour they should call "
      + "again."
    return answer(
      .held, line, ["start": .string(booking.target.period.start.rfc3339(in: spoken.zone))], about: booking)
  }

  /// The business has put the event elsewhere, or has deleted it.
  func ownersWill(_ booking: Booking) -> Answer {
    guard booking.state.stands else {
      let line = "The business has taken this appointment out of its calendar: it is cancelled. "
      return answer(
        .ask, line + "Ask whether the caller would like to book another time.", facts(booking, "removed"),
        about: booking)
    }
    let line =
      "The business has itself moved this appointment: it is now on \(moment(booking))\(with(booking)).\(code(booking)) "
      + "Ask whether that suits, or whether the caller still wants another time."
    return answer(.ask, line, facts(booking, "moved"), about: booking)
  }

  func notBookedYet(_ booking: Booking) -> Answer {
    stay(
      tool: ToolName.createEvent.rawValue, wanted: booking.period.start,
      slot: handles.handle(start: booking.period.start, offering: booking.offering, host: booking.host))
  }

  func noLongerBooked(_ booking: Booking) -> Answer {
    let line = "\(name(booking)) on \(moment(booking)) is cancelled and cannot be moved. "
    return answer(.ask, line + "Ask whether the caller would like to book a new time.", [:], about: booking)
  }

  /// It has begun, or is over.
  func over(_ booking: Booking) -> Answer {
    let line = "The appointment of \(moment(booking)) has begun already, so it cannot be moved or cancelled. "
    return answer(.refused, line + "Offer to take a message for \(desk.name).", [:], about: booking)
  }

  var hungUpUnmoved: Answer {
    answer(.refused, "The call has ended, so the appointment was not moved: it stands as it was.", [:])
  }

  func cancelled(_ booking: Booking) -> Answer {
    let line = "Cancelled: \(name(booking)) on \(moment(booking))\(with(booking)) no longer takes place."
    return answer(.cancelled, line, facts(booking, "cancelled"), about: booking)
  }

  private func stands(_ booking: Booking) -> String { "The appointment stays on \(moment(booking))." }
}
