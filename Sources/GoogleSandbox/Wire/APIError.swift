/// A refusal of the Calendar API in Google's error envelope.
///
/// Source: developers.google.com/workspace/calendar/api/guides/errors, and payloads seen in public issues.
struct APIError: Error, Equatable {
  var status: Int
  var domain = "global"
  var reason: String
  var message: String
  /// The envelope's own message, where it says more than the first error's.
  var summary: String?
  var location: Location?
  /// Set by the gateway in front of the API (sign-in, scopes, quota): the newer form of the envelope.
  var gatewayStatus: String?
  var details: [JSON]?
  var authenticate: String?

  enum Location: Equatable {
    case parameter(String)
    case header(String)
  }

  var body: JSON {
    var first: JSON = ["domain": .string(domain), "reason": .string(reason), "message": .string(message)]
    switch location {
    case .parameter(let name):
      first["locationType"] = "parameter"
      first["location"] = .string(name)
    case .header(let name):
      first["locationType"] = "header"
      first["location"] = .string(name)
    case nil: break
    }
    var error: JSON = ["errors": [first], "code": .int(status), "message": .string(summary ?? message)]
    if let gatewayStatus { error["status"] = .string(gatewayStatus) }
    if let details { error["details"] = .array(details) }
    return ["error": error]
  }

  var reply: Reply {
    var reply = Reply.json(body, status: status)
    if let authenticate { reply.headers.append(("WWW-Authenticate", authenticate)) }
    return reply
  }
}

// MARK: The table of refusals (facts 3.2)

extension APIError {
  static let badRequest = APIError(status: 400, reason: "badRequest", message: "Bad Request")
  static let parseError = APIError(status: 400, reason: "parseError", message: "Parse Error")
  static let invalidID = APIError(status: 400, reason: "invalid", message: "Invalid resource id value.")
  static let notFound = APIError(status: 404, reason: "notFound", message: "Not Found")
  static let duplicate = APIError(status: 409, reason: "duplicate", message: "The requested identifier already exists.")
  static let deleted = APIError(status: 410, reason: "deleted", message: "Resource has been deleted")
  static let conditionNotMet = APIError(
    status: 412, reason: "conditionNotMet", message: "Precondition Failed", location: .header("If-Match"))
  static let serviceAccountInvites = APIError(
    status: 403, domain: "calendar", reason: "forbiddenForServiceAccounts",
    message: "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.")
  static let needsWriter = APIError(
    status: 403, domain: "calendar", reason: "requiredAccessLevel",
    message: "You need to have writer access to this calendar.")
  static let notOrganizer = APIError(
    status: 403, domain: "calendar", reason: "forbiddenForNonOrganizer",
    message: "Shared properties can only be changed by the organizer of the event.")
  static let timeRangeTooLong = APIError(
    status: 400, reason: "timeRangeTooLong", message: "The requested time range is too long.")
  static let updatedMinTooLongAgo = APIError(
    status: 410, domain: "calendar", reason: "updatedMinTooLongAgo",
    message: "The requested minimum modification time lies too far in the past.", location: .parameter("updatedMin"))
  static let fullSyncRequired = APIError(
    status: 410, domain: "calendar", reason: "fullSyncRequired",
    message: "Sync token is no longer valid, a full sync is required.", location: .parameter("syncToken"))
  static let orderUnavailable = APIError(
    status: 400, reason: "invalid", message: "The requested ordering is not available for the particular query.",
    location: .parameter("orderBy"))
  static let invalidCredentials = APIError(
    status: 401, reason: "authError", message: "Invalid Credentials", location: .header("Authorization"),
    authenticate: "Bearer realm=\"https://accounts.google.com/\", error=invalid_token")

  /// A request that carries no token at all meets the gateway, not the API.
  static let missingCredentials = APIError(
    status: 401, reason: "required", message: "Login Required.",
    summary: "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or "
      + "other valid authentication credential. "
      + "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    location: .header("Authorization"), gatewayStatus: "UNAUTHENTICATED",
    authenticate: "Bearer realm=\"https://accounts.google.com/\"")

  static let quotaExhausted = APIError(
    status: 403, domain: "usageLimits", reason: "rateLimitExceeded",
    message: "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service "
      + "'calendar-json.googleapis.com' for consumer 'project_number:000000000000'.",
    gatewayStatus: "PERMISSION_DENIED")

  static func required(_ message: String) -> APIError { APIError(status: 400, reason: "required", message: message) }

  static func invalid(_ message: String, _ location: Location? = nil) -> APIError {
    APIError(status: 400, reason: "invalid", message: message, location: location)
  }

  static func invalidParameter(_ name: String) -> APIError {
    APIError(
      status: 400, reason: "invalidParameter", message: "Invalid value for parameter: \(name)",
      location: .parameter(name))
  }

  static func timeRangeEmpty(_ parameter: String? = "timeMax") -> APIError {
    APIError(
      status: 400, domain: "calendar", reason: "timeRangeEmpty", message: "The specified time range is empty.",
      location: parameter.map { .parameter($0) })
  }

  /// The token lacks every scope that the method accepts.
  static func insufficientScope(_ method: APIMethod) -> APIError {
    let wanted = method.scopes.sorted().joined(separator: " ")
    return APIError(
      status: 403, reason: "insufficientPermissions", message: "Insufficient Permission",
      summary: "Request had insufficient authentication scopes.", gatewayStatus: "PERMISSION_DENIED",
      details: [
        [
          "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
          "domain": "googleapis.com",
          "metadata": ["service": "calendar-json.googleapis.com", "method": .string(method.rpcName)],
        ]
      ],
      authenticate: "Bearer realm=\"https://accounts.google.com/\", error=insufficient_scope, scope=\"\(wanted)\"")
  }
}
