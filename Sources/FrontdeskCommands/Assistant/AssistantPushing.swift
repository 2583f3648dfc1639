import AsyncHTTPClient
import Desk
import GoogleCalendar
import Vapi

/// A push of the settings' desk to the settings' Vapi, wired.
enum AssistantPushing {
  /// For everything that one command asks Vapi for.
  static let patience = Duration.seconds(180)

  static func use(
    _ choice: AssistantChoice, _ options: SettingsOptions, _ body: (AssistantPush) async throws -> Void
  ) async throws {
    let (settings, design) = try await Workbench.use(options) { bench in
      let entry = try await bench.desk(choice.desk)
      return (bench.settings, try await makeDesign(entry, choice, bench))
    }
    guard let key = settings.vapi.apiKey else {
      throw CommandFailure("VAPI_API_KEY is not set: make a private key in Vapi's dashboard and set it.")
    }
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    let clock = SystemClock()
    let api = VapiAPI(
      base: settings.vapi.apiURL.text, key: key.value,
      exchange: VapiExchange(exchange: AsyncHTTPExchange(client: http, clock: clock)), clock: clock,
      randomness: .system, deadline: Deadline(in: patience, on: clock))
    let push = AssistantPush(api: api, design: design, adopting: choice.assistant, areaCode: choice.areaCode)
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(push)) } catch { outcome = .failure(error) }
    try await http.shutdown()
    try outcome.get()
  }

  private static func makeDesign(
    _ entry: DeskEntry, _ choice: AssistantChoice, _ bench: Workbench
  ) async throws -> AssistantDesign {
    guard let address = bench.settings.server.publicURL else {
      throw CommandFailure("FRONTDESK_PUBLIC_URL is not set: Vapi must know where to reach this server.")
    }
    let secrets = try await WebhookSecrets.known(bench.settings.vapi, store: bench.store)
    return AssistantDesign(
      desk: entry.profile,
      settings: AssistantSettings(
        publicURL: address.text,
        authentication: try authentication(
          for: entry, signing: try await bench.store.keyring.keys(of: entry.profile.key),
          credential: choice.credential ?? bench.settings.vapi.credentialID, secrets)))
  }

  /// A credential's id where there is one. A secret goes into the tools' headers, which serves a tool that is kept apart
  /// from its assistant as well; a signature needs a credential.
  static func authentication(
    for desk: DeskEntry, signing keys: [SigningKey], credential: String?, _ secrets: WebhookSecrets
  ) throws -> AssistantAuthentication {
    if let credential, !credential.isEmpty { return .credential(id: credential) }
    guard desk.secretDigests.isEmpty else {
      throw CommandFailure(
        "The desk \(desk.profile.key) has a secret of its own, of which only the digest is stored: make a credential with "
          + "it in Vapi's dashboard and give its id with --credential.")
    }
    guard keys.isEmpty else {
      throw CommandFailure(
        "Messages to the desk \(desk.profile.key) are signed with a key of its own: make a credential with it in Vapi's "
          + "dashboard and give its id with --credential.")
    }
    if let secret = secrets.bearers.first { return .header(secret: secret) }
    guard secrets.plan == nil else {
      throw CommandFailure(
        "Vapi signs by a credential: make one with the key in Vapi's dashboard and set VAPI_CREDENTIAL_ID.")
    }
    throw CommandFailure(
      "There is no webhook secret yet: “frontdesk serve” makes one at its first start, or set VAPI_WEBHOOK_SECRET.")
  }
}
