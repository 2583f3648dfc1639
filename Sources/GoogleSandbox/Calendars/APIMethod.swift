/// The methods of the Calendar API that the sandbox has, with what the discovery document says of each.
enum APIMethod: String, CaseIterable, Sendable {
  case eventsList = "calendar.events.list"
  case eventsGet = "calendar.events.get"
  case eventsInsert = "calendar.events.insert"
  case eventsPatch = "calendar.events.patch"
  case eventsUpdate = "calendar.events.update"
  case eventsDelete = "calendar.events.delete"
  case eventsMove = "calendar.events.move"
  case freeBusyQuery = "calendar.freebusy.query"
  case calendarsGet = "calendar.calendars.get"
  case calendarListList = "calendar.calendarList.list"
  case calendarListGet = "calendar.calendarList.get"
  case calendarListInsert = "calendar.calendarList.insert"

  var verb: String {
    switch self {
    case .eventsList, .eventsGet, .calendarsGet, .calendarListList, .calendarListGet: "GET"
    case .eventsInsert, .eventsMove, .freeBusyQuery, .calendarListInsert: "POST"
    case .eventsPatch: "PATCH"
    case .eventsUpdate: "PUT"
    case .eventsDelete: "DELETE"
    }
  }

  /// Below `/calendar/v3/`.
  var path: String {
    switch self {
    case .eventsList, .eventsInsert: "calendars/{calendarId}/events"
    case .eventsGet, .eventsPatch, .eventsUpdate, .eventsDelete: "calendars/{calendarId}/events/{eventId}"
    case .eventsMove: "calendars/{calendarId}/events/{eventId}/move"
    case .freeBusyQuery: "freeBusy"
    case .calendarsGet: "calendars/{calendarId}"
    case .calendarListList, .calendarListInsert: "users/me/calendarList"
    case .calendarListGet: "users/me/calendarList/{calendarId}"
    }
  }

  /// Any one of these suffices.
  var scopes: Set<String> { Set(suffixes.map { Scopes.prefix + $0 }) }

  private var suffixes: [String] {
    switch self {
    case .eventsList, .eventsGet:
      [
        "calendar", "calendar.readonly", "calendar.events", "calendar.events.readonly", "calendar.events.owned",
        "calendar.events.owned.readonly", "calendar.events.freebusy", "calendar.events.public.readonly",
        "calendar.app.created",
      ]
    case .eventsInsert, .eventsPatch, .eventsUpdate, .eventsDelete:
      ["calendar", "calendar.events", "calendar.events.owned", "calendar.app.created"]
    case .eventsMove: ["calendar", "calendar.events", "calendar.events.owned"]
    case .freeBusyQuery: ["calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"]
    case .calendarsGet:
      ["calendar", "calendar.readonly", "calendar.calendars", "calendar.calendars.readonly", "calendar.app.created"]
    case .calendarListList:
      ["calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"]
    case .calendarListGet:
      [
        "calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly",
        "calendar.app.created",
      ]
    case .calendarListInsert: ["calendar", "calendar.calendarlist"]
    }
  }

  /// As the error details name it, such as `calendar.v3.Events.List`.
  var rpcName: String {
    let parts = rawValue.split(separator: ".").dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return "calendar.v3." + parts.joined(separator: ".")
  }

  /// Quota units (facts 3.3).
  var cost: Int { self == .eventsPatch ? 3 : 1 }

  /// The method at a path, with the ids in it.
  static func find(_ verb: String, _ segments: ArraySlice<String>) -> (method: APIMethod, ids: [String: String])? {
    for method in allCases where method.verb == verb {
      if let ids = match(method.pattern, segments) { return (method, ids) }
    }
    return nil
  }

  private var pattern: [Substring] { path.split(separator: "/") }

  private static func match(_ pattern: [Substring], _ segments: ArraySlice<String>) -> [String: String]? {
    guard pattern.count == segments.count else { return nil }
    var ids: [String: String] = [:]
    for (part, segment) in zip(pattern, segments) {
      if part.hasPrefix("{") {
        ids[String(part.dropFirst().dropLast())] = segment
      } else if part != segment {
        return nil
      }
    }
    return ids
  }
}
