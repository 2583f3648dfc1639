import Crypto
package import Desk
package import Scheduling

/// One connection to Google, for `doctor` and the dashboard.
package struct ConnectionReport: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case active
    case needsReconnecting(TokenRefusal)
    /// Sealed with another key, or altered.
    case unreadable
  }

  package let account: AccountID
  /// What stands for the account in logs and metrics.
  package let digest: String
  package let state: State
  /// Through a service account rather than a person's consent.
  package let isServiceAccount: Bool
  /// When the access token in store ends; `nil`: there is none yet.
  package let expires: Instant?
  /// When the grant ends by itself, if it does.
  package let grantEnds: Instant?
  /// Calendar scopes that were not granted.
  package let missingScopes: [String]
  package let canInvite: Bool

  init(_ account: AccountID, _ document: GrantDocument) {
    self.account = account
    digest = account.connectionDigest
    switch document.state {
    case .active: state = .active
    case .needsReconnecting(let refusal): state = .needsReconnecting(refusal)
    }
    if case .serviceAccount = document.source { isServiceAccount = true } else { isServiceAccount = false }
    expires = document.expires
    grantEnds = document.grantEnds
    missingScopes = document.scopes.map(GoogleScopes.missing) ?? []
    canInvite = document.canInvite
  }

  init(unreadable account: AccountID) {
    self.account = account
    digest = account.connectionDigest
    state = .unreadable
    isServiceAccount = false
    expires = nil
    grantEnds = nil
    missingScopes = []
    canInvite = false
  }
}

extension AccountID {
  /// The first 8 digits of the address's SHA-256: an e-mail address is personal data and stays out of logs and metrics.
  package var connectionDigest: String {
    String(SHA256.hash(data: Array(rawValue.utf8)).prefix(4).hexadecimal)
  }
}
