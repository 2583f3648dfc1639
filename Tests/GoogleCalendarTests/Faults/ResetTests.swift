import Desk
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

/// A connection that is reset when it is used again (fault G25), as middleboxes do with idle ones.
@Suite(.timeLimit(.minutes(1)))
struct ResetTests {
  let bench = ClientBench.self

  /// Answers the first request on the first connection, resets that connection at the second, and answers from then on.
  @Test(arguments: ["GET", "POST", "PATCH", "DELETE"])
  func `a request on a connection that is reset is sent once more, as it was`(method: String) async throws {
    try await withClient { seen in
      if seen.connection == 1 && seen.number == 2 { return .reset }
      return seen.method == "DELETE" ? .answer(204) : .answer(200, #"{"id":"abc12","items":[]}"#)
    } _: { google in
      let deadline = Deadline(in: .seconds(40), on: RealClock())
      _ = try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
      var event = Event()
      event.id = "abc12"
      switch method {
      case "GET": _ = try await google.client.events(in: bench.calendar, window: bench.window, by: deadline)
      case "POST": _ = try await google.client.insert(event, into: bench.calendar, for: .booking, by: deadline)
      case "PATCH":
        try await google.client.patch(
          EventID("abc12"), in: bench.calendar, EventPatch(), ifMatch: "\"7\"", sendUpdates: .none, by: deadline)
      default:
        try await google.client.delete(EventID("abc12"), in: bench.calendar, sendUpdates: .none, by: deadline)
      }
      let seen = google.server.seen
      #expect(seen.map(\.connection) == [1, 1, 2])
      #expect(seen.dropFirst().map(\.line) == Array(repeating: seen[1].line, count: 2))
      #expect(seen[1].uri == seen[2].uri)
      #expect(seen[1].body == seen[2].body)
      #expect(seen[1].headers.first(name: "if-match") == seen[2].headers.first(name: "if-match"))
    }
  }

  @Test func `a booking step over connections that are reset again and again ends open`() async throws {
    try await withClient { _ in
      .reset
    } _: { google in
      let calendars = GoogleCalendars(google)
      let deadline = Deadline(in: .milliseconds(900), on: RealClock())
      #expect(await calendars.place(Attempts.placement(), by: deadline) == .unknown(.unreachable))
    }
  }
}
