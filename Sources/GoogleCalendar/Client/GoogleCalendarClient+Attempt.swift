import Desk
import Logging
import Scheduling

extension GoogleCalendarClient {
  /// One attempt: its turn in the calendar's lane, its share of the budget, one exchange.
  func tryOnce(
    _ call: GoogleCall, number: Int, with token: AccessToken, by deadline: Deadline
  ) async throws(GoogleFailure) -> HTTPExchangeResponse {
    switch call.kind {
    case .read:
      return try await send(call, number: number, with: token, by: deadline)
    // The lane is left between attempts, so that one call's retries do not use up the time of those behind it.
    case .write(let calendar):
      let response = try await lanes.run(in: calendar, by: deadline) { () throws(GoogleFailure) in
        try await send(call, number: number, with: token, by: deadline)
      }
      guard let response else { throw .noTurn }
      return response
    }
  }

  private func send(
    _ call: GoogleCall, number: Int, with token: AccessToken, by deadline: Deadline
  ) async throws(GoogleFailure) -> HTTPExchangeResponse {
    try await admission.admit(
      call.units, for: call.account, as: call.errand, method: call.name, by: deadline)
    let share = table.share(ofAttempt: number, isWrite: call.isWrite, of: deadline.remaining(on: clock))
    let begin = clock.uptime()
    let result = await exchange(call, with: token, by: Deadline(uptime: begin + share))
    let elapsed = clock.uptime() - begin
    switch result {
    case .success(let response):
      meter.record(call.name, "\(response.status)", elapsed)
      admission.note(.healthy, of: call.name, for: call.account)
      return response
    case .failure(let refusal):
      meter.record(call.name, refusal.status.map { "\($0)" } ?? refusal.failure.label, elapsed)
      admission.note(
        ending(of: refusal.failure, number: number, after: share), of: call.name, for: call.account)
      report(refusal, of: call, number: number, elapsed: elapsed)
      throw refusal.failure
    }
  }

  private struct Refusal: Error {
    let failure: GoogleFailure
    let status: Int?
  }

  private func exchange(
    _ call: GoogleCall, with token: AccessToken, by deadline: Deadline
  ) async -> Result<HTTPExchangeResponse, Refusal> {
    var headers = call.headers
    headers.append(("authorization", "Bearer \(token.value)"))
    headers.append(("accept", "application/json"))
    headers.append(("user-agent", "frontdesk"))
    if !call.body.isEmpty { headers.append(("content-type", "application/json; charset=utf-8")) }
    let request = HTTPExchangeRequest(
      method: call.method, url: call.url(below: base), headers: headers, body: call.body)
    do throws(ExchangeFailure) {
      let response = try await exchange.send(request, by: deadline)
      if (200...299).contains(response.status) { return .success(response) }
      return .failure(Refusal(failure: GoogleFailure(response), status: response.status))
    } catch {
      return .failure(Refusal(failure: GoogleFailure(error), status: nil))
    }
  }

  /// A caller who gave up, or an attempt that had hardly any time, says nothing about Google's health; and one call's own
  /// retries say no more than its first attempt, or a single caller could shut out all others of the account.
  private func ending(
    of failure: GoogleFailure, number: Int, after share: Duration
  ) -> Admission.Ending {
    if failure == .quotaExceeded { return .exhausted }
    guard failure.isHard else { return .healthy }
    if number > 1 || Task.isCancelled || (failure == .timedOut && share < .milliseconds(500)) { return .abandoned }
    return .failed
  }

  /// Neither the account, which is an e-mail address, nor calendar, event or token goes into the log.
  private func report(_ refusal: Refusal, of call: GoogleCall, number: Int, elapsed: Duration) {
    let metadata: Logger.Metadata = [
      "method": "\(call.name)", "failure": "\(refusal.failure.label)", "attempt": "\(number)",
      "status": "\(refusal.status ?? 0)", "ms": "\(elapsed.wholeMilliseconds)",
    ]
    if refusal.failure.lastsForHours || refusal.failure == .apiDisabled {
      logger.error("Google refuses calls and will for hours", metadata: metadata)
    } else if refusal.failure.isHard {
      logger.notice("a call to Google failed", metadata: metadata)
    } else {
      logger.debug("Google said no", metadata: metadata)
    }
  }
}
