/// What each setting means and what holds without it: the one source of the README's table, of the values read when a
/// setting is absent, and of which values are never shown.
enum SettingsTable {
  struct Row: Sendable {
    let name: SettingName
    /// In Markdown.
    let meaning: String
    let fallback: Fallback
    let isSecret: Bool

    init(_ name: SettingName, _ meaning: String, _ fallback: Fallback = .none, isSecret: Bool = false) {
      self.name = name
      self.meaning = meaning
      self.fallback = fallback
      self.isSecret = isSecret
    }
  }

  /// What holds when a setting is absent.
  enum Fallback: Hashable, Sendable {
    /// The feature is off.
    case none
    /// This text, read as if it had been set.
    case value(String)
    /// Something that follows from other settings, described in Markdown.
    case derived(String)
  }

  static let rows: [Row] = google + vapi + server

  static func row(_ name: SettingName) -> Row {
    guard let row = rows.first(where: { $0.name == name }) else {
      preconditionFailure("every setting has a row; a test compares them")
    }
    return row
  }

  /// The README's table.
  static var markdown: String {
    let lines = rows.map { row in
      "| `\(row.name.rawValue)` | \(row.meaning)\(row.isSecret ? " *(secret)*" : "") | \(markdown(row.fallback)) |"
    }
    return (["| setting | meaning | default |", "| --- | --- | --- |"] + lines).joined(separator: "\n") + "\n"
  }

  private static func markdown(_ fallback: Fallback) -> String {
    switch fallback {
    case .none: "none"
    case .value(let text): "`\(text)`"
    case .derived(let words): words
    }
  }

  private static let google = [
    Row(.googleClientID, "the OAuth client of your Google Cloud project, to connect users' accounts"),
    Row(.googleClientSecret, "its secret", isSecret: true),
    Row(
      .redirectURI, "where Google sends the browser back; must be registered with the client",
      .derived("`FRONTDESK_PUBLIC_URL` + `/oauth/google/callback`")),
    Row(.googleServiceAccountFile, "the JSON key of a service account, instead of or beside the client"),
    Row(
      .googleServiceAccountSubjects,
      "the users in whose name the service account acts (domain-wide delegation), separated by commas"),
    Row(.googleAPIURL, "base of the Calendar API", .value("https://www.googleapis.com")),
    Row(.googleAuthURL, "Google's consent page", .value("https://accounts.google.com/o/oauth2/v2/auth")),
    Row(.googleTokenURL, "Google's token endpoint", .value("https://oauth2.googleapis.com/token")),
    Row(.googleRevokeURL, "where a grant is revoked", .value("https://oauth2.googleapis.com/revoke")),
  ]

  private static let vapi = [
    Row(.vapiAPIKey, "Vapi's private API key, for `assistant push` and `assistant diff` alone", isSecret: true),
    Row(.vapiAPIURL, "base of Vapi's API", .value("https://api.vapi.ai")),
    Row(.vapiCredentialID, "the credential at Vapi that its assistants send to this server"),
    Row(
      .vapiWebhookSecret, "what Vapi sends as a bearer token or in `X-Vapi-Secret`; several separated by commas",
      .derived("made and printed once, if nothing else authenticates Vapi"), isSecret: true),
    Row(.vapiHMACSecret, "the key that Vapi signs with; several separated by commas", isSecret: true),
    Row(.vapiHMACSecretBase64, "whether that key is base64 of the real one", .value("false")),
    Row(.vapiHMACHeader, "the header that holds the signature", .value("x-signature")),
    Row(.vapiHMACPrefix, "what stands before the signature in it, such as `sha256=`"),
    Row(.vapiHMACAlgorithm, "`sha256`, `sha512` or `sha1`", .value("sha256")),
    Row(.vapiHMACEncoding, "`hex` or `base64`", .value("hex")),
    Row(
      .vapiHMACPayloadFormat,
      "what is signed: `{body}`, `{timestamp}`, `{method}`, `{url}`, `{svix-id}` and text between",
      .value("{timestamp}.{body}")),
    Row(
      .vapiHMACTimestampHeader,
      "the header that holds the time; `none` where Vapi sends no time, and a message can be replayed",
      .value("x-timestamp")),
    Row(.vapiHMACTolerance, "how old or early that time may be, in seconds", .value("300")),
  ]

  private static let server = [
    Row(
      .database, "the SQLite file, or `postgres://USER:PASSWORD@HOST/DATABASE` for many processes on one database",
      .value("frontdesk.sqlite")),
    Row(.host, "the address to listen on", .value("127.0.0.1")),
    Row(.port, "the port to listen on; 0 takes a free one", .value("8080")),
    Row(
      .publicURL, "this server as Vapi and Google reach it",
      .derived("the address it listens on, which only this machine reaches")),
    Row(
      .secretKey, "32 bytes in base64 that seal tokens at rest; several separated by commas: the first seals, all open",
      .derived("made once into a file beside the SQLite file; required with PostgreSQL"), isSecret: true),
    Row(.adminToken, "opens `/metrics` as a bearer token", isSecret: true),
    Row(.deadline, "how long a webhook that only reads may take, in seconds", .value("2.5")),
    Row(.bookingDeadline, "how long one that books or moves may take, in seconds", .value("6.0")),
    Row(.shutdownGrace, "how long bookings under way may take to finish at shutdown, in seconds", .value("20")),
    Row(.logLevel, "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`", .value("info")),
    Row(.zoneDirectory, "the directory of the zone data (TZif files)", .derived("the operating system's")),
  ]
}
