import Desk
import SQLiteLedger

/// The opened database and what opens its secrets: what every command that touches stored data begins with.
struct Store: Sendable {
  let ledger: SQLiteLedger
  let sealer: Sealer

  /// Opens the database, makes it when there is none, and makes sure that the key is the one it was sealed with.
  static func open(_ settings: Settings, randomness: Randomness) async throws -> Store {
    if let obstacle = settings.storage.obstacle { throw CommandFailure(obstacle) }
    let keys = try settings.storage.sealingKeys(randomness)
    let sealer = try Sealer(keys: keys.map(\.bytes))
    let ledger = try SQLiteLedger(path: settings.storage.database)
    if case .wrongKey = try await KeyCheck.verify(vault: ledger, sealer: sealer) {
      throw CommandFailure(
        "FRONTDESK_SECRET_KEY is not the key that \(settings.storage.database) was sealed with: "
          + "set the key that it had, or start with another database.")
    }
    return Store(ledger: ledger, sealer: sealer)
  }
}
