import Desk
import Yams

/// A secret as it stands in the file: itself, or already its digest.
enum WrittenSecret {
  case plain(String)
  case digest(SecretDigest)

  static let shortest = 16

  var plain: String? {
    if case .plain(let secret) = self { secret } else { nil }
  }

  var digest: SecretDigest {
    switch self {
    case .plain(let secret): SecretDigest(of: secret)
    case .digest(let digest): digest
    }
  }

  /// What the file holds.
  var text: String {
    switch self {
    case .plain(let secret): secret
    case .digest(let digest): "sha256:\(digest.hexadecimal)"
    }
  }

  /// What the stored file holds in its place.
  var storedText: String { Self.digest(digest).text }

  static func read(_ node: Node, _ findings: inout Findings) -> WrittenSecret? {
    guard case .scalar(let scalar) = node else {
      findings.note("A secret must be a single text, or a signing key: {hmac: KEY}.", at: node)
      return nil
    }
    let text = scalar.string
    let digest = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : nil
    if let digest {
      guard digest.utf8.count == 64, digest.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
        findings.note("“sha256:” must be followed by 64 lower-case hexadecimal digits.", at: node)
        return nil
      }
      return .digest(SecretDigest(hexadecimal: digest))
    }
    // What an Authorization header can carry without doubt (RFC 9110 section 5.5): visible ASCII.
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      findings.note("A secret may hold visible ASCII characters only, and no blanks.", at: node)
      return nil
    }
    guard (shortest...512).contains(text.utf8.count) else {
      findings.note(
        "A secret must have \(shortest) to 512 characters; “openssl rand -hex 32” prints a good one.", at: node)
      return nil
    }
    return .plain(text)
  }
}
