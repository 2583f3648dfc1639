import Desk
import JWTKit
import Scheduling

/// Who signed in, as Google's `id_token` says.
///
/// It comes straight from the token endpoint over TLS, so that its signature need not be checked (OpenID Connect Core
/// 1.0, section 3.1.3.7, point 6); its claims are.
struct IdentityToken: Sendable {
  /// Google's identifier of the account: unlike the address it is never given to anybody else.
  let subject: String
  /// `nil` when the `email` scope was not granted or the address is not verified.
  let email: AccountID?

  /// Nothing of the token is in it.
  enum Mistake: Error, Hashable, Sendable {
    case unreadable
    case issuer
    case audience
    case lapsed
    case nonce
  }

  private static let issuers: Set<String> = ["https://accounts.google.com", "accounts.google.com"]
  /// How far Google's clock and ours may be apart.
  private static let leeway = Duration.seconds(300)

  /// - Parameter nonce: what the sign-in sent along; `nil` for an answer to a refresh, which has none
  ///   (OpenID Connect Core 1.0, section 12.2).
  init(_ token: String, clientID: String, nonce: String?, now: Instant) throws(Mistake) {
    let claims: Claims
    do {
      claims = try DefaultJWTParser().parse(Array(token.utf8), as: Claims.self).payload
    } catch {
      throw .unreadable
    }
    guard Self.issuers.contains(claims.iss) else { throw .issuer }
    guard claims.aud.value.contains(clientID), claims.azp ?? clientID == clientID,
      claims.aud.value.count == 1 || claims.azp != nil
    else { throw .audience }
    guard let lapses = Int64(exactly: claims.exp.rounded(.down)), Instant(seconds: lapses) + Self.leeway > now else {
      throw .lapsed
    }
    if let nonce, claims.nonce != nonce { throw .nonce }
    subject = claims.sub
    email = claims.emailVerified?.value == false ? nil : claims.email.map { AccountID($0) }
  }

  private struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let aud: AudienceClaim
    let azp: String?
    let exp: Double
    let nonce: String?
    let email: String?
    let emailVerified: BoolClaim?

    enum CodingKeys: String, CodingKey {
      case iss, sub, aud, azp, exp, nonce, email
      case emailVerified = "email_verified"
    }

    /// Never called: see the type's own account of why the signature is not looked at.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }
}
