import Scheduling

/// What a `create_event` asks for, read and resolved: service, host, start and details.
struct BookingWish: Sendable {
  let choice: Choice
  let host: Host
  let start: Instant
  let details: BookingDetails

  init(_ request: ToolRequest, zones: any ZoneSource) throws(Asking) {
    let arguments = request.arguments
    let reader = try request.timeReader(zones)
    var written: Instant?
    if let text = arguments.text("start", limit: 64) ?? arguments.text("when", limit: 200) {
      written = try reader.start(text, argument: arguments.text("start") == nil ? "when" : "start")
    }
    if let text = arguments.text("slot", limit: 40) {
      guard let slot = SlotHandles(desk: request.desk).read(text),
        let offering = request.desk.offering(slot.offering), let host = request.desk.host(slot.host)
      else { throw Asking(.unknownSlot) }
      if let written, written != slot.start { throw Asking(.slotAndStartDiffer) }
      if Self.contradicts(arguments, offering, host, at: request.desk) { throw Asking(.slotDiffers) }
      start = slot.start
      choice = try Choice(
        offering: offering, host: host, length: try Self.length(arguments, reader, from: slot.start))
    } else {
      guard let written else { throw Asking(.missingStart) }
      start = written
      choice = try Choice(
        desk: request.desk, arguments: arguments, hints: request.context.hints,
        length: try Self.length(arguments, reader, from: written))
    }
    guard let host = choice.hosts.first, choice.hosts.count == 1 else {
      throw Asking(.whichHost(choice.hosts.map(\.name)))
    }
    self.host = host
    details = try Self.details(arguments, choice.offering)
  }

  /// Whether another host or service of the desk is named; what is unknown is as absent.
  private static func contradicts(
    _ arguments: ArgumentReader, _ offering: Offering, _ host: Host, at desk: DeskProfile
  ) -> Bool {
    let (service, person) = (arguments.text("service"), arguments.text("host"))
    return desk.offerings.contains { other in other != offering && service.map(other.isCalled) == true }
      || desk.hosts.contains { other in other != host && person.map(other.isCalled) == true }
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
    let name = arguments.text("name", limit: 100)
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

/// An e-mail address (RFC 5321, section 4.1.2, without quoted local parts), lower-cased.
struct MailAddress: Hashable, Sendable {
  let text: String

  /// `nil` when it could not be one: no or several `@`, a blank, no dot in the domain, too long.
  init?(_ written: String) {
    let text = written.lowercased()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (4...253).contains(parts[1].utf8.count),
      Self.isAtomic(parts[0], extra: "!#$%&'*+-/=?^_`{|}~"), Self.isAtomic(parts[1], extra: "-"),
      parts[1].contains(".")
    else { return nil }
    self.text = text
  }

  /// Dots separate atoms that are never empty.
  private static func isAtomic(_ text: Substring, extra: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { scalar in
          ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || extra.unicodeScalars.contains(scalar)
        }
    }
  }
}
