/// Where Google's sign-in and token services are reached. Full URLs, from the settings `GOOGLE_AUTH_URL`,
/// `GOOGLE_TOKEN_URL` and `GOOGLE_REVOKE_URL`; `api` is the base `GOOGLE_API_URL`.
///
/// Source: <https://developers.google.com/identity/protocols/oauth2/web-server>
package struct GoogleEndpoints: Hashable, Sendable {
  package let authorization: String
  package let token: String
  package let revocation: String
  /// Without a slash at its end.
  package let api: String

  package init(authorization: String, token: String, revocation: String, api: String) {
    self.authorization = authorization
    self.token = token
    self.revocation = revocation
    self.api = api.hasSuffix("/") ? String(api.dropLast()) : api
  }

  package static let google = GoogleEndpoints(
    authorization: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revocation: "https://oauth2.googleapis.com/revoke",
    api: "https://www.googleapis.com")
}

/// The OAuth client that the operator registered at Google. Its description hides the secret.
package struct OAuthClientSettings: Hashable, Sendable, CustomStringConvertible {
  package let id: String
  package let secret: String
  /// Must be one of the client's registered redirect URIs, letter for letter.
  package let redirectURI: String

  package init(id: String, secret: String, redirectURI: String) {
    self.id = id
    self.secret = secret
    self.redirectURI = redirectURI
  }

  package var description: String { "OAuthClientSettings(id: \(id), redirectURI: \(redirectURI))" }
}
