package import Desk
package import Scheduling

/// How the start page answers.
package enum SignInStart: Hashable, Sendable {
  /// Send the browser there, and give it the cookie.
  case redirect(url: String, cookie: SignInCookie)
  case refused(SignInRefusal)
}

/// Binds the sign-in to the browser that began it. The server adds `HttpOnly`, `SameSite=Lax`, the path, and `Secure`
/// behind https. Its name is different for each sign-in, so that two tabs do not disturb each other.
package struct SignInCookie: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let value: String
  package let maximumAge: Duration

  /// The value stays out of logs.
  package var description: String { "SignInCookie(\(name))" }
}

/// Why the start page sends nobody to Google.
package enum SignInRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// The link has no invitation in it.
  case withoutInvitation
  /// It was used, or never given out.
  case invitationUnknown
  case invitationLapsed
  /// Our own storage does not answer.
  case storage

  package var sentence: String {
    switch self {
    case .withoutInvitation: "This page opens only with the link that `frontdesk connect` prints."
    case .invitationUnknown: "This link has been used or was never given out. Ask for a new one."
    case .invitationLapsed: "This link is older than a day. Ask for a new one."
    case .storage: "The desk cannot use its storage just now. Try again in a minute."
    }
  }
}

/// How a sign-in ended.
package enum SignInOutcome: Hashable, Sendable {
  /// `grantEnds`: when Google ends the connection by itself; apps in testing mode lose it after 7 days. `desk` is `nil` for
  /// an imported grant.
  case connected(AccountID, desk: DeskKey?, grantEnds: Instant?)
  /// The person pressed *Cancel*.
  case refusedByPerson
  /// These calendar scopes were not ticked. The same link may be used again.
  case missingScopes([String])
  /// The state is unknown: older than ten minutes, used before, or never given out.
  case stateExpired
  /// Begun in another browser.
  case otherBrowser
  /// Signed in with another Google account than the one invited. Only the invited one is named.
  case wrongAccount(invited: AccountID)
  /// The invitation has meanwhile been used by somebody else.
  case invitationUsed
  /// Google did not accept the code or the imported token.
  case notAccepted(TokenRefusal)
  /// The operator must change a setting.
  case misconfigured(TokenRefusal)
  /// Google's answer has no refresh token, or does not prove whose it is.
  case answerUnusable
  /// Google's token endpoint does not answer.
  case unreachable
  /// Our own storage does not answer.
  case storage

  package var isConnected: Bool { if case .connected = self { true } else { false } }
}

extension SignInOutcome {
  /// In plain words, for the page and the command line.
  package var sentence: String {
    switch self {
    case .connected(let account, _, nil): "The calendar of \(account) is connected."
    case .connected(let account, _, .some):
      "The calendar of \(account) is connected. Google will end the connection by itself (see its date): the app is in testing mode."
    case .refusedByPerson: "Nothing was connected: the access was declined. Open the link again to change your mind."
    case .missingScopes:
      "Nothing was connected: every box on Google's page must be ticked. Open the link and try again."
    case .stateExpired: "This sign-in is too old or was already used. Open the link again."
    case .otherBrowser: "This sign-in was begun in another browser. Open the link again in this one."
    case .wrongAccount(let invited):
      "Nothing was connected: this link is for \(invited). Open it again and choose that account."
    case .invitationUsed: "This link has been used already. Ask for a new one."
    case .notAccepted(let refusal), .misconfigured(let refusal): "Nothing was connected. \(refusal.sentence)"
    case .answerUnusable: "Nothing was connected: Google's answer was not complete. Open the link again."
    case .unreachable: "Google does not answer just now. Open the link again in a minute."
    case .storage: "The desk cannot use its storage just now. Open the link again in a minute."
    }
  }
}

/// How a disconnection ended.
package enum DisconnectOutcome: Hashable, Sendable {
  /// Revoked at Google and deleted here.
  case disconnected
  case wasNotConnected
  /// Google did not answer: nothing was deleted, so that it can be tried again.
  case unreachable
  case storage
}
