import JWTKit
import Scheduling

/// What a service account signs to get a token: a JWT for the JWT-bearer grant (RFC 7523 section 3), RS256.
///
/// Google refuses fractional times and more than an hour between `iat` and `exp`.
/// Source: <https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests>
struct ServiceAccountAssertion: Sendable {
  let key: ServiceAccountKey
  let scopes: [String]
  /// Whom the account acts for, by domain-wide delegation; `nil`: for itself.
  let subject: String?

  private static let lifetimeSeconds: Int64 = 3600

  func sign(at now: Instant) async throws(TokenRefusal) -> String {
    let claims = Claims(
      iss: key.clientEmail, scope: scopes.joined(separator: " "), aud: key.tokenURI, iat: now.seconds,
      exp: now.seconds + Self.lifetimeSeconds, sub: subject)
    let kid = JWKIdentifier(string: key.keyID)
    do {
      let keys = JWTKeyCollection()
      await keys.add(rsa: key.privateKey, digestAlgorithm: .sha256, kid: kid)
      return try await keys.sign(claims, kid: kid)
    } catch {
      throw .keyRefused
    }
  }

  private struct Claims: JWTPayload {
    let iss: String
    let scope: String
    let aud: String
    let iat: Int64
    let exp: Int64
    let sub: String?

    /// Never called: these claims are only signed.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }
}
