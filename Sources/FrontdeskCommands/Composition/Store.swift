import Desk

/// The opened database and what opens its secrets: what every command that touches stored data begins with.
struct Store: Sendable {
  let engine: Engine
  let sealer: Sealer

  /// Every port of the database.
  var storage: any Ledger & Directory & Vault { engine.ports }

  /// Where desks' own signing keys are.
  var keyring: Keyring { Keyring(vault: storage, sealer: sealer) }

  /// Stores desks together with their signing keys.
  var register: DeskRegister { DeskRegister(directory: storage, ledger: storage, keyring: keyring) }

  /// Opens the database, makes what is missing in it, and makes sure that the key is the one it was sealed with.
  static func open(_ settings: Settings, randomness: Randomness) async throws -> Store {
    if let obstacle = settings.storage.obstacle { throw CommandFailure(obstacle) }
    let keys = try settings.storage.sealingKeys(randomness)
    let store = Store(
      engine: try await .open(settings.storage.database), sealer: try Sealer(keys: keys.map(\.bytes)))
    if case .wrongKey = try await KeyCheck.verify(vault: store.storage, sealer: store.sealer) {
      try store.close()
      throw CommandFailure(
        "FRONTDESK_SECRET_KEY is not the key that \(settings.storage.database) was sealed with: "
          + "set the key that it had, or start with another database.")
    }
    return store
  }

  func close() throws(LedgerFailure) { try engine.close() }
}
