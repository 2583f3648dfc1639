/// The members of an event that a patch changes; `nil` leaves what is there.
struct EventPatch: Encodable, Hashable, Sendable {
  var summary: String?
  var description: String?
  var start: Time?
  var end: Time?
  var attendees: [EventAttendee]?
  var extendedProperties: ExtendedProperties?

  /// A point in time. A patch merges inside `start` and `end` too, so the day that an all-day event had must go explicitly, or
  /// Google would refuse the two side by side (400 `invalid`).
  struct Time: Encodable, Hashable, Sendable {
    let time: EventDateTime

    init(_ time: EventDateTime) { self.time = time }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeNil(forKey: .date)
      try container.encodeIfPresent(time.dateTime, forKey: .dateTime)
      try container.encodeIfPresent(time.timeZone, forKey: .timeZone)
    }

    private enum CodingKeys: String, CodingKey {
      case date, dateTime, timeZone
    }
  }
}

/// Who hears by mail of a change (`sendUpdates`). Always sent: Google's default may tell some (Calendar API, *Events:
/// insert*).
enum SendUpdates: String, Sendable {
  case all, none
}
