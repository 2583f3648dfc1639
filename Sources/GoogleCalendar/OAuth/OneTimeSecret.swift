import Crypto
import Desk

/// Something unguessable that goes out once (in a link, a cookie, a `state`), of which only the digest stays here.
///
/// Digests are compared, not secrets, so that the time a comparison takes tells nothing of the secret.
struct OneTimeSecret: Sendable {
  /// 256 random bits as 43 characters of base64url; also fit for a PKCE verifier (RFC 7636 section 4.1).
  let text: String

  init(_ randomness: Randomness) { text = Self.base64URL(randomness.bytes(32)) }

  init(_ text: String) { self.text = text }

  /// SHA-256 in hexadecimal.
  var digest: String { SHA256.hash(data: Array(text.utf8)).hexadecimal }

  /// SHA-256 in base64url: PKCE's `S256` challenge (RFC 7636 section 4.2).
  var challenge: String { Self.base64URL(Array(SHA256.hash(data: Array(text.utf8)))) }

  /// Base64url without padding (RFC 4648 section 5).
  private static func base64URL(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0...group.count { text.append(alphabet[Int(word >> UInt32(18 - 6 * place)) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
