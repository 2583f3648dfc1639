package import Desk
package import Logging
import Scheduling

/// The Calendar API v3, typed: one method for each call that this program makes.
///
/// Every call has a token, passes the account's budget and breaker, is tried several times within its deadline where
/// that does no harm, and replayed once with a new token after a 401. Writes to one calendar go one after another,
/// reads side by side. Every result is counted and timed.
package struct GoogleCalendarClient: Sendable {
  let base: String
  let exchange: any HTTPExchange
  let tokens: any AccessTokens
  let clock: any Timekeeper
  let randomness: Randomness
  let table: RetryTable
  let admission: Admission
  /// Google throttles quick writes to one calendar even below the quota (facts 3.3): they go one after another.
  let lanes: Lanes<CalendarReference>
  let meter: RequestMeter
  let logger: Logger

  /// - Parameters:
  ///   - base: where Google is, such as `https://www.googleapis.com`; a slash at its end does no harm.
  ///   - randomness: for the jitter of waits.
  package init(
    base: String, exchange: any HTTPExchange, tokens: any AccessTokens, clock: any Timekeeper,
    randomness: Randomness = .system, limits: QuotaLimits = QuotaLimits(), table: RetryTable = RetryTable(),
    meter: RequestMeter = .metrics, logger: Logger
  ) {
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    self.exchange = exchange
    self.tokens = tokens
    self.clock = clock
    self.randomness = randomness
    self.table = table
    self.meter = meter
    self.logger = logger
    admission = Admission(limits: limits, clock: clock)
    lanes = Lanes(clock: clock)
  }

  /// Sends the call until it succeeds, fails for good, or time or attempts are used up.
  func perform(_ call: GoogleCall, by deadline: Deadline) async throws(CallFailure) -> HTTPExchangeResponse {
    var mayHaveHappened = false
    var attempt = 1
    var token = try await firstToken(for: call, by: deadline)
    var wasReplaced = false
    while true {
      let failure: GoogleFailure
      do throws(GoogleFailure) {
        return try await tryOnce(call, number: attempt, with: token, by: deadline)
      } catch {
        failure = error
      }
      if call.isWrite && failure.leavesWriteOpen { mayHaveHappened = true }
      if failure.retry == .withNewToken && !wasReplaced {
        wasReplaced = true
        token = try await replacement(for: token, of: call, mayHaveHappened: mayHaveHappened, by: deadline)
        continue
      }
      guard !Task.isCancelled,
        let pause = table.pause(after: failure, attempt: attempt, jitter: randomness.fraction()),
        deadline.remaining(on: clock) >= pause + table.leastUseful
      else { throw CallFailure(cause: failure, mayHaveHappened: mayHaveHappened) }
      do {
        try await clock.sleep(for: pause)
      } catch {
        throw CallFailure(cause: failure, mayHaveHappened: mayHaveHappened)
      }
      attempt += 1
    }
  }

  private func firstToken(for call: GoogleCall, by deadline: Deadline) async throws(CallFailure) -> AccessToken {
    do throws(TokenTrouble) {
      return try await tokens.token(for: call.account, by: deadline)
    } catch {
      throw CallFailure(cause: .noToken(error), mayHaveHappened: false)
    }
  }

  private func replacement(
    for token: AccessToken, of call: GoogleCall, mayHaveHappened: Bool, by deadline: Deadline
  ) async throws(CallFailure) -> AccessToken {
    do throws(TokenTrouble) {
      return try await tokens.replacement(for: token, of: call.account, by: deadline)
    } catch {
      throw CallFailure(cause: .noToken(error), mayHaveHappened: mayHaveHappened)
    }
  }
}
