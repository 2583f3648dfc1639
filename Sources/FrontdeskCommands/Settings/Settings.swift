/// Everything that can be set from outside, read and checked.
struct Settings: Sendable {
  let google: GoogleSettings
  let vapi: VapiSettings
  let server: ServerSettings
  let storage: StorageSettings
  /// `TZDIR`; `nil`: where the operating system keeps its zone data.
  let zoneDirectory: String?
  /// What is probably a mistake, a sentence each; to be logged at start.
  let warnings: [String]
  /// Every setting that some source has, and where.
  let found: [SettingName: FoundSetting]

  /// Reads from several sources; the first that has a setting wins.
  ///
  /// - Parameter directory: what relative paths start from.
  /// - Throws: everything that is wrong, together.
  init(from sources: [SettingsSource], directory: String) throws(SettingsProblems) {
    var reading = SettingsReading(sources)
    let server = ServerSettings(&reading)
    let google = GoogleSettings(&reading, directory: directory)
    let vapi = VapiSettings(&reading)
    let storage = StorageSettings(&reading, directory: directory)
    zoneDirectory = reading.value(.zoneDirectory) { text throws(Misfit) in try Forms.directory(text, in: directory) }
    if let vapi, vapi.hmac?.payloadFormat.contains("{url}") == true, !reading.isSet(.publicURL) {
      reading.note(
        .publicURL,
        "FRONTDESK_PUBLIC_URL is missing, but VAPI_HMAC_PAYLOAD_FORMAT signs {url}; write the URL that Vapi calls.")
    }
    guard reading.problems.isEmpty, let server, let google, let vapi, let storage else {
      throw SettingsProblems(problems: reading.problems)
    }
    self.server = server
    self.google = google
    self.vapi = vapi
    self.storage = storage
    found = SettingName.allCases.reduce(into: [:]) { $0[$1] = reading.found($1) }
    warnings = sources.flatMap(\.warnings) + google.warnings + vapi.warnings(reading) + server.warnings
  }

  /// Where Google sends the browser back: `REDIRECT_URI`, else below the public URL.
  ///
  /// - Parameter port: the port that the server listens on.
  func redirectURL(port: Int) -> WebAddress {
    google.redirectURL ?? server.publicURL(port: port).appending(path: GoogleSettings.callbackPath)
  }
}
