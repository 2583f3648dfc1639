import Scheduling

/// About new bookings and kept times.
extension AnswerWriter {
  /// - Parameters:
  ///   - canInvite: whether the calendar's account can have guests.
  ///   - asked: what was asked for now. The booking may stand from before, with other details or of another length.
  func booked(_ booking: Booking, code: ConfirmationCode, canInvite: Bool, asked: BookingWish) -> Answer {
    let offering = desk.offering(booking.offering)
    let length = offering?.rules.durations.isEmpty == false ? " for \(Spoken.length(booking.period.duration))" : ""
    var line =
      "Booked: \(offering?.name ?? "The appointment") on \(spoken.moment(booking.period.start, now: now))\(length)"
      + "\(with(booking)). Confirmation code \(code.spelled)."
    if !booking.details.guests.isEmpty {
      line +=
        canInvite
        ? " An invitation goes out by e-mail." : " No invitation goes out by e-mail from this calendar."
    }
    if booking.period.duration != asked.choice.rules.duration {
      line += " It was booked before and keeps its length of \(Spoken.length(booking.period.duration))."
    }
    if !asked.details.isContained(in: booking.details) {
      line += " The name and e-mail given first stand; offer to take a message with the change."
    }
    return answer(.booked, line, bookingFacts(booking, code: code), about: booking)
  }

  func taken(nearest: [Slot], of choice: Choice, wanted: Instant) -> Answer {
    let line = "\(spoken.moment(wanted, now: now)) is no longer free. \(others(nearest, of: choice))"
    return answer(.taken, line, facts(nearest, of: choice, busy: []))
  }

  func held(_ booking: Booking) -> Answer {
    let line =
      "\(spoken.moment(booking.period.start, now: now)) is kept for the caller, but the calendar is slow to confirm it. "
      + "Tell them that it is not booked yet: an invitation comes by e-mail once it is, and if none has come within the "
      + "hour they should call again."
    return answer(
      .held, line, ["start": .string(booking.period.start.rfc3339(in: spoken.zone))], about: booking)
  }

  /// It was asked only to be kept.
  func bookedAlready(_ booking: Booking) -> Answer {
    let line = "It is booked already: \(name(booking)) on \(moment(booking))\(with(booking)).\(code(booking))"
    return answer(.found, line, facts(booking, "booked"), about: booking)
  }

  /// - Parameter gone: what is no longer kept for the call because of it.
  func kept(_ booking: Booking, of choice: Choice, insteadOf gone: [Booking] = []) -> Answer {
    let slot = handles.handle(start: booking.period.start, offering: booking.offering, host: booking.host)
    let until = booking.leaseUntil
    let how = slot.map { "with slot \($0)" } ?? "with start \(booking.period.start.rfc3339(in: spoken.zone))"
    let line =
      "\(moment(booking))\(with(booking)) is kept for this caller until \(spoken.time(until)). It is not booked yet: book "
      + "it with create_event \(how).\(lengthNote(choice))"
      + gone.map { " \(moment($0)) is no longer kept: a call keeps \(BookingLimits.keptForOneCall) times at most." }
      .joined()
    return answer(
      .kept, line,
      [
        "slot": slot.map { .string($0.text) } ?? .null,
        "start": .string(booking.period.start.rfc3339(in: spoken.zone)),
        "end": .string(booking.period.end.rfc3339(in: spoken.zone)),
        "until": .string(until.rfc3339(in: spoken.zone)),
      ], about: booking)
  }

  /// The platform names no call, so there is nobody to keep it for.
  func nothingToKeepFor(_ wish: BookingWish) -> Answer {
    let slot = handle(Slot(start: wish.start, host: wish.host), wish.choice).map { " with slot \($0)" } ?? ""
    return answer(.refused, "Times can be kept during a call only. Book it with create_event\(slot).", [:])
  }
}
