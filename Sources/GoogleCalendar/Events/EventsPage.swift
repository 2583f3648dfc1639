/// One page of `events.list`. A page may be short or empty and still be followed by another.
///
/// One item that cannot be read makes the whole page unreadable: left out, it would look like free time.
struct EventsPage: Decodable, Hashable, Sendable {
  var kind: String?
  /// The calendar's zone, in which its all-day events stand.
  var timeZone: String?
  var accessRole: AccessRole?
  var items: [Event]?
  var nextPageToken: String?
  var nextSyncToken: String?

  /// Whether it is a page of events at all: an object that is something else, such as an error under status 200, would
  /// look like a calendar with nothing in it.
  var isGenuine: Bool { kind == "calendar#events" || (kind == nil && items != nil) }
}

/// What an account may do with a calendar: `freeBusyReader`, `reader`, `writerWithoutPrivateAccess`, `writer`, `owner`.
package struct AccessRole: RawRepresentable, Codable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let freeBusyReader = AccessRole(rawValue: "freeBusyReader")

  /// Whether private events show their details: from writer up (Calendar API, *Concepts: sharing*). A role that is new is
  /// taken for one that does.
  var seesPrivateDetails: Bool { !["freeBusyReader", "reader", "writerWithoutPrivateAccess"].contains(rawValue) }
}

/// All pages of one `events.list`.
struct EventsListing: Hashable, Sendable {
  var events: [Event] = []
  var timeZone: String?
  var accessRole: AccessRole?
}
