import Desk
import Foundation

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

  /// Why the database is not there and cannot be made, a sentence; `nil` where it is there or can be.
  var obstacle: String? {
    guard !FileManager.default.fileExists(atPath: database) else { return nil }
    let directory = URL(filePath: database).deletingLastPathComponent().path
    guard !FileManager.default.isWritableFile(atPath: directory) else { return nil }
    let remedy =
      FileManager.default.fileExists(atPath: directory)
      ? "let this user write in \(directory)" : "make the directory \(directory)"
    return "\(database) is not there and cannot be made: \(remedy), or set FRONTDESK_DATABASE."
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
