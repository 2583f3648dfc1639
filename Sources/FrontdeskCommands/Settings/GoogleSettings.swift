import Desk

/// How Google is reached, and as whom.
struct GoogleSettings: Sendable {
  /// The path at which this server awaits the browser that comes back from Google's consent page.
  static let callbackPath = "/oauth/google/callback"

  /// The OAuth client, to connect users' accounts.
  struct Client: Hashable, Sendable {
    let id: String
    let secret: Secret
  }

  let client: Client?
  /// `REDIRECT_URI` as set; see ``Settings/redirectURL(port:)``.
  let redirectURL: WebAddress?
  let serviceAccountFile: String?
  /// In whose name the service account acts; empty: its own.
  let serviceAccountSubjects: [AccountID]
  /// A base.
  let apiURL: WebAddress
  let authURL: WebAddress
  let tokenURL: WebAddress
  let revokeURL: WebAddress

  /// `nil` when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading, directory: String) {
    let id = reading.value(.googleClientID, Forms.text)
    let secret = reading.value(.googleClientSecret, Forms.secret)
    Self.checkPair(&reading)
    redirectURL = reading.value(.redirectURI, WebAddress.init(_:))
    serviceAccountFile = reading.value(.googleServiceAccountFile) { text throws(Misfit) in
      try Forms.file(text, in: directory)
    }
    serviceAccountSubjects = reading.value(.googleServiceAccountSubjects, Forms.accounts) ?? []
    if !serviceAccountSubjects.isEmpty, !reading.isSet(.googleServiceAccountFile) {
      reading.note(
        .googleServiceAccountFile,
        "GOOGLE_SERVICE_ACCOUNT_FILE is missing, but GOOGLE_SERVICE_ACCOUNT_SUBJECTS is set; write the path of the service account's key."
      )
    }
    let api = reading.value(.googleAPIURL, WebAddress.init(_:))
    let auth = reading.value(.googleAuthURL, WebAddress.init(_:))
    let token = reading.value(.googleTokenURL, WebAddress.init(_:))
    let revoke = reading.value(.googleRevokeURL, WebAddress.init(_:))
    guard let api, let auth, let token, let revoke else { return nil }
    client = if let id, let secret { Client(id: id, secret: secret) } else { nil }
    apiURL = api
    authURL = auth
    tokenURL = token
    revokeURL = revoke
  }

  private static func checkPair(_ reading: inout SettingsReading) {
    switch (reading.isSet(.googleClientID), reading.isSet(.googleClientSecret)) {
    case (true, false):
      reading.note(
        .googleClientSecret,
        "GOOGLE_CLIENT_SECRET is missing, but GOOGLE_CLIENT_ID is set; write the secret that belongs to that client.")
    case (false, true):
      reading.note(
        .googleClientID,
        "GOOGLE_CLIENT_ID is missing, but GOOGLE_CLIENT_SECRET is set; write the client's id.")
    case (true, true), (false, false): break
    }
  }

  var warnings: [String] {
    var warnings: [String] = []
    if let redirectURL, !redirectURL.path.hasSuffix(Self.callbackPath) {
      warnings.append(
        "REDIRECT_URI does not end in \(Self.callbackPath), where this server awaits the browser; something between must lead there."
      )
    }
    let others = [("GOOGLE_TOKEN_URL", tokenURL), ("GOOGLE_AUTH_URL", authURL), ("GOOGLE_REVOKE_URL", revokeURL)]
    for (name, url) in others where url.isLoopback != apiURL.isLoopback {
      warnings.append("GOOGLE_API_URL and \(name) are not both Google's or both this machine's.")
    }
    return warnings
  }
}
