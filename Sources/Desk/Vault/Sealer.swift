import Crypto

/// Seals credentials before they reach storage: AES-256-GCM (NIST SP 800-38D) under a key that storage never sees.
///
/// A sealed text is bound to the document and field it was made for, so that copying it elsewhere, to another desk's row
/// for instance, makes it unreadable. Several keys serve rotation: the first seals, all of them open.
///
/// Layout: version (1 byte, `1`), key id (8 bytes), nonce (12), ciphertext (as long as the plaintext), tag (16).
/// Nonces come from the cryptographic library itself and are not injected: one repeated nonce would betray the key.
package struct Sealer: Sendable {
  package static let keyBytes = 32
  private static let version: UInt8 = 1
  private static let keyIDBytes = 8
  private static let nonceBytes = 12
  private static let tagBytes = 16

  private struct Key: Sendable {
    let id: [UInt8]
    let secret: SymmetricKey
  }

  private let first: Key
  private let others: [Key]

  /// One key of 32 bytes.
  package init(key: [UInt8]) throws(SealingKeyMistake) { try self.init(keys: [key]) }

  /// The key that seals, then older ones that only open.
  package init(keys: [[UInt8]]) throws(SealingKeyMistake) {
    var known: [Key] = []
    for key in keys {
      guard key.count == Self.keyBytes else { throw .wrongLength(bytes: key.count) }
      known.append(Key(id: Self.identify(key), secret: SymmetricKey(data: key)))
    }
    guard let first = known.first else { throw .noKey }
    self.first = first
    others = Array(known.dropFirst())
  }

  /// The first 8 bytes of the key's SHA-256, in hexadecimal: names the key that seals and tells nothing of it.
  package var keyID: String { first.id.hexadecimal }

  /// Seals `plaintext` for that field of that document, and for no other.
  package func seal(_ plaintext: [UInt8], as document: DocumentID, field: String = "body") -> [UInt8] {
    do {
      let head = [Self.version] + first.id
      let box = try AES.GCM.seal(
        plaintext, using: first.secret, nonce: AES.GCM.Nonce(),
        authenticating: Self.context(head, document, field))
      return head + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    } catch {
      preconditionFailure("AES-GCM with a key of 32 bytes and a fresh nonce cannot fail")
    }
  }

  /// What was sealed for that field of that document.
  package func open(_ sealed: [UInt8], as document: DocumentID, field: String = "body") throws(SealFailure) -> [UInt8] {
    let headBytes = 1 + Self.keyIDBytes
    guard sealed.count >= headBytes + Self.nonceBytes + Self.tagBytes, sealed[0] == Self.version else {
      throw .notSealed
    }
    let head = Array(sealed[..<headBytes])
    let id = Array(head[1...])
    guard let key = ([first] + others).first(where: { $0.id == id }) else { throw .otherKey(id: id.hexadecimal) }
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: sealed[headBytes..<(headBytes + Self.nonceBytes)]),
        ciphertext: sealed[(headBytes + Self.nonceBytes)..<(sealed.count - Self.tagBytes)],
        tag: sealed[(sealed.count - Self.tagBytes)...])
      return Array(try AES.GCM.open(box, using: key.secret, authenticating: Self.context(head, document, field)))
    } catch {
      throw .altered
    }
  }

  /// Whether the text was sealed by the first key: `false` asks for sealing it anew after a rotation.
  package func isCurrent(_ sealed: [UInt8]) -> Bool {
    sealed.starts(with: [Self.version] + first.id)
  }

  private static func identify(_ key: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: key).prefix(keyIDBytes)) }

  /// The associated data. Each part has its length before it, so that no two places share one.
  private static func context(_ head: [UInt8], _ document: DocumentID, _ field: String) -> [UInt8] {
    var context = head
    for part in ["frontdesk", document.kind, document.name, field] {
      let bytes = Array(part.utf8)
      context += (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bytes.count) >> (56 - 8 * $0)) }
      context += bytes
    }
    return context
  }
}

/// Why a sealing key cannot be used. Holds nothing of the key.
package enum SealingKeyMistake: Error, Hashable, Sendable {
  case noKey
  case wrongLength(bytes: Int)
}

/// Why a sealed text could not be opened.
package enum SealFailure: Error, Hashable, Sendable {
  /// Too short, or of another version: nothing that this program sealed.
  case notSealed
  /// Sealed under a key that was not given. The id is that of the missing key.
  case otherKey(id: String)
  /// Changed since it was sealed, or sealed for another document or field.
  case altered
}
