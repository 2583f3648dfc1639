import FoundationEssentials
import Scheduling

extension GoogleFailure {
  /// Reads an answer that is not a success. Status and first reason decide, never the message; a body that is not JSON
  /// (502 to 504 come as HTML) leaves the status alone to decide.
  init(_ response: HTTPExchangeResponse) {
    let body: ErrorBody?
    do {
      body = try JSONDecoder().decode(ErrorBody.self, from: Data(response.body))
    } catch {
      body = nil
    }
    // Seconds only: the other form of RFC 9110, section 10.2.3, a date, was never seen from Google.
    let wait = response.header("retry-after").flatMap { Int($0) }.map { Duration.seconds(min(max($0, 0), 3600)) }
    self.init(status: response.status, reason: body?.reason, location: body?.location, retryAfter: wait)
  }

  /// The table of errors (Calendar API guide, *Handle API errors*).
  init(status: Int, reason: String?, location: String? = nil, retryAfter: Duration? = nil) {
    switch status {
    case 400: self = location == "syncToken" ? .fullSyncRequired : .badRequest
    case 401: self = .unauthorized
    case 403, 429: self = Self.refusal(status: status, reason: reason, retryAfter: retryAfter)
    case 404: self = .notFound
    case 409: self = reason == "duplicate" ? .duplicate : .conflict
    case 410: self = reason == "fullSyncRequired" || reason == "updatedMinTooLongAgo" ? .fullSyncRequired : .gone
    case 412: self = .conditionNotMet
    case 408, 500...599: self = .server(retryAfter: retryAfter)
    default: self = .unexpected(status: status)
    }
  }

  private static func refusal(status: Int, reason: String?, retryAfter: Duration?) -> GoogleFailure {
    switch reason {
    case "rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED":
      .rateLimited(retryAfter: retryAfter)
    case "quotaExceeded", "dailyLimitExceeded": .quotaExceeded
    case "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT": .scopeMissing
    case "accessNotConfigured", "SERVICE_DISABLED": .apiDisabled
    case "forbiddenForServiceAccounts": .cannotInvite
    default: status == 429 ? .rateLimited(retryAfter: retryAfter) : .forbidden
    }
  }

  /// What an entry of a free/busy answer says went wrong with its calendar (Calendar API, *Freebusy: query*).
  init(freeBusyReason reason: String?) {
    switch reason {
    case "notFound": self = .notFound
    case "internalError": self = .server(retryAfter: nil)
    default: self = .unexpected(status: 200)
    }
  }

  /// What became of a request that got no answer.
  init(_ failure: ExchangeFailure) {
    switch failure {
    case .timedOut: self = .timedOut
    case .notConnected: self = .notConnected
    case .broken: self = .broken
    case .answerTooLong: self = .unreadable
    }
  }
}

extension GoogleFailure {
  /// One word for logs and metrics.
  package var label: String {
    switch self {
    case .badRequest: "bad_request"
    case .unauthorized: "unauthorized"
    case .rateLimited: "rate_limited"
    case .quotaExceeded: "quota_exceeded"
    case .forbidden: "forbidden"
    case .cannotInvite: "cannot_invite"
    case .scopeMissing: "scope_missing"
    case .apiDisabled: "api_disabled"
    case .notFound: "not_found"
    case .duplicate: "duplicate"
    case .conflict: "conflict"
    case .gone: "gone"
    case .fullSyncRequired: "full_sync_required"
    case .conditionNotMet: "condition_not_met"
    case .server: "server"
    case .unexpected: "unexpected"
    case .unreadable: "unreadable"
    case .endless: "endless"
    case .timedOut: "timed_out"
    case .broken: "broken"
    case .notConnected: "not_connected"
    case .noRoom: "no_room"
    case .noTurn: "no_turn"
    case .circuitOpen: "circuit_open"
    case .noToken: "no_token"
    }
  }
}
