import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct WriteLanesTests {
  let clock = HandClock()
  let calendar = ClientBench.calendar

  @Test func `a lane in use by one client's insert holds back the next on the wire`() async throws {
    try await withClient(clock: clock) { _ in
      .silence
    } _: { google in
      let client = google.client
      let soon = Deadline(in: .milliseconds(100), on: clock)
      let late = Deadline(in: .seconds(30), on: clock)
      let first = Task { try await client.insert(Event(), into: calendar, for: .booking, by: late) }
      #expect(await eventually { google.server.seen.count == 1 && clock.sleeping == 1 })
      let second = Task { try await client.insert(Event(), into: calendar, for: .booking, by: soon) }
      #expect(await eventually { client.lanes.waiting(in: calendar) == 1 && clock.sleeping == 2 })
      clock.advance(by: .milliseconds(100))
      await #expect(throws: CallFailure(cause: .noTurn, mayHaveHappened: false)) { try await second.value }
      #expect(google.server.seen.count == 1)
      first.cancel()
      await #expect(throws: CallFailure(cause: .broken, mayHaveHappened: true)) { try await first.value }
    }
  }
}
