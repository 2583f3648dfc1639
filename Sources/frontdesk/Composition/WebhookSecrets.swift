import Desk
import FrontdeskServer
import SQLiteLedger
import Vapi

/// The secrets that open the webhook for every desk: those that are set, else one that is made and kept sealed.
struct WebhookSecrets: Sendable {
  static let document = DocumentID(kind: "webhook-secret", name: "made")

  let bearers: [String]
  let plan: HMACPlan?
  /// A secret that has been made just now, to be shown once.
  let made: String?

  /// Reads the settings; with none set, finds or makes one in the vault.
  init(_ settings: VapiSettings, store: Store, randomness: Randomness) async throws {
    plan = try settings.hmac.map(Self.plan)
    if !settings.webhookSecrets.isEmpty || plan != nil {
      bearers = settings.webhookSecrets.map(\.value)
      made = nil
      return
    }
    if let stored = try await store.ledger.document(Self.document) {
      bearers = [try Self.text(of: stored, store)]
      made = nil
      return
    }
    let secret = randomness.hexadecimal(bytes: 32)
    let sealed = store.sealer.seal(Array(secret.utf8), as: Self.document)
    if try await store.ledger.write(Self.document, ciphertext: sealed, expecting: nil) {
      bearers = [secret]
      made = secret
    } else {
      // Another process was first.
      guard let stored = try await store.ledger.document(Self.document) else {
        throw CommandFailure("The webhook's secret cannot be stored. Set VAPI_WEBHOOK_SECRET.")
      }
      bearers = [try Self.text(of: stored, store)]
      made = nil
    }
  }

  private static func text(of stored: SealedDocument, _ store: Store) throws -> String {
    String(decoding: try store.sealer.open(stored.ciphertext, as: document), as: UTF8.self)
  }

  var admission: WebhookAdmission { .secrets(everyDesk: bearers, signature: plan) }

  private static func plan(_ settings: HMACSettings) throws -> HMACPlan {
    let secrets = settings.secrets.compactMap { HMACSecret($0.value, isBase64: settings.secretsAreBase64) }
    guard secrets.count == settings.secrets.count, let format = PayloadFormat(settings.payloadFormat) else {
      throw CommandFailure("VAPI_HMAC_SECRET or VAPI_HMAC_PAYLOAD_FORMAT cannot be used as it is.")
    }
    return HMACPlan(
      secrets: secrets, algorithm: settings.algorithm.plan, encoding: settings.encoding.plan, payload: format,
      signatureHeader: settings.header, signaturePrefix: settings.prefix, timestampHeader: settings.timestampHeader,
      tolerance: settings.tolerance)
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
