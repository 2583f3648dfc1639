/// Who has consented to what, and the codes and tokens that came of it.
struct Authority: Sendable {
  /// An authorization code: single use, ten minutes.
  struct Code: Sendable {
    var account: String
    var client: String
    var redirect: String
    var scopes: [String]
    var challenge: Challenge?
    var nonce: String?
    var offline: Bool
    /// Whether a refresh token goes with it.
    var refreshable: Bool
    var expires: Moment
  }

  /// Proof Key for Code Exchange, RFC 7636.
  struct Challenge: Sendable {
    var value: String
    var isHashed: Bool
  }

  /// What lies behind a refresh token.
  struct Grant: Sendable {
    var account: String
    var client: String
    var scopes: [String]
    var nonce: String?
    var issued: Moment
    var expires: Moment?
    var isDead = false
  }

  struct AccessToken: Sendable {
    var account: String
    var client: String
    var scopes: [String]
    var expires: Moment
    var offline: Bool
    /// The refresh token it came from.
    var grant: String?
    var isDead = false
  }

  struct Consent: Hashable, Sendable {
    var account: String
    var client: String
  }

  var codes: [String: Code] = [:]
  var grants: [String: Grant] = [:]
  var access: [String: AccessToken] = [:]
  var consents: [Consent: [String]] = [:]

  /// Ends everything that an account has granted, to whichever client: that is what revoking any token does.
  mutating func revokeAll(of account: String) {
    for token in grants.keys where grants[token]?.account == account { grants[token]?.isDead = true }
    for token in access.keys where access[token]?.account == account { access[token]?.isDead = true }
    consents = consents.filter { $0.key.account != account }
  }

  /// Access tokens are refused from now on; the grants live on. Answers how many.
  mutating func expireAccess(of account: String) -> Int {
    let tokens = access.keys.filter { access[$0]?.account == account && access[$0]?.isDead == false }
    for token in tokens { access[token]?.isDead = true }
    return tokens.count
  }
}

extension World {
  /// A new refresh token. Beyond a hundred for one account and client the oldest silently dies.
  mutating func issueRefreshToken(account: String, client: String, scopes: [String], nonce: String? = nil) -> String {
    let token = "1//0" + random.secret(40)
    let now = clock.now
    // Grants of sign-in scopes alone outlive testing mode.
    let ends = settings.testingMode && !Scopes.signIn.isSuperset(of: scopes)
    authority.grants[token] = Authority.Grant(
      account: account, client: client, scopes: scopes, nonce: nonce, issued: now,
      expires: ends ? now.adding(seconds: World.testingGrantSeconds) : nil)
    let living = authority.grants.filter {
      $0.value.account == account && $0.value.client == client && !$0.value.isDead
    }
    if living.count > 100, let oldest = living.min(by: { $0.value.issued < $1.value.issued }) {
      authority.grants[oldest.key]?.isDead = true
    }
    return token
  }

  /// Seven days less the second that the answer has already taken, as observed.
  static let testingGrantSeconds: Int64 = 604_799

  mutating func issueAccessToken(
    account: String, client: String, scopes: [String], offline: Bool, grant: String? = nil, prefix: String = "ya29.a0"
  ) -> String {
    let token = prefix + random.secret(60)
    authority.access[token] = Authority.AccessToken(
      account: account, client: client, scopes: scopes,
      expires: clock.now.adding(seconds: Int64(settings.accessTokenSeconds)), offline: offline, grant: grant)
    return token
  }

  /// The token where it still opens something.
  func livingAccess(_ token: String) -> Authority.AccessToken? {
    guard let access = authority.access[token], !access.isDead, access.expires > clock.now,
      accounts[access.account] != nil
    else { return nil }
    return access
  }

  func isLiving(_ grant: Authority.Grant) -> Bool {
    !grant.isDead && accounts[grant.account] != nil && grant.expires.map { $0 > clock.now } ?? true
  }
}
