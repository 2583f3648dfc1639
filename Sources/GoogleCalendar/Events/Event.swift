/// An event as the Calendar API writes it, under Google's own names (Calendar API v3, *Events* resource).
///
/// Every member may be missing: a deleted event is promised no more than its id, and one seen as free or busy has no
/// title. Unknown members are ignored and unknown values of enumerations kept.
struct Event: Codable, Hashable, Sendable {
  var id: String?
  var etag: String?
  var status: EventStatus?
  var htmlLink: String?
  var summary: String?
  var description: String?
  var start: EventDateTime?
  var end: EventDateTime?
  var created: String?
  var recurringEventId: String?
  var transparency: EventTransparency?
  var visibility: String?
  var eventType: EventType?
  var attendees: [EventAttendee]?
  var attendeesOmitted: Bool?
  var extendedProperties: ExtendedProperties?
}

/// `confirmed`, `tentative` or `cancelled`; missing means confirmed.
struct EventStatus: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: String

  static let cancelled = EventStatus(rawValue: "cancelled")
}

/// `opaque` or `transparent`; missing means opaque.
struct EventTransparency: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: String

  static let opaque = EventTransparency(rawValue: "opaque")
  static let transparent = EventTransparency(rawValue: "transparent")
}

/// `default`, `outOfOffice`, `focusTime`, `workingLocation`, `birthday`, `fromGmail`; missing means default.
struct EventType: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: String

  static let workingLocation = EventType(rawValue: "workingLocation")
}

/// When an event starts or ends: a `date` for all-day events, else a `dateTime` (RFC 3339).
struct EventDateTime: Codable, Hashable, Sendable {
  var date: String?
  var dateTime: String?
  var timeZone: String?
}

/// Properties that the calendar's owner does not see: `private` on this copy of the event, `shared` on all copies.
struct ExtendedProperties: Codable, Hashable, Sendable {
  var `private`: [String: String]?
  var shared: [String: String]?

  init(private: [String: String]? = nil, shared: [String: String]? = nil) {
    self.private = `private`
    self.shared = shared
  }

  /// A property without a value, as a patch writes one that is to go, is as none.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let own = try container.decodeIfPresent([String: String?].self, forKey: .private)
    let common = try container.decodeIfPresent([String: String?].self, forKey: .shared)
    self.init(private: own?.compactMapValues { $0 }, shared: common?.compactMapValues { $0 })
  }

  private enum CodingKeys: String, CodingKey {
    case `private`, shared
  }
}
