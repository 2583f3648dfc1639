package import Desk
import Scheduling

extension GoogleCalendarClient {
  /// What is asked for of each event in a list: what decides whether it blocks, and whose it is. Titles, descriptions
  /// and guests' addresses stay at Google (*Performance tips: partial response*).
  static let listFields =
    "timeZone,accessRole,nextPageToken,items(id,status,start,end,transparency,eventType,attendees(self,responseStatus),"
    + "extendedProperties/private)"

  /// More pages than this mean that the list does not end.
  static let mostPages = 64

  /// `events.list`: all pages of the events that overlap the window, series expanded.
  func events(
    in calendar: CalendarReference, window: Interval, by deadline: Deadline
  ) async throws(GoogleFailure) -> EventsListing {
    var query = [
      ("singleEvents", "true"), ("maxResults", "2500"), ("timeMin", window.start.rfc3339()),
      ("timeMax", window.end.rfc3339()), ("fields", Self.listFields),
    ]
    var listing = EventsListing()
    for _ in 0..<Self.mostPages {
      let page: EventsPage = try await read(
        "events.list", path: GoogleCall.eventsPath(calendar.calendar), of: calendar.account, query, by: deadline)
      listing.events += page.items ?? []
      listing.timeZone = page.timeZone ?? listing.timeZone
      listing.accessRole = page.accessRole ?? listing.accessRole
      guard let next = page.nextPageToken else { return listing }
      query.removeAll { $0.0 == "pageToken" }
      query.append(("pageToken", next))
    }
    throw .endless
  }

  /// `events.get`: also finds an event that was cancelled, until Google forgets it.
  func event(
    _ id: EventID, in calendar: CalendarReference, by deadline: Deadline
  ) async throws(GoogleFailure) -> Event {
    try await read(
      "events.get", path: GoogleCall.eventsPath(calendar.calendar, id), of: calendar.account, [], by: deadline)
  }

  /// `freeBusy.query` for at most fifty calendars of one account and at most sixty days.
  func freeBusy(
    of calendars: [CalendarID], through account: AccountID, window: Interval, by deadline: Deadline
  ) async throws(GoogleFailure) -> FreeBusyAnswer {
    let request = FreeBusyRequest(
      timeMin: window.start.rfc3339(), timeMax: window.end.rfc3339(), calendarExpansionMax: 50,
      items: calendars.map { FreeBusyRequest.Item(id: $0.rawValue) })
    do throws(CallFailure) {
      let body = try encode(request)
      // Sent by POST, but it changes nothing.
      let call = GoogleCall(
        name: "freebusy.query", account: account, kind: .read, method: .post, path: "/freeBusy", body: body)
      return try await value(FreeBusyAnswer.self, from: call, by: deadline)
    } catch {
      throw error.cause
    }
  }

  /// `calendarList.list`: every calendar that the account sees, hidden ones included.
  package func calendarList(
    of account: AccountID, by deadline: Deadline
  ) async throws(GoogleFailure) -> [CalendarListEntry] {
    var query = [("maxResults", "250"), ("showHidden", "true")]
    var entries: [CalendarListEntry] = []
    for _ in 0..<Self.mostPages {
      let page: CalendarListPage = try await read(
        "calendarList.list", path: "/users/me/calendarList", of: account, query, by: deadline)
      entries += page.items ?? []
      guard let next = page.nextPageToken else { return entries }
      query.removeAll { $0.0 == "pageToken" }
      query.append(("pageToken", next))
    }
    throw .endless
  }

  private func read<Value: Decodable>(
    _ name: String, path: String, of account: AccountID, _ query: [(String, String)], by deadline: Deadline
  ) async throws(GoogleFailure) -> Value {
    let call = GoogleCall(
      name: name, account: account, kind: .read, method: .get, path: path,
      query: query.map { (name: $0.0, value: $0.1) })
    do throws(CallFailure) {
      return try await value(Value.self, from: call, by: deadline)
    } catch {
      throw error.cause
    }
  }
}
