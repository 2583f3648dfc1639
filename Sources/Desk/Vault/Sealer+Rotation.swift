extension Sealer {
  /// What a pass over the vault found.
  package struct Rotation: Hashable, Sendable {
    /// Now sealed with the first key.
    package var resealed: Int
    /// Sealed with a key that was not given, or altered: left as it is.
    package var unreadable: Int

    package init(resealed: Int = 0, unreadable: Int = 0) {
      self.resealed = resealed
      self.unreadable = unreadable
    }
  }

  /// Seals with the first key whatever of these kinds is still sealed with an older one. When nothing is unreadable, the
  /// older keys can be taken out of the settings. May run beside a server: what somebody else writes in between is sealed
  /// with the first key anyway.
  package func reseal(_ kinds: [String], in vault: some Vault) async throws(LedgerFailure) -> Rotation {
    var rotation = Rotation()
    for kind in kinds {
      for stored in try await vault.documents(kind: kind) where !isCurrent(stored.ciphertext) {
        let plaintext: [UInt8]
        do throws(SealFailure) {
          plaintext = try open(stored.ciphertext, as: stored.id)
        } catch {
          rotation.unreadable += 1
          continue
        }
        let ciphertext = seal(plaintext, as: stored.id)
        if try await vault.write(stored.id, ciphertext: ciphertext, expecting: stored.version) {
          rotation.resealed += 1
        }
      }
    }
    return rotation
  }
}
