import Scheduling

/// About bookings that are looked up, messages, and what is still to be told.
extension AnswerWriter {
  /// More than these are not spoken one by one.
  static let spokenBookings = 3

  /// - Parameters:
  ///   - further: how many more there are.
  ///   - isPartial: whether there may be others that cannot be seen: the ledger is closed.
  func found(_ findings: [FindEvents.Finding], further: Int, isPartial: Bool) -> Answer {
    let told = findings.prefix(Self.spokenBookings).map(sentence)
    let rest = findings.count - told.count + further
    let more = rest > 0 ? " There \(rest == 1 ? "is 1" : "are \(rest)") more." : ""
    let count = findings.count + further
    let hedge = isPartial ? "As far as can be seen right now, and there may be others: " : ""
    let line = "\(hedge)\(Spoken.count(count, "appointment")) found. \(told.joined(separator: " "))\(more)"
    let all = findings.map { facts($0.booking, $0.standing.rawValue) }
    return answer(.found, line, ["appointments": .array(all)], about: findings.count == 1 ? findings[0].booking : nil)
  }

  private func sentence(_ finding: FindEvents.Finding) -> String {
    let booking = finding.booking
    let what = "\(name(booking)) on \(moment(booking))\(with(booking))"
    let code = booking.code.map { ", code \($0.spelled)" } ?? ""
    switch finding.standing {
    case .booked: return "\(what)\(code)."
    case .moved: return "The business has moved \(name(booking)) to \(moment(booking))\(with(booking))\(code)."
    case .moving:
      let there = spoken.moment(booking.target.period.start, now: now)
      return "\(what)\(code) is being moved to \(there), and stays as it is until that is done: "
        + "call find_events again in a moment to know."
    case .notMoved:
      let there = booking.move.map { " to \(spoken.moment($0.period.start, now: now))" } ?? ""
      return "\(what)\(code), could not be moved\(there) and stays as it is."
    case .cancelled: return "\(what) is cancelled."
    case .removed: return "\(what) is no longer in the calendar: the business has cancelled it."
    case .pending: return "\(what) is not confirmed yet."
    case .unverified: return "\(what)\(code), as booked; the calendar cannot be checked now."
    case .released: return "\(what) was not booked."
    }
  }

  /// For a choice among the caller's own bookings.
  func label(_ booking: Booking) -> String {
    "\(moment(booking))\(booking.code.map { " (code \($0.spelled))" } ?? "")"
  }

  var tooManyCodes: Answer {
    let line = "Too many wrong confirmation codes were given, so none can be looked up for the next hour. "
    return answer(.refused, line + "Apologise and offer to take a message for \(desk.name).", [:])
  }

  /// - Parameter canCallBack: whether a number is known.
  func noted(canCallBack: Bool) -> Answer {
    let line = "The message is stored and will be passed on to \(desk.name)."
    let number =
      canCallBack ? "" : " No number to call back is known: tell the caller that they may have to call again."
    return answer(.noted, line + number, [:])
  }

  var notNoted: Answer {
    answer(
      .stay,
      "The message could not be stored yet. Ask the caller to stay on the line, then call take_message again with the "
        + "same words; if that fails too, ask them to call again later.", [:])
  }

  /// What came of a booking or a move that the call was left waiting for.
  func report(on booking: Booking) -> Report {
    let sentence =
      if booking.state.stands {
        "Tell the caller first: \(name(booking)) is booked for \(moment(booking)).\(code(booking))"
      } else if booking.state == .cancelled {
        "Tell the caller first: \(name(booking)) on \(moment(booking)) is cancelled."
      } else {
        "Tell the caller first: \(moment(booking)) could not be booked."
      }
    return Report(booking: booking, sentence: sentence)
  }
}
