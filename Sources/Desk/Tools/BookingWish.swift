import Scheduling

/// What a `create_event` or a `hold_slot` asks for, read and resolved: service, host, start and details.
struct BookingWish: Sendable {
  let choice: Choice
  let host: Host
  let start: Instant
  let details: BookingDetails

  init(_ request: ToolRequest, zones: any ZoneSource) throws(Asking) {
    let reader = try request.timeReader(zones)
    let time = try WishedTime(request, reader)
    start = time.start
    let length = try Self.length(request.arguments, reader, from: time.start)
    if let slot = time.slot {
      choice = try Choice(offering: slot.offering, host: slot.host, length: length)
    } else {
      choice = try Choice(
        desk: request.desk, arguments: request.arguments, hints: request.context.hints, length: length)
    }
    guard let host = choice.hosts.first, choice.hosts.count == 1 else {
      throw Asking(.whichHost(choice.hosts.map(\.name)))
    }
    self.host = host
    details = try Self.details(request.arguments, choice.offering)
  }

  /// How long it should take: `end` or `durationMinutes`; `nil` when neither is there.
  private static func length(
    _ arguments: ArgumentReader, _ reader: TimeReader, from start: Instant
  ) throws(Asking) -> Duration? {
    if let minutes = try Choice.minutes(arguments) { return minutes }
    guard let text = arguments.text("end", limit: 64) else { return nil }
    let end = try reader.edge(text, argument: "end", isEnd: true)
    guard end > start else { throw Asking(.endBeforeStart) }
    return end - start
  }

  private static func details(
    _ arguments: ArgumentReader, _ offering: Offering
  ) throws(Asking) -> BookingDetails {
    let name = try arguments.name("name")
    var guests: [String] = []
    let email = arguments.text("email", limit: 254)
    for address in [email].compactMap(\.self) + arguments.texts("attendees") {
      guard let guest = MailAddress(address)?.text else { throw Asking(.unreadableEmail) }
      if !guests.contains(guest) { guests.append(guest) }
    }
    let summary = arguments.text("summary", limit: 200) ?? name.map { "\(offering.name): \($0)" } ?? offering.name
    return BookingDetails(
      summary: summary, name: name, email: email.flatMap { MailAddress($0)?.text },
      phone: arguments.text("phone", limit: 40).flatMap(PhoneNumber.init),
      notes: arguments.text("notes", limit: 1000), guests: guests)
  }
}
