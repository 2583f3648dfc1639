import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct ExhaustionTests {
  let clock = HandClock()
  let bench = ClientBench.self
  let limits = #"{"error":{"errors":[{"domain":"usageLimits","reason":"quotaExceeded"}]}}"#

  func insert(_ google: ClientBench, through account: AccountID = ClientBench.account) async -> GoogleFailure? {
    let calendar = CalendarReference(account: account, calendar: CalendarID("primary"))
    do throws(CallFailure) {
      _ = try await google.client.insert(
        Event(), into: calendar, for: .booking, by: Deadline(in: .seconds(30), on: clock))
      return nil
    } catch {
      return error.cause
    }
  }

  @Test func `an account at its limits of use is asked once a minute and not more`() async throws {
    let limits = limits
    try await withClient(clock: clock) { _ in
      .answer(403, limits)
    } _: { google in
      for _ in 0..<20 { #expect(await insert(google) == .quotaExceeded) }
      #expect(google.server.seen.count == 1)
      clock.advance(by: Exhaustion.pause)
      await withTaskGroup(of: GoogleFailure?.self) { group in
        for _ in 0..<20 { group.addTask { await insert(google) } }
        for await failure in group { #expect(failure == .quotaExceeded) }
      }
      #expect(google.server.seen.count == 2)
    }
  }

  @Test func `it shuts out neither other accounts nor other calls, and ends with the first success`() async throws {
    let limits = limits
    let ben = AccountID("ben@example.com")
    try await withClient(clock: clock) { seen in
      let isLimited = seen.number == 1 && seen.method == "POST"
      return isLimited
        ? .answer(403, limits) : seen.method == "GET" ? .answer(200, #"{"items":[]}"#) : .answer(200, #"{"id":"x"}"#)
    } _: { google in
      google.tokens.set("token-2", for: ben)
      #expect(await insert(google) == .quotaExceeded)
      #expect(await insert(google, through: ben) == nil)
      _ = try await google.client.events(
        in: bench.calendar, window: bench.window, by: Deadline(in: .seconds(30), on: clock))
      #expect(await insert(google) == .quotaExceeded)
      #expect(google.server.seen.count == 3)
      clock.advance(by: Exhaustion.pause)
      for _ in 0..<3 { #expect(await insert(google) == nil) }
      #expect(google.server.seen.count == 6)
    }
  }
}
