import Crypto
package import Desk

/// The secrets that open the webhook when they are sent as they are, kept as SHA-256 digests (FIPS 180-4).
package struct BearerSecrets: Hashable, Sendable {
  private struct Entry: Hashable {
    let digest: SIMD4<UInt64>
    /// `nil`: every desk.
    let desk: DeskKey?
  }

  private let entries: [Entry]

  /// - Parameters:
  ///   - everyDesk: the server's own secrets, in clear; several while one is replaced. Empty ones are left out.
  ///   - desks: digests of the secrets that open one desk each. One that is no SHA-256 digest opens nothing.
  package init(everyDesk: [String], desks: [(desk: DeskKey, digests: [SecretDigest])] = []) {
    var entries: [Entry] = []
    for secret in everyDesk where !secret.isEmpty { entries.append(Entry(digest: Self.digest(secret), desk: nil)) }
    for (desk, digests) in desks {
      for digest in digests {
        guard let words = Self.words(digest.hexadecimal) else { continue }
        entries.append(Entry(digest: words, desk: desk))
      }
    }
    self.entries = entries
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// What the presented secret opens. Every secret is compared, whether or not one has matched already; a secret of the
  /// server's goes before one of a desk's.
  func access(presenting secret: String) -> WebhookAccess? {
    guard !secret.isEmpty else { return nil }
    let digest = Self.digest(secret)
    var opensAll = false
    var opened: DeskKey?
    for entry in entries where ConstantTime.areEqual(entry.digest, digest) {
      if let desk = entry.desk { opened = opened ?? desk } else { opensAll = true }
    }
    return opensAll ? .everyDesk : opened.map { .desk($0, .bearer(secret)) }
  }

  private static func digest(_ secret: String) -> SIMD4<UInt64> {
    var words = SIMD4<UInt64>.zero
    for (index, byte) in SHA256.hash(data: Array(secret.utf8)).enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    return words
  }

  /// `nil` unless the text is 64 hexadecimal digits.
  private static func words(_ hexadecimal: String) -> SIMD4<UInt64>? {
    let digits = Array(hexadecimal.utf8)
    guard digits.count == 64 else { return nil }
    var words = SIMD4<UInt64>.zero
    for (index, byte) in digits.enumerated() {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      words[index / 16] = words[index / 16] << 4 | UInt64(digit)
    }
    return words
  }
}
