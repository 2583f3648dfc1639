package import HTTPTypes
package import Scheduling

extension HMACPlan {
  /// Whether one of the signatures in the header is right for exactly these bytes and, where the timestamp is signed,
  /// made within the tolerance of now. A header may hold several signatures parted by blanks, as Svix writes them while
  /// a secret is replaced.
  package func verifies(
    _ body: Span<UInt8>, method: String, url: String, headers: HTTPFields, at now: Instant
  ) -> Bool {
    let timestamp = Self.value(timestampHeader, headers)
    if protectsAgainstReplay {
      guard let timestamp, let made = Self.instant(timestamp) else { return false }
      let distance = made < now ? now - made : made - now
      guard distance <= tolerance else { return false }
    }
    let request = SignedRequest(
      method: method, url: url, timestamp: timestamp, messageID: Self.value(messageIDHeader, headers))
    let presented = presentedSignatures(headers)
    let payloads = includesTimestamp ? [payload] : [payload] + payload.withoutTimestamp
    var isValid = false
    for secret in secrets {
      for payload in payloads {
        guard let expected = signature(of: body, in: request, with: secret, payload: payload) else { continue }
        for signature in presented where ConstantTime.areEqual(signature, Array(expected.utf8)) { isValid = true }
      }
    }
    return isValid
  }

  /// Whether the request carries a signature at all.
  package func isSigned(_ headers: HTTPFields) -> Bool { !presentedSignatures(headers).isEmpty }

  /// Signatures of one header that are looked at.
  private static let maximumSignatures = 8

  private func presentedSignatures(_ headers: HTTPFields) -> [[UInt8]] {
    guard let header = Self.value(signatureHeader, headers), header.utf8.count <= 4096 else { return [] }
    // The prefix may hold a blank itself, so the whole value is a candidate too.
    let candidates = [Substring(header)] + header.split(separator: " ", maxSplits: Self.maximumSignatures)
    var signatures: [[UInt8]] = []
    for candidate in candidates.prefix(Self.maximumSignatures) where candidate.hasPrefix(signaturePrefix) {
      let signature = Array(candidate.dropFirst(signaturePrefix.count).utf8)
      guard !signature.isEmpty else { continue }
      signatures.append(encoding == .hex ? signature.map(Self.lowercased) : signature)
    }
    return signatures
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte | 0x20 : byte
  }

  /// A field that is sent twice is no field: which of the two the signer meant cannot be known.
  private static func value(_ header: String, _ headers: HTTPFields) -> String? {
    guard let name = HTTPField.Name(header) else { return nil }
    let values = headers[values: name]
    return values.count == 1 ? values[0] : nil
  }

  /// A timestamp in seconds, or in milliseconds from 10^12 on.
  private static func instant(_ text: String) -> Instant? {
    guard (1...16).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(text)
    else { return nil }
    return number >= 1_000_000_000_000 ? Instant(milliseconds: number) : Instant(seconds: number)
  }
}
