/// Tells, before anything else is read or written, whether the vault was sealed with the key at hand.
///
/// The first start leaves a small sealed document; every later start must be able to open it. A start under another key
/// is refused and touches nothing (facts: security 31).
package enum KeyCheck {
  package enum Outcome: Hashable, Sendable {
    case ok
    /// There was no check value yet, and now there is one.
    case made
    /// The vault was sealed with another key, whose id this is, or the check value was altered (`nil`).
    case wrongKey(sealedWith: String?)
  }

  package static let document = DocumentID(kind: "check", name: "key")
  private static let words = Array("this vault opens".utf8)

  /// After a rotation the check value is sealed anew, so that the next start needs the new key.
  package static func verify(vault: some Vault, sealer: Sealer) async throws(LedgerFailure) -> Outcome {
    if let stored = try await vault.document(document) {
      return try await judge(stored, vault: vault, sealer: sealer)
    }
    if try await vault.write(document, ciphertext: sealer.seal(words, as: document), expecting: nil) { return .made }
    // Another process was first, perhaps with another key.
    guard let stored = try await vault.document(document) else {
      throw .corrupt("the vault refuses a check value and has none")
    }
    return try await judge(stored, vault: vault, sealer: sealer)
  }

  private static func judge(
    _ stored: SealedDocument, vault: some Vault, sealer: Sealer
  ) async throws(LedgerFailure) -> Outcome {
    do throws(SealFailure) {
      guard try sealer.open(stored.ciphertext, as: document) == words else { return .wrongKey(sealedWith: nil) }
    } catch {
      if case .otherKey(let id) = error { return .wrongKey(sealedWith: id) }
      return .wrongKey(sealedWith: nil)
    }
    if !sealer.isCurrent(stored.ciphertext) {
      // When another process was first, it has done the same.
      _ = try await vault.write(
        document, ciphertext: sealer.seal(words, as: document), expecting: stored.version)
    }
    return .ok
  }
}
