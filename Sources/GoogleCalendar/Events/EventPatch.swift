/// The members of an event that a patch changes; `nil` leaves what is there.
struct EventPatch: Encodable, Hashable, Sendable {
  var summary: String?
  var description: String?
  var attendees: [EventAttendee]?
  var extendedProperties: ExtendedProperties?
}

/// Who hears by mail of a change (`sendUpdates`). Always sent: Google's default may tell some (Calendar API, *Events:
/// insert*).
enum SendUpdates: String, Sendable {
  case all, none
}
