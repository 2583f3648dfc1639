import Crypto
import Desk

/// The request that a signature is made for, besides its body.
package struct SignedRequest: Hashable, Sendable {
  package let method: String
  /// As the sender addressed it, so the public URL: a proxy may have changed what arrives.
  package let url: String
  /// As the header wrote it.
  package let timestamp: String?
  package let messageID: String?

  package init(method: String, url: String, timestamp: String? = nil, messageID: String? = nil) {
    self.method = method
    self.url = url
    self.timestamp = timestamp
    self.messageID = messageID
  }
}

extension HMACPlan {
  /// The signature as text, without prefix; `nil` when the payload needs a timestamp or an id and there is none.
  package func signature(of body: Span<UInt8>, in request: SignedRequest, with secret: HMACSecret) -> String? {
    signature(of: body, in: request, with: secret, payload: payload)
  }

  func signature(
    of body: Span<UInt8>, in request: SignedRequest, with secret: HMACSecret, payload: PayloadFormat
  ) -> String? {
    let code: [UInt8]? =
      switch algorithm {
      case .sha1: Self.code(HMAC<Insecure.SHA1>.self, body, request, secret, payload)
      case .sha256: Self.code(HMAC<SHA256>.self, body, request, secret, payload)
      case .sha512: Self.code(HMAC<SHA512>.self, body, request, secret, payload)
      }
    guard let code else { return nil }
    return encoding == .hex ? code.hexadecimal : Base64.encode(code)
  }

  private static func code<Function: HashFunction>(
    _: HMAC<Function>.Type, _ body: Span<UInt8>, _ request: SignedRequest, _ secret: HMACSecret,
    _ payload: PayloadFormat
  ) -> [UInt8]? {
    var hmac = HMAC<Function>(key: SymmetricKey(data: secret.key))
    for part in payload.parts {
      switch part {
      case .text(let text): hmac.update(data: Array(text.utf8))
      case .method: hmac.update(data: Array(request.method.utf8))
      case .url: hmac.update(data: Array(request.url.utf8))
      case .timestamp:
        guard let timestamp = request.timestamp else { return nil }
        hmac.update(data: Array(timestamp.utf8))
      case .messageID:
        guard let id = request.messageID else { return nil }
        hmac.update(data: Array(id.utf8))
      case .body:
        // Crypto reads raw buffers; this one does not outlive the closure, and nothing is copied.
        unsafe body.withUnsafeBytes { unsafe hmac.update(data: $0) }
      }
    }
    return Array(hmac.finalize())
  }
}
