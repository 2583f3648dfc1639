import Scheduling

/// Every sentence that the desk says about times and bookings, in one place. One line, at most ``maximumLength`` characters.
struct AnswerWriter: Sendable {
  static let maximumLength = 400

  let desk: DeskProfile
  let spoken: Spoken
  let handles: SlotHandles
  let now: Instant

  init(desk: DeskProfile, zone: Zone, now: Instant) {
    self.desk = desk
    spoken = Spoken(zone: zone)
    handles = SlotHandles(desk: desk)
    self.now = now
  }

  var today: String { "Today is \(spoken.day(now, now: now))." }

  // MARK: Availability

  /// Open times within what was asked for.
  func offer(_ slots: [Slot], of choice: Choice, busy: [Interval]) -> Answer {
    answer(
      .offered, "\(today) Open \(list(slots, of: choice)).\(lengthNote(choice))", facts(slots, of: choice, busy: busy))
  }

  /// The very time that was asked for is open.
  func open(_ slot: Slot, of choice: Choice, busy: [Interval]) -> Answer {
    let handle = handle(slot, choice).map { " Book it with slot \($0).\(lengthNote(choice))" } ?? ""
    let line = "\(today) Yes, \(spoken.moment(slot.start, now: now))\(with(slot, choice)) is open.\(handle)"
    return answer(.offered, line, facts([slot], of: choice, busy: busy))
  }

  /// Nothing is open where it was asked for.
  func nothing(
    _ verdict: SlotVerdict, wanted: Instant?, nearest: [Slot], of choice: Choice, busy: [Interval]
  ) -> Answer {
    let reason = why(verdict, wanted: wanted, choice)
    let others = nearest.isEmpty ? "Offer to take a message." : "The nearest open: \(list(nearest, of: choice))."
    return answer(
      .nothing, "\(today) \(reason) \(others)", facts(nearest, of: choice, busy: busy, reason: verdict.reason))
  }

  // MARK: Bookings

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
    return answer(.booked, line, bookingFacts(booking, code: code))
  }

  /// The platform asks on behalf of a call that is over.
  var hungUp: Answer { answer(.refused, "The call has ended, so nothing was booked.", [:]) }

  func taken(nearest: [Slot], of choice: Choice, wanted: Instant) -> Answer {
    let others = nearest.isEmpty ? "Offer to take a message." : "The nearest open: \(list(nearest, of: choice))."
    let line = "\(spoken.moment(wanted, now: now)) is no longer free. \(others)"
    return answer(.taken, line, facts(nearest, of: choice, busy: []))
  }

  func held(_ booking: Booking) -> Answer {
    let line =
      "\(spoken.moment(booking.period.start, now: now)) is kept for the caller, but the calendar is slow to confirm it. "
      + "Tell them that it is not booked yet: an invitation comes by e-mail once it is, and if none has come within the "
      + "hour they should call again."
    return answer(.held, line, ["start": .string(booking.period.start.rfc3339(in: spoken.zone))])
  }

  /// Nothing is promised; the same tool call may be made again.
  func stay(tool: String, wanted: Instant?, slot: SlotHandle?) -> Answer {
    let arguments =
      slot.map { "slot \($0)" } ?? wanted.map { "start \($0.rfc3339(in: spoken.zone))" } ?? "the same arguments"
    let line =
      "This is not settled yet. Ask the caller to stay on the line, then call \(tool) again with \(arguments)"
      + (slot == nil && wanted == nil ? "." : " and the same details.")
    return answer(.stay, line, [:])
  }

  func unreachable(_ trouble: CalendarTrouble) -> Answer {
    let why =
      switch trouble {
      case .notConnected: "The calendar is not connected yet"
      case .needsReconnecting: "The calendar's sign-in has ended and the business must connect it again"
      case .noAccess: "The calendar cannot be opened with the access that was given"
      case .unreachable: "The calendar cannot be reached right now"
      case .overQuota: "The calendar takes no more requests for the moment"
      }
    let line = "\(why), so no time can be checked or booked. Offer to take a message for \(desk.name)."
    return answer(.unreachable, line, ["reason": .string(trouble.rawValue)])
  }

  func ask(_ question: Question) -> Answer {
    answer(.ask, question.words(spoken, now: now), [:])
  }

  // MARK: Parts

  private func answer(_ kind: AnswerKind, _ line: String, _ facts: JSONValue) -> Answer {
    Answer(kind, Self.capped(line), facts: facts)
  }

  /// Cut at the last word that fits: names of hosts and services have no limit of their own in a sentence.
  static func capped(_ line: String) -> String {
    guard line.count > maximumLength else { return line }
    let cut = line.prefix(maximumLength - 1)
    return (cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + "…"
  }

  func handle(_ slot: Slot, _ choice: Choice) -> SlotHandle? {
    handles.handle(start: slot.start, offering: choice.offering.key, host: slot.host.key)
  }

  /// A slot says no length: what is not the service's own must be sent along.
  private func lengthNote(_ choice: Choice) -> String {
    choice.rules.duration == choice.offering.rules.duration
      ? "" : " To book, send durationMinutes \(choice.rules.duration.wholeMinutes) with the slot."
  }

  /// ` with Dr. Kim`, where there is anybody to choose from.
  private func with(_ slot: Slot, _ choice: Choice) -> String {
    desk.hosts.count > 1 ? " with \(slot.host.name)" : ""
  }

  /// Always: whoever asked for somebody else must hear it.
  private func with(_ booking: Booking) -> String { desk.host(booking.host).map { " with \($0.name)" } ?? "" }

  /// `on Tuesday, November 24: 9:00 AM (slot …), 2:00 PM (slot …); on …`, the zone named once.
  private func list(_ slots: [Slot], of choice: Choice) -> String {
    var days: [(date: CivilDate, times: [String])] = []
    for slot in slots {
      let date = spoken.zone.civilTime(at: slot.start).date
      let code = handle(slot, choice).map { " (slot \($0))" } ?? ""
      let time = "\(spoken.time(slot.start))\(with(slot, choice))\(code)"
      if days.last?.date == date { days[days.count - 1].times.append(time) } else { days.append((date, [time])) }
    }
    let spokenDays = days.map { "\(spoken.day($0.date, now: now)): \($0.times.joined(separator: ", "))" }
    return "in \(spoken.zoneName) on \(spokenDays.joined(separator: "; on "))"
  }

  private func why(_ verdict: SlotVerdict, wanted: Instant?, _ choice: Choice) -> String {
    let when = wanted.map { spoken.moment($0, now: now) } ?? "That time"
    switch verdict {
    case .fullyBooked: return wanted == nil ? "That time is fully booked." : "\(when) is not free."
    case .closed: return wanted == nil ? "\(desk.name) is closed then." : "\(when) is outside opening hours."
    case .tooSoon: return "\(when) is too soon: \(Spoken.length(choice.rules.notice)) notice is needed."
    case .tooFar: return "\(when) is too far ahead: bookings open \(choice.rules.horizonDays) days ahead."
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
