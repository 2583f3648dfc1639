import Scheduling

/// Every sentence that the desk says to a caller, in one place. One line, at most ``maximumLength`` characters.
struct AnswerWriter: Sendable {
  static let maximumLength = 400

  let desk: DeskProfile
  let spoken: Spoken
  let handles: SlotHandles
  let now: Instant
  /// Said in front of the answer, where there is room for it and the answer is about something else.
  let report: Report?

  init(desk: DeskProfile, zone: Zone, now: Instant, report: Report? = nil) {
    self.desk = desk
    spoken = Spoken(zone: zone)
    handles = SlotHandles(desk: desk)
    self.now = now
    self.report = report
  }

  var today: String { "Today is \(spoken.day(now, now: now))." }

  /// Nothing is promised; the same tool call may be made again.
  func stay(tool: String, wanted: Instant?, slot: SlotHandle?) -> Answer {
    let arguments =
      slot.map { "slot \($0)" } ?? wanted.map { "start \($0.rfc3339(in: spoken.zone))" } ?? "the same arguments"
    let line =
      "This is not settled yet. Ask the caller to stay on the line, then call \(tool) again with \(arguments)"
      + (slot == nil && wanted == nil ? "." : " and the same details.")
    return answer(.stay, line, [:])
  }

  func stay(_ request: ToolRequest, _ wish: BookingWish) -> Answer {
    stay(
      tool: request.tool.rawValue, wanted: wish.start,
      slot: handle(Slot(start: wish.start, host: wish.host), wish.choice))
  }

  func unreachable(_ trouble: CalendarTrouble) -> Answer {
    let line = "\(trouble.spoken), so no time can be checked or booked. Offer to take a message for \(desk.name)."
    return answer(.unreachable, line, ["reason": .string(trouble.rawValue)])
  }

  /// The ledger takes no bookings until it has been reconciled with the calendars.
  var closed: Answer {
    let line = "No bookings can be made or changed for the moment. Offer to take a message for \(desk.name)."
    return answer(.unreachable, line, ["reason": "closed"])
  }

  /// Nothing can be written, a message neither, until the server has been started again.
  var outOfOrder: Answer {
    let line =
      "Nothing can be booked, changed or noted for the moment. Apologise, and ask the caller to call again in a few "
      + "minutes."
    return answer(.unreachable, line, ["reason": "storage"])
  }

  /// The same as ``closed``, where a booking was looked for and not found: in an older copy that means nothing.
  var unseen: Answer {
    let line =
      "Appointments cannot all be seen right now, and none can be made or changed. Apologise, and offer to take a message "
      + "for \(desk.name)."
    return answer(.unreachable, line, ["reason": "closed"])
  }

  /// The platform asks on behalf of a call that is over.
  var hungUp: Answer { answer(.refused, "The call has ended, so nothing was booked.", [:]) }

  func ask(_ question: Question) -> Answer {
    answer(.ask, question.words(spoken, now: now), [:])
  }

  // MARK: Parts

  /// - Parameter booking: what the answer tells the outcome of.
  func answer(_ kind: AnswerKind, _ line: String, _ facts: JSONValue, about booking: Booking? = nil) -> Answer {
    guard let report, report.booking.id != booking?.id else { return Answer(kind, Self.capped(line), facts: facts) }
    let both = "\(report.sentence) \(line)"
    return Answer(kind, both.count <= Self.maximumLength ? both : Self.capped(line), facts: facts)
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

  /// ` with Dr. Kim`, where there is anybody to choose from.
  func with(_ slot: Slot) -> String { desk.hosts.count > 1 ? " with \(slot.host.name)" : "" }

  /// Always: whoever asked for somebody else must hear it.
  func with(_ booking: Booking) -> String { desk.host(booking.host).map { " with \($0.name)" } ?? "" }

  func name(_ booking: Booking) -> String { desk.offering(booking.offering)?.name ?? "The appointment" }

  func moment(_ booking: Booking) -> String { spoken.moment(booking.period.start, now: now) }

  /// ` Confirmation code K 7 M 2 R X.`
  func code(_ booking: Booking) -> String { booking.code.map { " Confirmation code \($0.spelled)." } ?? "" }

  /// `on Tuesday, November 24: 9:00 AM (slot …), 2:00 PM (slot …); on …`, the zone named once.
  func list(_ slots: [Slot], of choice: Choice) -> String {
    var days: [(date: CivilDate, times: [String])] = []
    for slot in slots {
      let date = spoken.zone.civilTime(at: slot.start).date
      let code = handle(slot, choice).map { " (slot \($0))" } ?? ""
      let time = "\(spoken.time(slot.start))\(with(slot))\(code)"
      if days.last?.date == date { days[days.count - 1].times.append(time) } else { days.append((date, [time])) }
    }
    let spokenDays = days.map { "\(spoken.day($0.date, now: now)): \($0.times.joined(separator: ", "))" }
    return "in \(spoken.zoneName) on \(spokenDays.joined(separator: "; on "))"
  }

  /// ` The nearest open: …`, or what to do where there are none.
  func others(_ slots: [Slot], of choice: Choice) -> String {
    slots.isEmpty ? "Offer to take a message." : "The nearest open: \(list(slots, of: choice))."
  }
}

extension CalendarTrouble {
  /// As the beginning of a sentence.
  var spoken: String {
    switch self {
    case .notConnected: "The calendar is not connected yet"
    case .needsReconnecting: "The calendar's sign-in has ended and the business must connect it again"
    case .noAccess: "The calendar cannot be opened with the access that was given"
    case .unreachable: "The calendar cannot be reached right now"
    case .overQuota: "The calendar takes no more requests for the moment"
    }
  }
}
