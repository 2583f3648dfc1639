import Scheduling

/// About open times.
extension AnswerWriter {
  /// Open times within what was asked for.
  func offer(_ slots: [Slot], of choice: Choice, busy: [Interval]) -> Answer {
    answer(
      .offered, "\(today) Open \(list(slots, of: choice)).\(lengthNote(choice))", facts(slots, of: choice, busy: busy))
  }

  /// The very time that was asked for is open.
  func open(_ slot: Slot, of choice: Choice, busy: [Interval]) -> Answer {
    let handle = handle(slot, choice).map { " Book it with slot \($0).\(lengthNote(choice))" } ?? ""
    let line = "\(today) Yes, \(spoken.moment(slot.start, now: now))\(with(slot)) is open.\(handle)"
    return answer(.offered, line, facts([slot], of: choice, busy: busy))
  }

  /// Nothing is open where it was asked for.
  func nothing(
    _ verdict: SlotVerdict, wanted: Instant?, nearest: [Slot], of choice: Choice, busy: [Interval]
  ) -> Answer {
    let line = "\(today) \(why(verdict, wanted: wanted, choice)) \(others(nearest, of: choice))"
    return answer(
      .nothing, line, facts(nearest, of: choice, busy: busy, reason: verdict.reason))
  }

  /// A time at which nothing may be booked, whatever is free.
  func refuse(_ verdict: SlotVerdict, _ wish: BookingWish, nearest: [Slot]) -> Answer {
    if verdict == .past { return ask(.past(wish.start)) }
    return nothing(verdict, wanted: wish.start, nearest: nearest, of: wish.choice, busy: [])
  }

  /// A slot says no length: what is not the service's own must be sent along.
  func lengthNote(_ choice: Choice) -> String {
    choice.rules.duration == choice.offering.rules.duration
      ? "" : " To book, send durationMinutes \(choice.rules.duration.wholeMinutes) with the slot."
  }

  func why(_ verdict: SlotVerdict, wanted: Instant?, _ choice: Choice) -> String {
    let when = wanted.map { spoken.moment($0, now: now) } ?? "That time"
    switch verdict {
    case .fullyBooked: return wanted == nil ? "That time is fully booked." : "\(when) is not free."
    case .closed: return wanted == nil ? "\(desk.name) is closed then." : "\(when) is outside opening hours."
    case .tooSoon: return "\(when) is too soon: \(Spoken.length(choice.rules.notice)) notice is needed."
    case .tooFar:
      return "\(when) is too far ahead: bookings open \(Spoken.count(choice.rules.horizonDays, "day")) ahead."
    case .past: return "\(when) has already passed."
    case .open: return "\(when) is open."
    }
  }
}

extension SlotVerdict {
  /// For programs: what DESIGN section 7 calls the reasons.
  var reason: String {
    switch self {
    case .open: "open"
    case .closed: "closed"
    case .tooSoon: "too soon"
    case .tooFar: "too far"
    case .past: "past"
    case .fullyBooked: "fully booked"
    }
  }
}
