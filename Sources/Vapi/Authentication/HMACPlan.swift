package import Desk

/// How Vapi signs a webhook: the fields of its `HMACAuthenticationPlan`, with the defaults of Vapi's OpenAPI document.
///
/// Vapi documents neither the timestamp's unit nor a tolerance, nor what becomes of `{timestamp}` without a timestamp,
/// so seconds and milliseconds are both understood, the tolerance is a setting, and with ``includesTimestamp`` off both
/// readings of the payload are tried.
///
/// Only a timestamp that is part of ``payload`` protects against replay. Where the payload leaves it out the signature
/// stays valid for ever, whatever the timestamp header says, so that header is then not looked at at all.
package struct HMACPlan: Hashable, Sendable {
  package enum Algorithm: String, Hashable, Sendable, CaseIterable { case sha1, sha256, sha512 }
  package enum Encoding: String, Hashable, Sendable, CaseIterable { case hex, base64 }

  /// Every one of them verifies; the first one signs. Never empty.
  package let secrets: [HMACSecret]
  package let algorithm: Algorithm
  package let encoding: Encoding
  package let payload: PayloadFormat
  package let signatureHeader: String
  /// Stands before each signature, as in `sha256=` or `v1,`.
  package let signaturePrefix: String
  package let timestampHeader: String
  /// Header of the message's id, for `{svix-id}`.
  package let messageIDHeader: String
  package let includesTimestamp: Bool
  /// How far a signed timestamp may lie from now, in either direction.
  package let tolerance: Duration

  package init(
    secrets: [HMACSecret], algorithm: Algorithm = .sha256, encoding: Encoding = .hex,
    payload: PayloadFormat = .standard, signatureHeader: String = "x-signature", signaturePrefix: String = "",
    timestampHeader: String = "x-timestamp", messageIDHeader: String? = nil, includesTimestamp: Bool = true,
    tolerance: Duration = .seconds(300)
  ) {
    self.secrets = secrets
    self.algorithm = algorithm
    self.encoding = encoding
    self.payload = payload
    self.signatureHeader = signatureHeader
    self.signaturePrefix = signaturePrefix
    self.timestampHeader = timestampHeader
    self.messageIDHeader = messageIDHeader ?? "svix-id"
    self.includesTimestamp = includesTimestamp
    self.tolerance = tolerance
  }

  /// By a desk's own key. `nil` when it is said to be base64 and is not, or its form leaves out the body.
  package init?(_ key: SigningKey) {
    guard let secret = HMACSecret(key.text, isBase64: key.form.isBase64),
      let payload = PayloadFormat(key.form.payload)
    else { return nil }
    let algorithm: Algorithm =
      switch key.form.algorithm {
      case .sha1: .sha1
      case .sha256: .sha256
      case .sha512: .sha512
      }
    self.init(
      secrets: [secret], algorithm: algorithm, encoding: key.form.encoding == .hex ? .hex : .base64, payload: payload,
      signatureHeader: key.form.header, signaturePrefix: key.form.prefix,
      timestampHeader: key.form.timestampHeader ?? "x-timestamp", includesTimestamp: key.form.timestampHeader != nil,
      tolerance: key.form.tolerance)
  }

  /// Whether a signature is bound to a moment, so that it cannot be replayed later than the tolerance.
  package var protectsAgainstReplay: Bool { includesTimestamp && payload.parts.contains(.timestamp) }
}

/// A key for HMAC (RFC 2104). Its description shows nothing of it.
package struct HMACSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// As it is entered at Vapi.
  package let text: String
  package let isBase64: Bool
  let key: [UInt8]

  /// `nil` when the key is empty, or is said to be base64 and is not.
  package init?(_ text: String, isBase64: Bool = false) {
    guard let key = isBase64 ? Base64.decode(text) : Array(text.utf8), !key.isEmpty else { return nil }
    self.text = text
    self.isBase64 = isBase64
    self.key = key
  }

  package var description: String { "HMACSecret(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
