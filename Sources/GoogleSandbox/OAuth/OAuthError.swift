/// A refusal of the token, revocation and token-info endpoints, RFC 6749 section 5.2 in Google's words.
struct OAuthError: Error, Equatable {
  var status: Int
  var error: String
  var description: String?

  var reply: Reply {
    var body: JSON = ["error": .string(error)]
    if let description { body["error_description"] = .string(description) }
    return .json(body, status: status)
  }

  static let deadGrant = OAuthError(
    status: 400, error: "invalid_grant", description: "Token has been expired or revoked.")
  static let badGrant = OAuthError(status: 400, error: "invalid_grant", description: "Bad Request")
  static let redirectMismatch = OAuthError(status: 400, error: "redirect_uri_mismatch", description: "Bad Request")
  static let unknownClient = OAuthError(
    status: 401, error: "invalid_client", description: "The OAuth client was not found.")
  static let wrongSecret = OAuthError(status: 401, error: "invalid_client", description: "Unauthorized")
  static let deletedClient = OAuthError(
    status: 401, error: "deleted_client", description: "The OAuth client was deleted.")
  static let invalidScope = OAuthError(
    status: 400, error: "invalid_scope", description: "Invalid OAuth scope or ID token audience provided.")
  static let notDelegated = OAuthError(
    status: 401, error: "unauthorized_client",
    description: "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any "
      + "of the scopes requested.")
  static let unreasonableTimes = OAuthError(
    status: 400, error: "invalid_grant",
    description:
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
      + "iat and exp values in the JWT claim.")
  static let deadToken = OAuthError(
    status: 400, error: "invalid_token", description: "Token expired or revoked")
  static let unknownToken = OAuthError(status: 400, error: "invalid_token", description: "Invalid Value")

  static func grant(_ description: String) -> OAuthError {
    OAuthError(status: 400, error: "invalid_grant", description: description)
  }

  static func request(_ description: String) -> OAuthError {
    OAuthError(status: 400, error: "invalid_request", description: description)
  }
}
