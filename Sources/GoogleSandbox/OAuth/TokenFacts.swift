/// Revocation, token information and user information (facts 1.6).
enum TokenFacts {
  static func revoke(_ inquiry: Inquiry, in world: inout World) throws(OAuthError) -> JSON {
    guard let token = inquiry.query["token"] ?? inquiry.form["token"], !token.isEmpty else {
      throw .request("Missing required parameter: token")
    }
    let account: String
    if let grant = world.authority.grants[token] {
      guard world.isLiving(grant) else { throw .deadToken }
      account = grant.account
    } else if let access = world.livingAccess(token) {
      account = access.account
    } else {
      throw .deadToken
    }
    world.authority.revokeAll(of: account)
    return [:]
  }

  /// The form of today, in which every value is a string.
  static func describe(_ inquiry: Inquiry, in world: World) throws(OAuthError) -> JSON {
    let found = try find(inquiry, in: world)
    var answer: JSON = [
      "azp": .string(found.token.client), "aud": .string(found.token.client),
      "scope": .string(found.token.scopes.joined(separator: " ")),
      "exp": .string(String(found.token.expires.seconds)),
      "expires_in": .string(String(found.token.expires.seconds - world.clock.now.seconds)),
      "access_type": found.token.offline ? "offline" : "online", "sub": .string(found.account.subject),
    ]
    if found.token.scopes.contains(Scopes.email) {
      answer["email"] = .string(found.account.email)
      answer["email_verified"] = "true"
    }
    return answer
  }

  /// The form of v1 and v2, with its own names and types.
  static func describeOldForm(_ inquiry: Inquiry, in world: World) throws(OAuthError) -> JSON {
    let found = try find(inquiry, in: world)
    var answer: JSON = [
      "issued_to": .string(found.token.client), "audience": .string(found.token.client),
      "user_id": .string(found.account.subject), "scope": .string(found.token.scopes.joined(separator: " ")),
      "expires_in": .int(Int(found.token.expires.seconds - world.clock.now.seconds)),
      "access_type": found.token.offline ? "offline" : "online",
    ]
    if found.token.scopes.contains(Scopes.email) {
      answer["email"] = .string(found.account.email)
      answer["verified_email"] = true
    }
    return answer
  }

  private static func find(
    _ inquiry: Inquiry, in world: World
  ) throws(OAuthError) -> (token: Authority.AccessToken, account: Account) {
    guard let text = inquiry.query["access_token"] ?? inquiry.form["access_token"],
      let token = world.livingAccess(text), let account = world.accounts[token.account]
    else { throw .unknownToken }
    return (token, account)
  }

  /// OpenID Connect's user information; `isOldForm` is that of `/oauth2/v2/userinfo`.
  static func userInfo(_ inquiry: Inquiry, isOldForm: Bool, in world: World) -> Reply {
    guard let text = inquiry.bearer, let token = world.livingAccess(text), let account = world.accounts[token.account],
      !Scopes.signIn.isDisjoint(with: token.scopes)
    else {
      var reply = OAuthError(status: 401, error: "invalid_request", description: "Invalid Credentials").reply
      reply.headers.append(("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\", error=invalid_token"))
      return reply
    }
    var answer: JSON = [isOldForm ? "id" : "sub": .string(account.subject)]
    if token.scopes.contains(Scopes.email) {
      answer["email"] = .string(account.email)
      answer[isOldForm ? "verified_email" : "email_verified"] = true
      if let domain = account.hostedDomain { answer["hd"] = .string(domain) }
    }
    if token.scopes.contains(Scopes.profile) {
      let names = account.name.split(separator: " ", maxSplits: 1).map(String.init)
      answer["name"] = .string(account.name)
      answer["given_name"] = names.first.map { .string($0) }
      answer["family_name"] = names.count > 1 ? .string(names[1]) : nil
      answer["picture"] = "https://lh3.googleusercontent.com/a/sandbox=s96-c"
    }
    return .json(answer)
  }
}

extension Inquiry {
  /// The access token, from the header or, as the API still allows, from the query.
  var bearer: String? {
    if let header = headers["authorization"], header.lowercased().hasPrefix("bearer ") {
      return String(header.dropFirst(7))
    }
    return query["access_token"] ?? query["oauth_token"]
  }
}
