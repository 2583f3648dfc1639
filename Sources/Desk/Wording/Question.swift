import Scheduling

/// What is wrong with a tool call's arguments, and so the one thing that the model should ask the caller or send next.
///
/// Nothing in the words comes from the arguments: a caller's text is never echoed as an instruction.
enum Question: Hashable, Sendable {
  /// The sentence that the platform's edge gives.
  case unreadableArguments(String)
  case unreadableTime(argument: String)
  case noSuchDate(argument: String)
  case missingStart
  /// A day, but no time on it.
  case missingTime(CivilDate)
  case pastYear
  case past(Instant)
  /// The clocks jump over it.
  case skipped(next: Instant)
  /// The clocks show it twice.
  case twice(earlier: Instant, later: Instant)
  /// The offset is neither the desk's at that time nor that of a named zone; the reading by the desk's clock is given.
  case foreignOffset(at: Instant, asWritten: CivilTime)
  case endBeforeStart
  case windowReversed
  case otherDuration(offered: [Duration], name: String)
  case unreadableDuration
  /// There is something, and it is no text.
  case unreadableName(argument: String)
  case unknownService([String])
  case unknownHost([String])
  /// Somebody who does not offer the service that was named.
  case otherHost(String, [String])
  case whichHost([String])
  case whichService([String])
  case unknownSlot
  case slotAndStartDiffer
  /// The slot is with somebody else, or for another service, than what is named beside it.
  case slotDiffers
  case unreadableEmail
  case unknownZone
  /// The caller has no booking that is known by their number.
  case missingCode
  case unreadableCode
  case unknownCode
  case unknownBooking
  /// The caller's bookings, as they are to be named.
  case whichBooking([String])
  case missingNewTime
  case slotOfOtherService(String)
  /// The desk has the service no more.
  case offeringGone
  case missingMessage

  /// One sentence or two, for the model.
  func words(_ spoken: Spoken, now: Instant) -> String {
    let today = "Today is \(spoken.day(now, now: now)), \(spoken.zone.civilTime(at: now).date.year)."
    switch self {
    case .unreadableArguments(let why):
      return why
    case .unreadableTime(let argument):
      return "\(argument) is not a date or time that can be read. \(today) "
        + "Send it like 2026-11-24T14:30:00, 2026-11-24 or 14:30, in \(spoken.zoneName)."
    case .noSuchDate(let argument):
      return "There is no such date or time as the one in \(argument). \(today) Ask the caller which day they mean."
    case .missingStart:
      return "Ask the caller which day and time they would like, then call check_availability or send slot or start."
    case .missingTime(let date):
      return "Ask the caller which time on \(spoken.day(date, now: now)) they would like, "
        + "or call check_availability with when \(date) to offer some."
    case .pastYear:
      return "That date is in a past year. \(today) Ask the caller which day they mean and send it with the right year."
    case .past(let instant):
      return "\(spoken.moment(instant, now: now)) has already passed. \(today) Ask the caller for a later time."
    case .skipped(let next):
      return "That time does not exist: the clocks go forward then. The next time that does is "
        + "\(spoken.moment(next, now: now)). Ask whether that suits."
    case .twice(let earlier, let later):
      let choices = [earlier, later].map { "\(spoken.time($0)) as \($0.rfc3339(in: spoken.zone))" }
      return "The clocks go back that night, so that time comes twice. "
        + "Ask which one is meant and send start as one of these: \(Spoken.choice(choices))."
    case .foreignOffset(let instant, let written):
      return "The time's offset is not that of \(spoken.zoneName). Ask whether the caller means "
        + "\(spoken.day(written.date, now: now)) at \(Spoken.time(written.time)) "
        + "or \(spoken.day(instant, now: now)) at \(spoken.time(instant)) in \(spoken.zoneName), "
        + "and send it without an offset."
    case .endBeforeStart:
      return "The end is not after the start. Ask the caller when it should begin, and send start alone."
    case .windowReversed:
      return "timeMax is not after timeMin. Send the earlier time as timeMin, or one day or time as when."
    case .otherDuration(let offered, let name):
      let lengths = Spoken.choice(offered.map(Spoken.length))
      return "\(name) takes \(lengths). Ask whether that suits, and leave end and durationMinutes out."
    case .unreadableDuration:
      return "durationMinutes is not a whole number of minutes. Leave it out to take the usual length."
    case .unreadableName(let argument):
      return "\(argument) is not a text. Ask the caller for it once more and send it as one text, or leave it out."
    case .unknownService(let names):
      return names.count == 1
        ? "There is no such service here. What is offered is \(names[0]): ask whether that suits, and leave service out."
        : "There is no such service here. Ask which one the caller would like: \(Spoken.choice(names))."
    case .unknownHost(let names):
      return "Nobody of that name can be booked here. Ask who the caller would like to see: \(Spoken.choice(names))."
    case .otherHost(let service, let names):
      return "\(service) is not offered by the person named. Ask whether \(Spoken.choice(names)) would suit."
    case .whichHost(let names):
      return "Ask: who would you like to see, \(Spoken.choice(names))? Then send it as host."
    case .whichService(let names):
      return "Ask what the appointment is for: \(Spoken.choice(names)). Then send it as service."
    case .unknownSlot:
      return "That slot code is not one of ours. Call check_availability and use a slot from its answer, or send start."
    case .slotAndStartDiffer:
      return "slot and start name different times. Ask the caller which time they want and send only one of them."
    case .slotDiffers:
      return "The slot is for another person or service than the one named beside it. Ask the caller which they want, "
        + "and call check_availability for it."
    case .unreadableEmail:
      return "The e-mail address is not complete. Ask the caller to spell it, or book without it."
    case .missingCode, .unreadableCode, .unknownCode, .unknownBooking, .whichBooking, .missingNewTime,
      .slotOfOtherService, .offeringGone, .missingMessage:
      return wordsAboutBookings
    case .unknownZone:
      return "timeZone is not the name of a time zone. Leave it out: times are taken in \(spoken.zoneName)."
    }
  }
}
