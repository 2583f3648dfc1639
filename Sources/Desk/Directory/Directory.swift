/// Port: the desks of this server, their numbers, and the digests of their own secrets.
package protocol Directory: Sendable {
  /// Changes whenever anything that this port answers has changed, whichever process changed it.
  func revision() async throws(LedgerFailure) -> Int

  /// Every desk, by key.
  func desks() async throws(LedgerFailure) -> [DeskEntry]

  /// Makes the desk, or replaces it whole, and changes the sealed document that belongs to it in the same transaction. Of
  /// those who do so for one desk at once, one comes after the other.
  ///
  /// - Returns: `false` when the document is not as expected (``DocumentChange``); then nothing was stored.
  func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool

  /// Forgets the desk, and the sealed document that belongs to it in the same transaction; its bookings stay. `false` when
  /// there was no desk; then nothing was removed.
  func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool
}

extension Directory {
  /// The desk alone.
  package func apply(_ entry: DeskEntry) async throws(LedgerFailure) { _ = try await apply(entry, with: nil) }

  /// The desk alone.
  package func remove(_ key: DeskKey) async throws(LedgerFailure) -> Bool { try await remove(key, with: nil) }
}

/// A desk as it is stored.
package struct DeskEntry: Hashable, Sendable {
  package let profile: DeskProfile
  /// SHA-256 digests of the bearer secrets that open this desk alone.
  package let secretDigests: [SecretDigest]
  /// The desk's file as it was applied, for `frontdesk desk show`; holds no secret.
  package let source: String

  package init(profile: DeskProfile, secretDigests: [SecretDigest], source: String) {
    self.profile = profile
    self.secretDigests = secretDigests
    self.source = source
  }
}

/// The SHA-256 digest (FIPS 180-4) of a secret with enough entropy to need no salt, in lower-case hexadecimal.
package struct SecretDigest: Hashable, Sendable {
  package let hexadecimal: String
  package init(hexadecimal: String) { self.hexadecimal = hexadecimal }
}
