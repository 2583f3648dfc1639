import JWTKit

/// The JWT-bearer grant of a service account, RFC 7523.
///
/// Source: developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
struct Assertion: Sendable {
  static let grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  private let text: String
  private let algorithm: String?
  private let claims: JSON

  var issuer: String? { claims["iss"]?.string?.lowercased() }

  init(_ form: Pairs) throws(OAuthError) {
    guard let text = form["assertion"], !text.isEmpty else { throw .request("Missing required parameter: assertion") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Base64URL.decode(parts[0]).flatMap(JSON.init(parsing:)),
      let claims = Base64URL.decode(parts[1]).flatMap(JSON.init(parsing:)), claims.object != nil
    else { throw .grant("Invalid JWT: Malformed JWT.") }
    self.text = text
    algorithm = header["alg"]?.string
    self.claims = claims
  }

  /// Checks the signature against the account's registered key. Nothing else of it is believed before.
  func verify(_ account: ServiceAccount?) async throws(OAuthError) {
    guard let account else { throw .grant("Invalid grant: account not found") }
    guard algorithm == "RS256" else { throw .grant("Invalid JWT Signature.") }
    do {
      let keys = JWTKeyCollection()
      await keys.add(rsa: try Insecure.RSA.PublicKey(pem: account.publicKey), digestAlgorithm: .sha256)
      _ = try await keys.verify(text, as: Unread.self)
    } catch {
      throw .grant("Invalid JWT Signature.")
    }
  }

  /// The claims are judged by the sandbox's own clock and rules.
  private struct Unread: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// Judges the claims and answers the token.
  func redeem(for account: ServiceAccount, audience: String, in world: inout World) throws(OAuthError) -> JSON {
    try checkTimes(now: world.clock.now)
    let accepted = [audience, "https://oauth2.googleapis.com/token", "https://www.googleapis.com/oauth2/v4/token"]
    guard let stated = claims["aud"]?.string, accepted.contains(stated) else {
      throw .grant("Invalid JWT: Failed audience check.")
    }
    let scopes = Scopes.split(claims["scope"]?.string ?? "")
    guard !scopes.isEmpty, scopes.allSatisfy(Scopes.isKnown) else { throw .invalidScope }
    var identity = account.email
    if let subject = claims["sub"]?.string?.lowercased(), subject != account.email {
      guard world.accounts[subject] != nil, world.accounts[subject]?.isServiceAccount == false else {
        throw .grant("Invalid email or User ID")
      }
      guard account.delegated else { throw .notDelegated }
      identity = subject
    }
    let token = world.issueAccessToken(
      account: identity, client: account.email, scopes: scopes, offline: false, prefix: "ya29.c.b0")
    return [
      "access_token": .string(token), "expires_in": .int(world.settings.accessTokenSeconds), "token_type": "Bearer",
    ]
  }

  /// Whole numbers, an hour apart at most, around now with a few minutes of skew.
  private func checkTimes(now: Moment) throws(OAuthError) {
    guard let issued = claims["iat"]?.int, let expires = claims["exp"]?.int else { throw .unreasonableTimes }
    let present = Int(now.seconds)
    guard expires > issued, expires - issued <= 3600, issued <= present + 300, expires > present - 300 else {
      throw .unreasonableTimes
    }
  }
}
