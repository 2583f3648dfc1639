import Desk
import FrontdeskServer
import Vapi

/// The secrets that open the webhook for every desk: those that are set, else one that is made and kept sealed.
struct WebhookSecrets: Sendable {
  static let document = DocumentID(kind: "webhook-secret", name: "made")

  let bearers: [String]
  let plan: HMACPlan?
  /// A secret that was made and has not been shown to anybody yet; see ``noteShown(in:)``.
  let made: String?

  /// The stored document's version while its secret is still to be shown. Noting that it was writes it once more.
  private static let unshownVersion = 1

  /// Those that are set.
  static func set(_ settings: VapiSettings) throws -> WebhookSecrets {
    WebhookSecrets(
      bearers: settings.webhookSecrets.map(\.value), plan: try settings.hmac.map(Self.plan), made: nil)
  }

  /// Those that are set, else the one that was made and is in the vault; none when there is neither.
  static func known(_ settings: VapiSettings, store: Store) async throws -> WebhookSecrets {
    let set = try set(settings)
    guard set.isEmpty else { return set }
    guard let stored = try await store.storage.document(document) else { return set }
    let secret = try text(of: stored, store)
    return WebhookSecrets(
      bearers: [secret], plan: nil, made: stored.version == unshownVersion ? secret : nil)
  }

  /// The known ones; where there are none, one that is made now and kept in the vault.
  static func knownOrMade(
    _ settings: VapiSettings, store: Store, randomness: Randomness
  ) async throws -> WebhookSecrets {
    let known = try await known(settings, store: store)
    guard known.isEmpty else { return known }
    let secret = randomness.hexadecimal(bytes: 32)
    let sealed = store.sealer.seal(Array(secret.utf8), as: document)
    if try await store.storage.write(document, ciphertext: sealed, expecting: nil) {
      return WebhookSecrets(bearers: [secret], plan: nil, made: secret)
    }
    // Another process was first.
    let others = try await self.known(settings, store: store)
    guard !others.isEmpty else {
      throw CommandFailure("The webhook's secret cannot be stored. Set VAPI_WEBHOOK_SECRET.")
    }
    return others
  }

  /// Remembers that the secret that was made has been shown, so that it never is again.
  func noteShown(in store: Store) async throws(LedgerFailure) {
    guard let made else { return }
    let sealed = store.sealer.seal(Array(made.utf8), as: Self.document)
    // When somebody else was first, they have noted the same.
    _ = try await store.storage.write(Self.document, ciphertext: sealed, expecting: Self.unshownVersion)
  }

  var isEmpty: Bool { bearers.isEmpty && plan == nil }

  /// How assistants call back: at the public URL, with the settings' credential or one of these secrets.
  func assistant(_ settings: Settings, port: Int) -> AssistantSettings {
    AssistantSettings(
      publicURL: settings.server.publicURL(port: port).text,
      authentication: .choose(credentialID: settings.vapi.credentialID, plan: plan, secret: bearers.first))
  }

  private static func text(of stored: SealedDocument, _ store: Store) throws -> String {
    String(decoding: try store.sealer.open(stored.ciphertext, as: document), as: UTF8.self)
  }

  var admission: WebhookAdmission { WebhookAdmission(everyDesk: bearers, signature: plan) }

  private static func plan(_ settings: HMACSettings) throws -> HMACPlan {
    let secrets = settings.secrets.compactMap { HMACSecret($0.value, isBase64: settings.secretsAreBase64) }
    guard secrets.count == settings.secrets.count, let format = PayloadFormat(settings.payloadFormat) else {
      throw CommandFailure("VAPI_HMAC_SECRET or VAPI_HMAC_PAYLOAD_FORMAT cannot be used as it is.")
    }
    return HMACPlan(
      secrets: secrets, algorithm: settings.algorithm.plan, encoding: settings.encoding.plan, payload: format,
      signatureHeader: settings.header, signaturePrefix: settings.prefix,
      timestampHeader: settings.timestampHeader ?? HMACSettings.usualTimestampHeader,
      includesTimestamp: settings.timestampHeader != nil, tolerance: settings.tolerance)
  }
}

extension HMACSettings.Algorithm {
  var plan: HMACPlan.Algorithm {
    switch self {
    case .sha1: .sha1
    case .sha256: .sha256
    case .sha512: .sha512
    }
  }
}

extension HMACSettings.Encoding {
  var plan: HMACPlan.Encoding {
    switch self {
    case .hex: .hex
    case .base64: .base64
    }
  }
}
