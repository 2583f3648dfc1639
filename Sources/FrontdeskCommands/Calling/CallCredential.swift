import Desk
import Vapi

/// What authenticates `frontdesk call`: the phone number's own credential, and those that an assistant may name by id.
struct CallCredential: Sendable {
  /// As `X-Vapi-Secret`.
  var secret: String?
  /// Signs instead, when there is no secret.
  var plan: HMACPlan?
  /// `VAPI_CREDENTIAL_ID`: stands for the same secret or signature.
  var id: String?

  private static let ownID = "frontdesk-call"

  /// The longest secret that is read from standard input, in bytes.
  private static let lengthLimit = 4096

  /// - Parameters:
  ///   - webhook: where it is sent. What the settings hold goes to this machine and to the server's own host only.
  ///   - secret: what was given on the command line, `-` for standard input; it comes before the settings.
  static func find(
    for webhook: WebAddress, secret: String?, _ settings: Settings
  ) async throws -> CallCredential {
    if let secret {
      return CallCredential(secret: try read(secret), plan: nil, id: settings.vapi.credentialID)
    }
    guard webhook.isLoopback || webhook.host == settings.server.publicURL?.host else {
      throw CommandFailure(
        "\(webhook.host) is neither this machine nor FRONTDESK_PUBLIC_URL's host, so the settings' own secret is not "
          + "sent there: give that server's secret with --secret - (which reads it from standard input).")
    }
    let secrets = try await known(settings)
    return CallCredential(secret: secrets?.bearers.first, plan: secrets?.plan, id: settings.vapi.credentialID)
  }

  /// Without blanks and line ends around it.
  private static func read(_ secret: String) throws -> String {
    guard secret == "-" else { return secret }
    let text = try InputFile.text("-", limit: lengthLimit)[...].trimmed
    guard !text.isEmpty else { throw CommandFailure("There is no secret in the input.") }
    return String(text)
  }

  /// An SQLite file is looked into only where there is one: a call to another machine's server makes none here.
  private static func known(_ settings: Settings) async throws -> WebhookSecrets? {
    let set = try WebhookSecrets.set(settings.vapi)
    guard set.isEmpty else { return set }
    guard settings.storage.isThere else { return nil }
    let store = try await Store.open(settings, randomness: .system)
    let secrets = try await WebhookSecrets.known(settings.vapi, store: store)
    try store.close()
    return secrets
  }

  /// The phone number's `server` block at Vapi.
  func server(_ url: String) -> JSONValue {
    if let secret { return ["url": .string(url), "headers": ["X-Vapi-Secret": .string(secret)]] }
    return plan == nil
      ? ["url": .string(url)] : ["url": .string(url), "credentialId": .string(Self.ownID)]
  }

  /// The account's credentials at Vapi, by id.
  var plans: [String: CredentialPlan] {
    let own =
      secret.map { CredentialPlan.fixed(header: "Authorization", value: "Bearer \($0)") }
      ?? plan.map(CredentialPlan.signature)
    var plans: [String: CredentialPlan] = [:]
    for name in [Self.ownID, id].compactMap(\.self) { plans[name] = own }
    return plans
  }
}
