import Desk

/// Where everything is stored, and what seals the secret part of it.
struct StorageSettings: Sendable {
  /// The SQLite file; an absolute path.
  let database: String
  /// `FRONTDESK_SECRET_KEY`; empty when it is not set.
  let keys: [SecretKey]

  /// `nil` when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading, directory: String) {
    keys = reading.value(.secretKey, Forms.keys) ?? []
    let database = reading.value(.database) { text throws(Misfit) in try Forms.database(text, in: directory) }
    guard let database else { return nil }
    self.database = database
  }

  /// The keys that were set, or the one in the file beside the database, which is made together with the database.
  ///
  /// The first seals, all open.
  func sealingKeys(_ randomness: Randomness) throws(SettingsProblems) -> [SecretKey] {
    if !keys.isEmpty { return keys }
    do {
      return [try SecretKeyFile(beside: database).load(besideDatabase: database, orMakeWith: randomness)]
    } catch {
      throw SettingsProblems(problems: [error])
    }
  }
}
