package import Desk
import Scheduling

extension GoogleCalendarClient {
  /// What is asked for of each event in a list: what decides whether it blocks, and whose it is. Titles, descriptions
  /// and guests' addresses stay at Google (*Performance tips: partial response*).
  static let listFields =
    "kind,timeZone,accessRole,nextPageToken,items(id,status,start,end,transparency,eventType,"
    + "attendees(self,responseStatus),extendedProperties/private)"

  /// What is asked for of this program's own events, to rebuild a booking from each.
  static let markedFields =
    "kind,timeZone,accessRole,nextPageToken,items(id,status,htmlLink,summary,start,end,created,"
    + "attendees(email,self,organizer,resource),extendedProperties/private)"

  /// More pages than this mean that the list does not end.
  static let mostPages = 64

  /// `events.list`: all pages of the events that overlap the window, series expanded.
  func events(
    in calendar: CalendarReference, window: Interval, for errand: Errand = .routine, by deadline: Deadline
  ) async throws(GoogleFailure) -> EventsListing {
    let query = [
      ("singleEvents", "true"), ("maxResults", "2500"), ("timeMin", window.start.rfc3339()),
      ("timeMax", window.end.rfc3339()), ("fields", Self.listFields),
    ]
    return try await allPages(of: calendar, query, for: errand, by: deadline)
  }

  /// `events.list`: all pages of the events with this program's mark that end after that time. Series are not expanded, so
  /// that an event of ours that its owner has made one of is still found under its own id.
  func markedEvents(
    in calendar: CalendarReference, since: Instant, by deadline: Deadline
  ) async throws(GoogleFailure) -> EventsListing {
    // One constraint only: whether several are joined by *and* or by *or* is documented both ways (facts 2.3).
    let query = [
      ("privateExtendedProperty", "\(EventMark.Key.frontdesk.rawValue)=1"), ("singleEvents", "false"),
      ("showDeleted", "false"), ("maxResults", "2500"), ("timeMin", since.rfc3339()), ("fields", Self.markedFields),
    ]
    return try await allPages(of: calendar, query, for: .routine, by: deadline)
  }

  private func allPages(
    of calendar: CalendarReference, _ query: [(String, String)], for errand: Errand, by deadline: Deadline
  ) async throws(GoogleFailure) -> EventsListing {
    var query = query
    var listing = EventsListing()
    for _ in 0..<Self.mostPages {
      let page: EventsPage = try await read(
        "events.list", path: GoogleCall.eventsPath(calendar.calendar), of: calendar.account, query, for: errand,
        by: deadline)
      guard page.isGenuine else { throw .unreadable }
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
    _ id: EventID, in calendar: CalendarReference, for errand: Errand = .routine, by deadline: Deadline
  ) async throws(GoogleFailure) -> Event {
    let event: Event = try await read(
      "events.get", path: GoogleCall.eventsPath(calendar.calendar, id), of: calendar.account, [], for: errand,
      by: deadline)
    guard event.id == id.rawValue else { throw .unreadable }
    return event
  }

  /// `freeBusy.query` for at most fifty calendars of one account and at most sixty days.
  func freeBusy(
    of calendars: [CalendarID], through account: AccountID, window: Interval, for errand: Errand = .routine,
    by deadline: Deadline
  ) async throws(GoogleFailure) -> FreeBusyAnswer {
    let request = FreeBusyRequest(
      timeMin: window.start.rfc3339(), timeMax: window.end.rfc3339(), calendarExpansionMax: 50,
      items: calendars.map { FreeBusyRequest.Item(id: $0.rawValue) })
    do throws(CallFailure) {
      let body = try encode(request)
      // Sent by POST, but it changes nothing.
      let call = GoogleCall(
        name: "freebusy.query", account: account, kind: .read, errand: errand, method: .post, path: "/freeBusy",
        body: body)
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
        "calendarList.list", path: "/users/me/calendarList", of: account, query, for: .routine, by: deadline)
      guard page.isGenuine else { throw .unreadable }
      entries += page.items ?? []
      guard let next = page.nextPageToken else { return entries }
      query.removeAll { $0.0 == "pageToken" }
      query.append(("pageToken", next))
    }
    throw .endless
  }

  private func read<Value: Decodable>(
    _ name: String, path: String, of account: AccountID, _ query: [(String, String)], for errand: Errand,
    by deadline: Deadline
  ) async throws(GoogleFailure) -> Value {
    let call = GoogleCall(
      name: name, account: account, kind: .read, errand: errand, method: .get, path: path,
      query: query.map { (name: $0.0, value: $0.1) })
    do throws(CallFailure) {
      return try await value(Value.self, from: call, by: deadline)
    } catch {
      throw error.cause
    }
  }
}
