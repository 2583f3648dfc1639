import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct WriteLanesTests {
  let calendar = ClientBench.calendar

  @Test func `a lane in use by one client's insert holds back the next on the wire`() async throws {
    try await withClient { _ in
      .silence
    } _: { google in
      let client = google.client
      let first = Task {
        try await client.insert(Event(), into: calendar, by: Deadline(in: .seconds(30), on: client.clock))
      }
      #expect(await eventually { google.server.seen.count == 1 })
      await #expect(throws: CallFailure(cause: .noTurn, mayHaveHappened: false)) {
        try await client.insert(Event(), into: calendar, by: Deadline(in: .milliseconds(100), on: client.clock))
      }
      #expect(google.server.seen.count == 1)
      first.cancel()
      await #expect(throws: CallFailure(cause: .broken, mayHaveHappened: true)) { try await first.value }
    }
  }
}
