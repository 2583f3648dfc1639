import Desk
import Foundation

/// Where everything is stored, and what seals the secret part of it.
struct StorageSettings: Sendable {
  let database: DatabasePlace
  /// `FRONTDESK_SECRET_KEY`; empty when it is not set.
  let keys: [SecretKey]

  /// `nil` when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading, directory: String) {
    keys = reading.value(.secretKey, Forms.keys) ?? []
    let database = reading.value(.database) { text throws(Misfit) in try Forms.database(text, in: directory) }
    guard let database else { return nil }
    self.database = database
    if case .server = database, !reading.isSet(.secretKey) {
      reading.note(
        .secretKey,
        "FRONTDESK_SECRET_KEY is missing, but FRONTDESK_DATABASE is PostgreSQL, beside which no key file can lie; write 32 "
          + "random bytes in base64, as “openssl rand -base64 32” prints them, the same for every process.")
    }
  }

  /// Why the SQLite file is not there and cannot be made, a sentence; `nil` where it is there or can be. A PostgreSQL
  /// database is asked only when it is opened.
  var obstacle: String? {
    guard case .file(let path) = database, !FileManager.default.fileExists(atPath: path) else { return nil }
    let directory = URL(filePath: path).deletingLastPathComponent().path
    guard !FileManager.default.isWritableFile(atPath: directory) else { return nil }
    let remedy =
      FileManager.default.fileExists(atPath: directory)
      ? "let this user write in \(directory)" : "make the directory \(directory)"
    return "\(path) is not there and cannot be made: \(remedy), or set FRONTDESK_DATABASE."
  }

  /// Whether there is something to be looked into: the SQLite file is there. A PostgreSQL database may always be asked.
  var isThere: Bool {
    guard case .file(let path) = database else { return true }
    return FileManager.default.fileExists(atPath: path)
  }

  /// The keys that were set, or the one in the file beside the SQLite file, which is made together with it.
  ///
  /// The first seals, all open.
  func sealingKeys(_ randomness: Randomness) throws(SettingsProblems) -> [SecretKey] {
    guard keys.isEmpty, case .file(let path) = database else { return keys }
    do {
      return [try SecretKeyFile(beside: path).load(besideDatabase: path, orMakeWith: randomness)]
    } catch {
      throw SettingsProblems(problems: [error])
    }
  }
}
