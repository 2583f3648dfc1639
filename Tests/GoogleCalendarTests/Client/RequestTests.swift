import Desk
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
  let bench = ClientBench.self

  @Test(arguments: [
    ("anna+work@example.com", "anna%2Bwork%40example.com"),
    ("de.german#holiday@group.v.calendar.google.com", "de.german%23holiday%40group.v.calendar.google.com"),
    ("a/b?c d%é", "a%2Fb%3Fc%20d%25%C3%A9"), ("primary", "primary"), ("..", ".."), ("A-z_0.9~", "A-z_0.9~"),
  ])
  func `an id is one segment of the path whatever is in it`(id: String, encoded: String) {
    #expect(id.percentEncoded == encoded)
    #expect(GoogleCall.eventsPath(CalendarID(id)) == "/calendars/\(encoded)/events")
  }

  @Test func `a list asks for all that decides and nothing that tells`() async throws {
    try await withClient { _ in
      .answer(200, #"{"kind":"calendar#events"}"#)
    } _: { google in
      let calendar = CalendarReference(account: bench.account, calendar: CalendarID("a+b@example.com"))
      _ = try await google.client.events(
        in: calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      let seen = try #require(google.server.seen.first)
      #expect(seen.line == "GET /calendar/v3/calendars/a%2Bb%40example.com/events")
      #expect(seen.headers.first(name: "authorization") == "Bearer token-1")
      let query = Set(seen.uri.split(separator: "?")[1].split(separator: "&").map(String.init))
      #expect(
        query.isSuperset(of: [
          "singleEvents=true", "maxResults=2500", "timeMin=2026-11-23T09%3A00%3A00Z",
          "timeMax=2026-11-23T11%3A00%3A00Z",
        ]))
      let fields = try #require(query.first { $0.hasPrefix("fields=") })
      for detail in ["summary", "description", "location", "email"] { #expect(!fields.contains(detail)) }
    }
  }

  @Test func `all pages are read, empty ones too`() async throws {
    let pages = [
      "": #"{"items":[{"id":"a"}],"nextPageToken":"p/1","timeZone":"Europe/Berlin"}"#,
      "p%2F1": #"{"items":[],"nextPageToken":"p2"}"#, "p2": #"{"kind":"calendar#events","nextPageToken":"p3"}"#,
      "p3": #"{"items":[{"id":"b"}],"accessRole":"owner","nextSyncToken":"s"}"#,
    ]
    try await withClient { seen in
      let token = seen.uri.split(separator: "&").first { $0.hasPrefix("pageToken=") }?.dropFirst(10) ?? ""
      return .answer(200, pages[String(token)] ?? "no such page")
    } _: { google in
      let listing = try await google.client.events(
        in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      #expect(listing.events.map(\.id) == ["a", "b"])
      #expect(listing.timeZone == "Europe/Berlin")
      #expect(listing.accessRole == AccessRole(rawValue: "owner"))
      // Everything else is repeated unchanged.
      #expect(google.server.seen.allSatisfy { $0.uri.contains("timeMin=") && $0.uri.contains("singleEvents=true") })
    }
  }

  @Test func `a list without an end is given up`() async throws {
    try await withClient { _ in
      .answer(200, #"{"items":[],"nextPageToken":"again"}"#)
    } _: { google in
      await #expect(throws: GoogleFailure.endless) {
        try await google.client.events(
          in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
      #expect(google.server.seen.count == GoogleCalendarClient.mostPages)
    }
  }

  @Test(arguments: [
    "", "[]", "{}", "<html></html>", #"{"error":{"code":503}}"#, #"{"kind":"calendar#event","items":[]}"#,
    #"{"kind":"calendar#events","items":[{"id":"a"}"#, #"{"items":[{"id":"a","end":NaN}]}"#,
    #"{"items":[{"attendees":[{"additionalGuests":1e400}]}]}"#, #"{"items":[{"id":"a"},{"id":7}]}"#,
    #"{"items":[{"start":"soon"}]}"#, #"{"items":{}}"#,
  ])
  func `a list with one item that cannot be read is not read at all`(body: String) async throws {
    try await withClient { _ in
      .answer(200, body)
    } _: { google in
      await #expect(throws: GoogleFailure.unreadable) {
        try await google.client.events(
          in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(40), on: google.client.clock))
      }
    }
  }

  @Test func `an insert tells nobody and leaves out what it does not set`() async throws {
    try await withClient { _ in
      .answer(200, #"{"id":"abc12"}"#)
    } _: { google in
      var event = Event()
      event.id = "abc12"
      event.start = EventDateTime(dateTime: "2026-11-23T10:00:00+01:00", timeZone: "Europe/Berlin")
      _ = try await google.client.insert(
        event, into: bench.calendar, for: .booking, by: Deadline(in: .seconds(40), on: google.client.clock))
      let seen = try #require(google.server.seen.first)
      #expect(seen.line == "POST /calendar/v3/calendars/host%40example.com/events")
      #expect(seen.uri.hasSuffix("?sendUpdates=none"))
      #expect(
        seen.body
          == #"{"id":"abc12","start":{"dateTime":"2026-11-23T10:00:00+01:00","timeZone":"Europe/Berlin"}}"#)
    }
  }

  @Test func `a patch is on condition of the ETag, a delete says whom to tell`() async throws {
    try await withClient { seen in
      seen.method == "DELETE" ? .answer(204) : .answer(200, #"{"id":"x"}"#)
    } _: { google in
      let deadline = Deadline(in: .seconds(40), on: google.client.clock)
      var patch = EventPatch()
      patch.extendedProperties = ExtendedProperties(private: ["state": "c"])
      try await google.client.patch(
        EventID("x"), in: bench.calendar, patch, ifMatch: "\"7\"", sendUpdates: .all, by: deadline)
      try await google.client.delete(EventID("x"), in: bench.calendar, sendUpdates: .all, by: deadline)
      let seen = google.server.seen
      #expect(seen.map(\.method) == ["PATCH", "DELETE"])
      #expect(seen.map { $0.headers.first(name: "if-match") } == ["\"7\"", nil])
      #expect(seen.allSatisfy { $0.uri == "/calendar/v3/calendars/host%40example.com/events/x?sendUpdates=all" })
      #expect(seen.first?.body == #"{"extendedProperties":{"private":{"state":"c"}}}"#)
    }
  }

  @Test func `the calendar list is read to its end`() async throws {
    let whole = String(decoding: try Fixtures.data("lists/calendar-list.json"), as: UTF8.self)
    try await withClient { seen in
      seen.number == 1 ? .answer(200, #"{"items":[{"id":"first"}],"nextPageToken":"2"}"#) : .answer(200, whole)
    } _: { google in
      let entries = try await google.client.calendarList(
        of: bench.account, by: Deadline(in: .seconds(40), on: google.client.clock))
      #expect(entries.count == 5)
      #expect(entries.last?.id == "de.german#holiday@group.v.calendar.google.com")
      #expect(google.server.lines == Array(repeating: "GET /calendar/v3/users/me/calendarList", count: 2))
    }
  }
}
