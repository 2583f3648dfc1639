import Desk
import Foundation
import SQLiteLedger
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

  /// - Parameter secret: what was given on the command line; it comes before the settings.
  static func find(secret: String?, _ options: SettingsOptions) async throws -> CallCredential {
    let settings = try options.settings()
    if let secret { return CallCredential(secret: secret, plan: nil, id: settings.vapi.credentialID) }
    let secrets = try await known(settings)
    return CallCredential(secret: secrets?.bearers.first, plan: secrets?.plan, id: settings.vapi.credentialID)
  }

  /// A database is looked into only where there is one: a call to another machine's server makes none here.
  private static func known(_ settings: Settings) async throws -> WebhookSecrets? {
    let set = try WebhookSecrets.set(settings.vapi)
    guard set.isEmpty else { return set }
    guard FileManager.default.fileExists(atPath: settings.storage.database) else { return nil }
    let store = try await Store.open(settings, randomness: .system)
    let secrets = try await WebhookSecrets.known(settings.vapi, store: store)
    try store.ledger.close()
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
