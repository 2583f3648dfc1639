/// Why Google's token endpoint gave no token, as a closed list. Holds nothing of what was sent or received.
///
/// The raw values are stored, logged and counted.
package enum TokenRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// The refresh token is revoked, expired, unused for too long, or another client's (`invalid_grant`).
  case grantEnded
  /// The Google account was deleted.
  case accountDeleted
  /// A Workspace's session control asks for signing in again (`invalid_rapt`).
  case sessionEnded
  /// An administrator has restricted the account or this app.
  case accountRestricted
  /// The authorization code or its PKCE verifier was not accepted: used before, too old, mangled.
  case codeRefused
  /// There is no `GOOGLE_CLIENT_ID` in the settings, and the connection is a person's.
  case clientNotConfigured
  case clientUnknown
  case clientSecretWrong
  case clientDeleted
  case redirectMismatch
  /// Google found the request itself malformed.
  case requestRefused
  /// The service account may not act for that person, or not with these scopes.
  case notDelegated
  /// The service account's key is not, or no longer, the one that Google knows.
  case keyRefused
  /// This machine's clock is off.
  case clockSkew
  case audienceRefused
  case serviceAccountUnknown
  case subjectUnknown
  case scopeRefused
  /// No answer in time, or a fault that passes.
  case unavailable
  /// An answer that this program does not know. Taken for one that passes.
  case unrecognised

  /// What follows from it.
  package enum Consequence: Hashable, Sendable {
    /// Later it may work.
    case passes
    /// The owner must connect again; tokens already held may be dead too.
    case endsGrant
    /// The operator must change something; tokens already held stay good while they live.
    case needsOperator
  }

  package var consequence: Consequence {
    switch self {
    case .unavailable, .unrecognised: .passes
    case .grantEnded, .accountDeleted, .sessionEnded, .accountRestricted, .codeRefused: .endsGrant
    case .clientNotConfigured, .clientUnknown, .clientSecretWrong, .clientDeleted, .redirectMismatch, .requestRefused,
      .notDelegated, .keyRefused, .clockSkew, .audienceRefused, .serviceAccountUnknown, .subjectUnknown, .scopeRefused:
      .needsOperator
    }
  }

  /// What the operator should know and do, in one sentence.
  package var sentence: String {
    switch self {
    case .grantEnded: "The grant has ended: the owner must connect the account again."
    case .accountDeleted: "The Google account no longer exists."
    case .sessionEnded: "The organisation's session control asks the owner to connect the account again."
    case .accountRestricted: "An administrator has restricted this account or this app."
    case .codeRefused: "Google did not accept the sign-in: it was too old or used before; start again."
    case .clientNotConfigured: "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set."
    case .clientUnknown: "Google does not know this GOOGLE_CLIENT_ID."
    case .clientSecretWrong: "GOOGLE_CLIENT_SECRET does not belong to GOOGLE_CLIENT_ID."
    case .clientDeleted: "The OAuth client in GOOGLE_CLIENT_ID was deleted at Google: make a new one."
    case .redirectMismatch: "REDIRECT_URI is not among the redirect URIs registered for the OAuth client."
    case .requestRefused: "Google found the token request malformed: check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET."
    case .notDelegated: "The service account is not delegated for this account and these scopes in the admin console."
    case .keyRefused: "Google does not know the key in GOOGLE_SERVICE_ACCOUNT_FILE: make a new key."
    case .clockSkew: "Google rejects the time in our assertion: set this machine's clock."
    case .audienceRefused: "Google rejects our assertion's audience: check token_uri in GOOGLE_SERVICE_ACCOUNT_FILE."
    case .serviceAccountUnknown: "The service account in GOOGLE_SERVICE_ACCOUNT_FILE does not exist or is disabled."
    case .subjectUnknown: "Google knows no account of that name that the service account could act for."
    case .scopeRefused: "Google does not accept the scopes that were asked for."
    case .unavailable: "Google's token endpoint does not answer; it is tried again."
    case .unrecognised: "Google's token endpoint gave an answer that this version does not know; it is tried again."
    }
  }
}
