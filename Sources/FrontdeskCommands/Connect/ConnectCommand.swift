import ArgumentParser
import Desk
import GoogleCalendar
import Scheduling

struct ConnectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Connect a Google account to a desk, or disconnect it.",
    discussion: """
      Prints a link for the account's owner, on standard output; everything else goes to standard error.
      With --refresh-token a grant that was got elsewhere is stored instead.
      """)

  @Option(help: "The desk's key; may be left out when there is one desk, or one that books through the account.")
  var desk: String?

  @Option(help: "The Google account's e-mail address.")
  var account: String

  @Option(help: "Store this grant: - reads the refresh token from standard input, anything else names a file.")
  var refreshToken: String?

  @Flag(help: "Revoke the grant at Google and delete it here.")
  var disconnect = false

  @OptionGroup var options: SettingsOptions

  func validate() throws {
    guard account.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
      throw ValidationError("--account is an e-mail address.")
    }
    guard !disconnect || refreshToken == nil else {
      throw ValidationError("--disconnect and --refresh-token exclude each other.")
    }
  }

  func run() async throws {
    try await Workbench.use(options) { bench in
      let account = AccountID(account)
      let connection = try await bench.connections()[account]
      if let connection, connection.isServiceAccount { return explainServiceAccount(connection) }
      guard let signIn = bench.google.signIn else { throw try await noClient(bench) }
      if disconnect { return try await end(account, signIn) }
      if let refreshToken { return try await importGrant(refreshToken, account, signIn) }
      try await invite(account, connection, signIn, bench)
    }
  }

  private func invite(
    _ account: AccountID, _ connection: ConnectionReport?, _ signIn: GoogleSignIn, _ bench: Workbench
  ) async throws {
    let profile = try await profile(account, bench)
    if !profile.accounts.contains(account) {
      let others = profile.accounts.map(\.rawValue).joined(separator: ", ")
      Output.remark("No calendar of \(profile.key) is reached through \(account); its accounts are \(others).")
    }
    if let connection { Output.remark("\(account) is \(connection.words). The link replaces that connection.") }
    let base = bench.settings.server.publicURL(port: bench.settings.server.port)
    let path = try await signIn.invite(desk: profile.key, account: account)
    Output.line(base.text + path)
    Output.remark(
      "The link connects \(account) to \(profile.key), once, within 24 hours, while “frontdesk serve” runs.")
    if base.isLoopback {
      Output.remark("It opens in a browser on this machine only: set FRONTDESK_PUBLIC_URL for others.")
    }
  }

  /// The desk that was named; without a name the only one that books through the account, else the only one.
  private func profile(_ account: AccountID, _ bench: Workbench) async throws -> DeskProfile {
    if desk == nil {
      let matching = try await bench.store.storage.desks().map(\.profile).filter { $0.accounts.contains(account) }
      if matching.count == 1 { return matching[0] }
    }
    return try await bench.desk(desk).profile
  }

  private func importGrant(_ source: String, _ account: AccountID, _ signIn: GoogleSignIn) async throws {
    let text = try InputFile.text(source, limit: 4096)
    let token = String(text[...].trimmed)
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw CommandFailure("A refresh token is one word of ASCII, such as 1//0abc.")
    }
    let outcome = await signIn.importGrant(account, refreshToken: token)
    guard case .connected(_, _, let ends) = outcome else { throw CommandFailure(Self.sentence(of: outcome)) }
    Output.line(outcome.sentence)
    if let ends { Output.remark("Google ends the grant at \(ends.utc).") }
  }

  /// An imported token has no link to be opened again.
  private static func sentence(of outcome: SignInOutcome) -> String {
    switch outcome {
    case .missingScopes(let scopes):
      "Nothing was connected: the grant lacks \(scopes.map(ConnectionReport.short).joined(separator: ", "))."
    case .wrongAccount(let account): "Nothing was connected: the refresh token is not one of \(account)."
    case .answerUnusable: "Nothing was connected: Google does not say whose token it is; it needs the scope email."
    case .unreachable: "Nothing was connected: Google's token endpoint does not answer."
    case .storage: "Nothing was connected: the database cannot be used just now."
    case .connected, .refusedByPerson, .stateExpired, .otherBrowser, .invitationUsed, .notAccepted, .misconfigured:
      outcome.sentence
    }
  }

  private func end(_ account: AccountID, _ signIn: GoogleSignIn) async throws {
    switch await signIn.disconnect(account) {
    case .disconnected: Output.line("\(account) is disconnected: the grant is revoked at Google and deleted here.")
    case .wasNotConnected: throw CommandFailure("\(account) is not connected.")
    case .unreachable: throw CommandFailure("Google did not answer, so nothing was deleted: try again.")
    case .storage: throw CommandFailure("The database cannot be used just now: try again.")
    }
  }

  private func explainServiceAccount(_ connection: ConnectionReport) {
    Output.line("Nothing needs connecting: \(connection.account) is \(connection.words).")
    if connection.canInvite {
      Output.line("It acts for \(connection.account) by delegation, so no calendar needs to be shared.")
    } else {
      Output.line(
        "Share each calendar with \(connection.account), with the permission “Make changes to events”. "
          + "It cannot invite guests; delegate it and set GOOGLE_SERVICE_ACCOUNT_SUBJECTS for that.")
    }
  }

  private func noClient(_ bench: Workbench) async throws -> CommandFailure {
    let missing =
      "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set: make an OAuth client in your Google Cloud project and set both."
    let bots = try await bench.connections().values.filter { $0.isServiceAccount && !$0.canInvite }.map(\.account)
      .sorted()
    guard let bot = bots.first else { return CommandFailure(missing) }
    return CommandFailure(
      "\(missing) Or use the service account: share the calendar with \(bot) and write {account: \(bot), id: \(account)} "
        + "in the desk's file.")
  }
}
