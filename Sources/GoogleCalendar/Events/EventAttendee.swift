/// A guest or room of an event. A patch replaces the whole list, so every member that Google lets be written is kept.
struct EventAttendee: Codable, Hashable, Sendable {
  var id: String?
  var email: String?
  var displayName: String?
  var organizer: Bool?
  /// Whether this row is the calendar that was read.
  var `self`: Bool?
  var resource: Bool?
  var optional: Bool?
  var responseStatus: EventResponse?
  var comment: String?
  var additionalGuests: Int?

  init(email: String) { self.email = email }
}

/// `needsAction`, `declined`, `tentative` or `accepted`.
struct EventResponse: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: String

  static let declined = EventResponse(rawValue: "declined")
}

extension EventAttendee {
  /// Whether it is a person who was invited: not the calendar that was read, not its organizer, not a room.
  var isGuest: Bool { self.`self` != true && organizer != true && resource != true }
}
