import AsyncHTTPClient
import Desk
import Logging
import NIOHTTP1
import Scheduling
import Synchronization
import Testing

@testable import GoogleCalendar

/// The token on the wire is that of the account whose calendar is asked for, whatever else is under way (facts: security 17
/// and 18).
@Suite(.timeLimit(.minutes(2))) struct AccountIsolationTests {
  private static let accounts = (0..<16).map { AccountID("owner-\($0)@example.com") }
  private static let workers = 64
  private static let requestsOfEach = 32

  /// Google for many accounts: each refresh token gives access tokens that name it, and only they open its calendar. Every
  /// seventh request is told that its token has ended, so that replacements are under way all the time.
  private final class ManyAccounts: Sendable {
    struct State {
      var given = 0
      var ended: Set<String> = []
      var reads = 0
      var foreign: [String] = []
    }

    let state = Mutex(State())

    func answer(_ seen: ScriptedServer.Seen) -> ScriptedServer.Reply {
      state.withLock { state in
        if seen.path == "/token" {
          let sent = FormFields(parsing: seen.body)["refresh_token"] ?? ""
          state.given += 1
          return .answer(
            200, #"{"access_token":"of.\#(sent).\#(state.given)","expires_in":3599,"token_type":"Bearer"}"#)
        }
        let token = String(seen.headers.first(name: "Authorization")?.dropFirst("Bearer ".count) ?? "")
        // `…/calendars/owner-3%40example.com/events`, and the refresh token of owner-3 is `refresh-owner-3`.
        let owner = seen.path.split(separator: "/").first { $0.hasPrefix("owner-") }?.prefix { $0 != "%" && $0 != "@" }
        let isOwn = token.hasPrefix("of.refresh-\(owner ?? "nobody").")
        if !isOwn { state.foreign.append("\(seen.path) with \(token)") }
        state.reads += 1
        if state.ended.contains(token) || state.reads.isMultiple(of: 7) {
          state.ended.insert(token)
          return .answer(401, #"{"error":{"code":401,"errors":[{"reason":"authError"}],"message":"ended"}}"#)
        }
        return .answer(200, #"{"kind":"calendar#events","timeZone":"UTC","accessRole":"owner","items":[]}"#)
      }
    }
  }

  @Test func `of two thousand mixed requests by 64 at a time none has another account's token`() async throws {
    let google = ManyAccounts()
    try await withServer(google.answer) { server in
      try await TokenBench.run { bench in
        for account in Self.accounts {
          let name = account.rawValue.prefix { $0 != "@" }
          try await bench.plant(account, lasting: .zero, refreshToken: "refresh-\(name)")
        }
        var limits = QuotaLimits()
        limits.perAccount = 1_000_000
        limits.perProject = 10_000_000
        let client = GoogleCalendarClient(
          base: server.url + "/", exchange: bench.exchange, tokens: bench.keeper(server.url), clock: bench.clock,
          randomness: .system, limits: limits, table: .patient, meter: RequestMeter { _, _, _ in },
          logger: bench.log.logger)
        let window = ClientBench.window
        try await bench.lettingTimePass {
          await withTaskGroup(of: Void.self) { group in
            for worker in 0..<Self.workers {
              group.addTask {
                for request in 0..<Self.requestsOfEach {
                  let account = Self.accounts[(worker &* 7 &+ request &* 5 &+ request / 16) % Self.accounts.count]
                  let calendar = CalendarReference(account: account, calendar: CalendarID(account.rawValue))
                  do throws(GoogleFailure) {
                    _ = try await client.events(in: calendar, window: window, by: bench.deadline(.minutes(5)))
                  } catch {
                    // A token that ended twice in a row is a failure; whose it was is what counts.
                  }
                }
              }
            }
          }
        }
      }
    }
    let seen = google.state.withLock { $0 }
    #expect(seen.foreign.isEmpty, "\(seen.foreign.prefix(5))")
    #expect(seen.reads >= Self.workers * Self.requestsOfEach)
    #expect(seen.given > Self.accounts.count, "tokens were replaced meanwhile")
  }
}
