import ArgumentParser
import Desk
import Vapi

struct AssistantShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the assistant that assistant-request is answered with, as JSON for pasting.")

  @Option(help: "The desk's key; may be left out when there is one desk.")
  var desk: String?

  @Flag(help: "Print the webhook's secret in it rather than a placeholder; never for a desk that has its own.")
  var secrets = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let (settings, entry, hasKeys, assistant) = try await Workbench.use(options) { bench in
      let entry = try await bench.desk(desk)
      let keys = try await bench.store.keyring.keys(of: entry.profile.key)
      let known = try await WebhookSecrets.known(bench.settings.vapi, store: bench.store)
      guard !known.isEmpty else {
        throw CommandFailure(
          "There is no webhook secret yet: “frontdesk serve” makes one at its first start, or set VAPI_WEBHOOK_SECRET.")
      }
      let own = known.assistant(bench.settings, port: bench.settings.server.port)
      let shown = AssistantSettings(
        publicURL: own.publicURL,
        authentication: Self.authentication(
          for: entry, signing: keys, ofServer: own.authentication, secrets: secrets))
      return (bench.settings, entry, !keys.isEmpty, TransientAssistant.make(for: entry.profile, settings: shown))
    }
    Output.line(assistant.page)
    if secrets, !entry.secretDigests.isEmpty || hasKeys {
      Output.remark(
        "The desk \(entry.profile.key) has a secret of its own, which is never shown: put it in yourself.")
    }
    if settings.server.publicURL == nil {
      Output.remark("FRONTDESK_PUBLIC_URL is not set: Vapi cannot reach the address in this assistant.")
    }
  }

  /// The server's secret opens every desk, so it is not for one that has its own.
  static func authentication(
    for desk: DeskEntry, signing keys: [SigningKey], ofServer own: AssistantAuthentication, secrets: Bool
  ) -> AssistantAuthentication {
    if case .credential = own { return own }
    guard desk.secretDigests.isEmpty else {
      return .inlineBearer(secret: "<the desk \(desk.profile.key)'s own secret>")
    }
    if let plan = keys.first.flatMap(HMACPlan.init) { return AssistantAuthentication.inlineSignature(plan).redacted }
    return secrets ? own : own.redacted
  }
}
