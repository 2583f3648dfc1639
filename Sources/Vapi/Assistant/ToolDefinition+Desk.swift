import Desk

extension ToolDefinition {
  /// The tools of a desk, in the order in which they are given to the model.
  static func all(for desk: DeskProfile) -> [ToolDefinition] {
    [availability(desk), keeping(desk), booking(desk), finding, moving(desk), cancelling, message]
  }

  private static func availability(_ desk: DeskProfile) -> ToolDefinition {
    ToolDefinition(
      name: checkAvailability,
      description: "Finds open appointment times. Call it before offering any time, and again for each other day or "
        + "time the caller asks about. The answer names a few open times, each with a slot code.",
      arguments: [
        Argument(
          "when", "The day or time asked for, as YYYY-MM-DD or YYYY-MM-DDTHH:MM. Leave out for the next opening."),
        Argument("timeMin", "Start of the time to search, ISO 8601, when the caller names a range."),
        Argument("timeMax", "End of the time to search, ISO 8601, when the caller names a range."),
      ] + choices(desk) + [
        Argument("durationMinutes", .integer, "Only if the caller asks for another length than the usual one."),
        Argument("timeZone", "IANA name of the caller's zone, only if it is not the business's own."),
        calendar,
      ],
      start: "One moment, let me look at the calendar.",
      delayed: "I'm still looking, thanks for waiting.",
      failed: "Do as the error text says. If it says nothing, say that the calendar cannot be seen right now and offer "
        + "to take a message. Never guess a time.")
  }

  private static func booking(_ desk: DeskProfile) -> ToolDefinition {
    ToolDefinition(
      name: createEvent,
      description: "Books the appointment. Call it only after the caller has said yes to one time that "
        + "check_availability answered, with that time's slot code.",
      arguments: [
        Argument("slot", "The slot code exactly as check_availability gave it."),
        Argument("start", "Start, ISO 8601, only if there is no slot code."),
        Argument("end", "End, ISO 8601, only together with start."),
        Argument("durationMinutes", .integer, "Length, only together with start and without end."),
        Argument("name", "The caller's full name."),
        Argument("email", "The caller's e-mail address, if they gave one."),
        Argument("phone", "A number to call back, only if it is another than the one they call from."),
        Argument("notes", "Reason for the visit, in a few words."),
        Argument("summary", "A short title, if the caller named one."),
        Argument("attendees", .emails, "E-mail addresses of further people to invite."),
      ] + choices(desk) + [
        Argument("timeZone", "IANA name of the zone in which start and end are meant."),
        calendar,
      ],
      start: "One moment while I book that.",
      delayed: "I'm still on it, please stay on the line.",
      failed: "The appointment is not confirmed. Do as the error text says. If it says nothing, say that the booking "
        + "could not be confirmed and offer to take a message. Never say that it is booked.")
  }

  private static let calendar = Argument(
    "calendarId", "Leave out: the desk knows its calendars.")

  /// A service or a host is asked for only where there is a choice.
  static func choices(_ desk: DeskProfile) -> [Argument] {
    var arguments: [Argument] = []
    let offerings = desk.offerings.prefix(AssistantPrompt.maximumNamed).map(\.key.rawValue)
    if offerings.count > 1 {
      arguments.append(Argument("service", .choice(offerings), "Which service the caller wants."))
    } else {
      arguments.append(Argument("service", "Leave out: there is one service."))
    }
    let hosts = desk.hosts.prefix(AssistantPrompt.maximumNamed).map(\.key.rawValue)
    if hosts.count > 1 {
      arguments.append(Argument("host", .choice(hosts), "Whom the caller wants to see. Leave out if they do not mind."))
    } else {
      arguments.append(Argument("host", "Leave out: there is one calendar."))
    }
    return arguments
  }
}
