package import Desk
package import Scheduling

/// Where the typed client gets the tokens that it sends.
package protocol AccessTokens: Sendable {
  /// A token that lives for at least some minutes more. Refreshes first when it must; one refresh per account at a time.
  func token(for account: AccountID, by deadline: Deadline) async throws(TokenTrouble) -> AccessToken

  /// Google answered 401 to that token: another one, by one refresh shared with everybody who asks for the same.
  func replacement(
    for refused: AccessToken, of account: AccountID, by deadline: Deadline
  ) async throws(TokenTrouble) -> AccessToken

  /// What is known without asking anybody.
  func standing(of account: AccountID) async -> AccountStanding

  /// A call has begun: refresh now what would not last it.
  func prepare(_ accounts: [AccountID], by deadline: Deadline) async
}

/// A bearer token (RFC 6750). Its description hides it.
package struct AccessToken: Hashable, Sendable, CustomStringConvertible {
  package let value: String
  package let expires: Instant

  package init(value: String, expires: Instant) {
    self.value = value
    self.expires = expires
  }

  package var description: String { "AccessToken(expires: \(expires.seconds))" }
}

/// Why there is no token for an account.
package enum TokenTrouble: Error, Hashable, Sendable {
  case notConnected
  /// The grant has ended (`invalid_grant` and its like).
  case needsReconnecting
  /// Google's token endpoint, or our own storage, did not answer in time, and the old token lives no longer.
  case unreachable
}
