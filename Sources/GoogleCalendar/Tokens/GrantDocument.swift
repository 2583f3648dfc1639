package import Scheduling

/// What is kept, sealed, of one account's connection to Google. Its description hides the tokens.
package struct GrantDocument: Hashable, Sendable, CustomStringConvertible {
  package enum Source: Hashable, Sendable {
    /// A person's consent. `subject` is Google's `sub`, where it is known: the connection is bound to it.
    case person(subject: String?)
    /// The service account of that address; `delegated`: acting for the account rather than being it.
    case serviceAccount(String, delegated: Bool)
  }

  package enum State: Hashable, Sendable {
    case active
    case needsReconnecting(TokenRefusal)
  }

  package var source: Source
  /// The granted scopes; `nil` when Google did not say.
  package var scopes: [String]?
  /// Persons only.
  package var refreshToken: String?
  /// The current access token and its span of life.
  package var accessToken: String?
  package var issued: Instant?
  package var expires: Instant?
  /// When the grant ends by itself, if it does (testing mode: 7 days).
  package var grantEnds: Instant?
  package var state: State
  /// When Google last said no for good.
  package var refusedAt: Instant?

  package init(source: Source, refreshToken: String? = nil) {
    self.source = source
    self.refreshToken = refreshToken
    state = .active
  }

  /// Takes over what a token answer says, and keeps what it does not mention: a refresh token above all.
  mutating func adopt(_ reply: TokenReply) {
    accessToken = reply.accessToken
    issued = reply.issued
    expires = reply.expires
    scopes = reply.scopes ?? scopes
    refreshToken = reply.refreshToken ?? refreshToken
    grantEnds = reply.grantEnds ?? grantEnds
    state = .active
    refusedAt = nil
  }

  /// A token that may still be sent: not `refused`, not over. A grant that has ended takes its token with it; a mistake in
  /// the settings does not.
  func token(at now: Instant, except refused: String? = nil) -> AccessToken? {
    if case .needsReconnecting(let refusal) = state, refusal.consequence == .endsGrant { return nil }
    guard let accessToken, let expires, accessToken != refused, expires > now + TokenLife.lastMoments else {
      return nil
    }
    return AccessToken(value: accessToken, expires: expires)
  }

  /// Google has said no for good not long ago: it is not asked again yet, by any process.
  func isResting(at now: Instant) -> Bool {
    guard case .needsReconnecting = state, let refusedAt else { return false }
    return refusedAt <= now && now - refusedAt < RefreshPause.afterRefusal
  }

  var life: TokenLife? {
    guard let expires else { return nil }
    return TokenLife(issued: issued ?? expires - .hours(1), expires: expires)
  }

  /// Service accounts made since 2020-03-02 may not write guests unless delegated (403 `forbiddenForServiceAccounts`).
  var canInvite: Bool {
    switch source {
    case .person: true
    case .serviceAccount(_, let delegated): delegated
    }
  }

  package var description: String { "GrantDocument(\(state))" }
}
