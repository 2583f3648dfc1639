import Desk

/// The tools about what is booked already, a chosen time, and messages.
extension ToolDefinition {
  static func keeping(_ desk: DeskProfile) -> ToolDefinition {
    ToolDefinition(
      name: holdSlot,
      description:
        "Keeps a time for this caller for a few minutes, so that nobody else gets it while you ask for their "
        + "name. Call it as soon as the caller has chosen a time. It books nothing.",
      arguments: [
        Argument("slot", "The slot code exactly as check_availability gave it."),
        Argument("start", "Start, ISO 8601, only if there is no slot code."),
      ] + choices(desk),
      start: "Let me keep that time for you.",
      delayed: "One more moment, please.",
      failed: "Do as the error text says. If it says nothing, go on and book with create_event.")
  }

  static let finding = ToolDefinition(
    name: findEvents,
    description:
      "Finds the caller's own upcoming appointments. Call it when they ask about one, or want to move or cancel "
      + "one. It knows the number they call from; ask for a confirmation code only when it says so.",
    arguments: [
      confirmationCode,
      Argument("name", "The caller's name, only if several people share their number."),
    ],
    start: "Let me look that up.",
    delayed: "I'm still looking, thanks for waiting.",
    failed:
      "Do as the error text says. If it says nothing, say that appointments cannot be looked up right now and offer "
      + "to take a message.")

  static func moving(_ desk: DeskProfile) -> ToolDefinition {
    let hosts = choices(desk).filter { $0.name == "host" }
    return ToolDefinition(
      name: rescheduleEvent,
      description:
        "Moves one of the caller's appointments to another time. Call it only after the caller has said yes to "
        + "one new time that check_availability answered.",
      arguments: [
        confirmationCode, booking,
        Argument("slot", "The new time's slot code exactly as check_availability gave it."),
        Argument("start", "The new start, ISO 8601, only if there is no slot code."),
        Argument("when", "The new start as YYYY-MM-DDTHH:MM, only if there is neither slot nor start."),
      ] + hosts + [Argument("timeZone", "IANA name of the zone in which start is meant.")],
      start: "One moment while I move that.",
      delayed: "I'm still on it, please stay on the line.",
      failed:
        "The appointment is not moved: it stands as it was. Do as the error text says. If it says nothing, say so "
        + "and offer to take a message. Never say that it is moved.")
  }

  static let cancelling = ToolDefinition(
    name: cancelEvent,
    description:
      "Cancels one of the caller's appointments. Call it only after you have read out which one and the caller "
      + "has said yes.",
    arguments: [confirmationCode, booking],
    start: "One moment while I cancel that.",
    delayed: "I'm still on it, please stay on the line.",
    failed:
      "The appointment is not cancelled. Do as the error text says. If it says nothing, say so and offer to take a "
      + "message. Never say that it is cancelled.")

  static let message = ToolDefinition(
    name: takeMessage,
    description:
      "Stores a message for the business. Call it when the caller wants to leave one, or when something cannot "
      + "be done now.",
    arguments: [
      Argument("message", "What the business should know, in the caller's own words."),
      Argument("name", "The caller's full name."),
      Argument("phone", "A number to call back, only if it is another than the one they call from."),
    ],
    start: "Let me write that down.",
    delayed: "One more moment, please.",
    failed:
      "The message is not stored. Do as the error text says. If it says nothing, say so and ask the caller to call "
      + "again later.")

  private static let confirmationCode = Argument(
    "confirmationCode", "The confirmation code, six letters and digits, if the caller gave one or a tool answered it.")

  private static let booking = Argument(
    "booking", "Leave out: the confirmation code, or the number they call from, says which one.")
}
