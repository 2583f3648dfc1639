/// The answer that a fault gives in place of the true one.
enum CannedAnswer {
  static func make(_ action: Fault.Action, status: Int, for inquiry: Inquiry) -> Reply {
    if let body = action.body {
      var reply = Reply.empty(status)
      reply.body = Array(body.utf8)
      let type = JSON(parsing: reply.body) == nil ? "text/html; charset=UTF-8" : "application/json; charset=UTF-8"
      reply.headers.append(("Content-Type", type))
      return reply
    }
    if status < 400 { return .empty(status) }
    guard inquiry.segments.first == "calendar" else {
      return OAuthError(status: status, error: action.reason ?? oauthError(status), description: nil).reply
    }
    let usual = usual(status)
    guard let reason = action.reason else { return usual.reply }
    return APIError(
      status: status, domain: domain(of: reason), reason: reason, message: message(of: reason) ?? usual.message
    ).reply
  }

  private static func oauthError(_ status: Int) -> String {
    switch status {
    case 400: "invalid_grant"
    case 401: "invalid_client"
    case 503: "temporarily_unavailable"
    default: "internal_failure"
    }
  }

  private static func usual(_ status: Int) -> APIError {
    switch status {
    case 400: .badRequest
    case 401: .invalidCredentials
    case 403, 429:
      APIError(
        status: status, domain: "usageLimits", reason: "rateLimitExceeded", message: "Rate Limit Exceeded")
    case 404: .notFound
    case 409: .duplicate
    case 410: .deleted
    case 412: .conditionNotMet
    default: APIError(status: status, reason: status >= 500 ? "backendError" : "badRequest", message: "Backend Error")
    }
  }

  private static func domain(of reason: String) -> String {
    switch reason {
    case "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "accessNotConfigured":
      "usageLimits"
    case "timeRangeEmpty", "forbiddenForNonOrganizer", "forbiddenForServiceAccounts", "requiredAccessLevel",
      "notACalendarUser", "fullSyncRequired", "updatedMinTooLongAgo":
      "calendar"
    default: "global"
    }
  }

  private static func message(of reason: String) -> String? {
    switch reason {
    case "rateLimitExceeded": "Rate Limit Exceeded"
    case "userRateLimitExceeded": "User Rate Limit Exceeded"
    case "quotaExceeded": "Calendar usage limits exceeded."
    case "notACalendarUser": "The user must be signed up for Google Calendar."
    case "forbiddenForServiceAccounts": APIError.serviceAccountInvites.message
    case "requiredAccessLevel": APIError.needsWriter.message
    case "conflict": "Conflict"
    case "backendError": "Backend Error"
    default: nil
    }
  }
}
