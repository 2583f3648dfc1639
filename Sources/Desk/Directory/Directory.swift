/// Port: the desks of this server, their numbers, and the digests of their own secrets.
package protocol Directory: Sendable {
  /// Changes whenever anything that this port answers has changed, whichever process changed it.
  func revision() async throws(LedgerFailure) -> Int

  /// Every desk, by key.
  func desks() async throws(LedgerFailure) -> [DeskEntry]

  /// Makes the desk, or replaces it whole.
  func apply(_ entry: DeskEntry) async throws(LedgerFailure)

  /// Forgets the desk; its bookings stay. `false` when there was none.
  func remove(_ key: DeskKey) async throws(LedgerFailure) -> Bool
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
