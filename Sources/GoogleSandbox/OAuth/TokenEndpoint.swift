import Crypto

/// `POST /token`: codes and refresh tokens for access tokens, RFC 6749 sections 4.1.3 and 6.
enum TokenEndpoint {
  /// The client that a request authenticates as, by HTTP Basic or by the body.
  static func client(of inquiry: Inquiry, _ form: Pairs, in world: World) throws(OAuthError) -> OAuthClient {
    let basic = basicCredentials(inquiry.headers["authorization"])
    guard let id = basic?.id ?? form["client_id"], !id.isEmpty else {
      throw .request("Could not determine client ID from request.")
    }
    guard let client = world.clients[id] else { throw .unknownClient }
    if client.isDeleted { throw .deletedClient }
    guard let secret = basic?.secret ?? form["client_secret"], !secret.isEmpty else {
      if client.isInstalled { return client }
      throw .request("client_secret is missing.")
    }
    if secret != client.secret { throw .wrongSecret }
    return client
  }

  private static func basicCredentials(_ header: String?) -> (id: String, secret: String)? {
    guard let header, header.lowercased().hasPrefix("basic "), let bytes = Base64URL.decode(header.dropFirst(6)) else {
      return nil
    }
    let halves = String(decoding: bytes, as: UTF8.self).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    return (Percent.decode(halves[0]), Percent.decode(halves[1]))
  }

  static func exchangeCode(_ inquiry: Inquiry, _ form: Pairs, in world: inout World) throws(OAuthError) -> JSON {
    guard let text = form["code"], !text.isEmpty else { throw .request("Missing required parameter: code") }
    let client = try client(of: inquiry, form, in: world)
    guard let redirect = form["redirect_uri"], !redirect.isEmpty else {
      throw .request("Missing parameter: redirect_uri")
    }
    guard text.hasPrefix("4/") else { throw .grant("Malformed auth code.") }
    guard let code = world.authority.codes[text], code.client == client.id, code.expires > world.clock.now,
      world.accounts[code.account] != nil
    else { throw .badGrant }
    if code.redirect != redirect { throw .redirectMismatch }
    if let challenge = code.challenge { try check(form["code_verifier"], against: challenge) }
    world.authority.codes[text] = nil

    let refresh =
      code.refreshable
      ? world.issueRefreshToken(account: code.account, client: client.id, scopes: code.scopes, nonce: code.nonce) : nil
    let access = world.issueAccessToken(
      account: code.account, client: client.id, scopes: code.scopes, offline: code.offline, grant: refresh)
    var answer = answer(
      access, account: code.account, client: client, scopes: code.scopes, nonce: code.nonce, in: world)
    if let refresh {
      answer["refresh_token"] = .string(refresh)
      if let expires = world.authority.grants[refresh]?.expires {
        answer["refresh_token_expires_in"] = .int(Int(expires.seconds - world.clock.now.seconds))
      }
    }
    return answer
  }

  /// RFC 7636 section 4.6.
  private static func check(_ verifier: String?, against challenge: Authority.Challenge) throws(OAuthError) {
    guard let verifier, !verifier.isEmpty else { throw .grant("Missing code verifier.") }
    let shown = challenge.isHashed ? Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) : verifier
    let isWellFormed =
      (43...128).contains(verifier.utf8.count)
      && verifier.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [45, 46, 95, 126].contains(byte)
      }
    guard isWellFormed, shown == challenge.value else { throw .grant("Invalid code verifier.") }
  }

  static func refresh(_ inquiry: Inquiry, _ form: Pairs, in world: inout World) throws(OAuthError) -> JSON {
    guard let token = form["refresh_token"], !token.isEmpty else {
      throw .request("Missing required parameter: refresh_token")
    }
    let client = try client(of: inquiry, form, in: world)
    guard let grant = world.authority.grants[token], grant.client == client.id else { throw .badGrant }
    guard world.isLiving(grant) else { throw .deadGrant }
    var scopes = grant.scopes
    if let narrower = form["scope"], !narrower.isEmpty {
      scopes = Scopes.split(narrower)
      guard Set(grant.scopes).isSuperset(of: scopes) else {
        throw OAuthError(status: 400, error: "invalid_scope", description: "Bad Request")
      }
    }
    let access = world.issueAccessToken(
      account: grant.account, client: client.id, scopes: scopes, offline: true, grant: token)
    return answer(access, account: grant.account, client: client, scopes: scopes, nonce: nil, in: world)
  }

  private static func answer(
    _ access: String, account: String, client: OAuthClient, scopes: [String], nonce: String?, in world: World
  ) -> JSON {
    var answer: JSON = [
      "access_token": .string(access), "expires_in": .int(world.settings.accessTokenSeconds),
      "scope": .string(scopes.joined(separator: " ")), "token_type": "Bearer",
    ]
    if !Scopes.signIn.isDisjoint(with: scopes), let account = world.accounts[account] {
      answer["id_token"] = .string(
        IdentityToken.make(account: account, client: client, scopes: scopes, nonce: nonce, now: world.clock.now))
    }
    return answer
  }
}
