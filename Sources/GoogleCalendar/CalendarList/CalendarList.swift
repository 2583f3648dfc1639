/// One page of `calendarList.list` (Calendar API v3, *CalendarList: list*).
struct CalendarListPage: Decodable, Hashable, Sendable {
  var items: [CalendarListEntry]?
  var nextPageToken: String?
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
