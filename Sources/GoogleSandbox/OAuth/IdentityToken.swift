import Crypto

/// The `id_token` of OpenID Connect Core section 2.
///
/// Signed with HS256 under the client's secret, which that specification allows, where Google signs with RS256: a
/// client that receives it straight from the token endpoint need not check the signature (section 3.1.3.7), and making
/// an RSA key at every start would cost more than it shows.
enum IdentityToken {
  static func make(account: Account, client: OAuthClient, scopes: [String], nonce: String?, now: Moment) -> String {
    var claims: JSON = [
      "iss": "https://accounts.google.com", "azp": .string(client.id), "aud": .string(client.id),
      "sub": .string(account.subject), "iat": .int(Int(now.seconds)), "exp": .int(Int(now.seconds) + 3600),
    ]
    if scopes.contains(Scopes.email) {
      claims["email"] = .string(account.email)
      claims["email_verified"] = true
    }
    if scopes.contains(Scopes.profile) { claims["name"] = .string(account.name) }
    if let domain = account.hostedDomain { claims["hd"] = .string(domain) }
    if let nonce { claims["nonce"] = .string(nonce) }
    let header: JSON = ["alg": "HS256", "typ": "JWT"]
    let signed = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
    let key = SymmetricKey(data: Array(client.secret.utf8))
    return signed + "." + Base64URL.encode(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key))
  }
}
