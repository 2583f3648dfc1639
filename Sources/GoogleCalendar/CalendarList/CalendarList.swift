/// One page of `calendarList.list` (Calendar API v3, *CalendarList: list*).
struct CalendarListPage: Decodable, Hashable, Sendable {
  var kind: String?
  var items: [CalendarListEntry]?
  var nextPageToken: String?

  /// Whether it is a page of calendars at all, and not an error under status 200.
  var isGenuine: Bool { kind == "calendar#calendarList" || (kind == nil && items != nil) }
}

/// A calendar in an account's list, under Google's own names.
package struct CalendarListEntry: Decodable, Hashable, Sendable {
  package var id: String?
  package var summary: String?
  package var summaryOverride: String?
  package var timeZone: String?
  package var accessRole: AccessRole?
  package var primary: Bool?
}
