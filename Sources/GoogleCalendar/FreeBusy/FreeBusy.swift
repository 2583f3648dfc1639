/// The question of `freeBusy.query` (Calendar API v3, *Freebusy: query*).
struct FreeBusyRequest: Codable, Hashable, Sendable {
  struct Item: Codable, Hashable, Sendable {
    let id: String
  }

  let timeMin: String
  let timeMax: String
  let calendarExpansionMax: Int
  let items: [Item]
}

/// Its answer, which is 200 even where calendars failed. A calendar with errors, or without an entry, is not free.
struct FreeBusyAnswer: Decodable, Hashable, Sendable {
  /// By the id that was asked for, `primary` included.
  var calendars: [String: FreeBusyCalendar]?
}

struct FreeBusyCalendar: Decodable, Hashable, Sendable {
  struct Period: Decodable, Hashable, Sendable {
    let start: String
    let end: String
  }

  struct Problem: Decodable, Hashable, Sendable {
    var domain: String?
    /// `notFound` (or no access), `internalError`, `tooManyCalendarsRequested`, `groupTooBig` and what may come.
    var reason: String?
  }

  var busy: [Period]?
  var errors: [Problem]?
}
