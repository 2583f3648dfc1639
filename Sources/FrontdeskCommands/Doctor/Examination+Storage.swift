import Desk
import Foundation
import SQLiteLedger

extension Examination {
  /// The database and its key, both only if they are there: looking makes neither.
  func openStore() async -> (Store?, [Finding]) {
    let path = settings.storage.database
    guard FileManager.default.fileExists(atPath: path) else {
      return (nil, [missingDatabase(path)])
    }
    do {
      guard let keys = try existingKeys() else {
        return (
          nil,
          [Finding(.bad, "key", "\(path).key is gone: put it back, or set FRONTDESK_SECRET_KEY to the key it held.")]
        )
      }
      let sealer = try Sealer(keys: keys.map(\.bytes))
      let ledger = try SQLiteLedger(path: path)
      do {
        let report = try await ledger.report()
        let database = Finding(
          .good, "database", "\(path), schema \(report.schemaVersion), writable, SQLite \(report.sqliteVersion)")
        let (isRight, key) = try await judge(sealer, ledger)
        if isRight { return (Store(ledger: ledger, sealer: sealer), [database, key]) }
        try ledger.close()
        return (nil, [database, key])
      } catch {
        try ledger.close()
        throw error
      }
    } catch let problem as SettingsProblem {
      return (nil, [Finding(.bad, "key", problem.sentence)])
    } catch {
      return (nil, [Finding(.bad, "database", "\(CommandFailure.explaining(error))")])
    }
  }

  private func missingDatabase(_ path: String) -> Finding {
    if let obstacle = settings.storage.obstacle { return Finding(.bad, "database", obstacle) }
    return Finding(
      .doubtful, "database", "\(path) is not there yet: “frontdesk desk apply FILE” or “frontdesk serve” makes it.")
  }

  private func existingKeys() throws -> [SecretKey]? {
    if !settings.storage.keys.isEmpty { return settings.storage.keys }
    return try SecretKeyFile(beside: settings.storage.database).existing().map { [$0] }
  }

  private func judge(_ sealer: Sealer, _ ledger: SQLiteLedger) async throws(LedgerFailure) -> (Bool, Finding) {
    guard try await ledger.document(KeyCheck.document) != nil else {
      return (true, Finding(.good, "key", "nothing is sealed yet"))
    }
    if case .wrongKey = try await KeyCheck.verify(vault: ledger, sealer: sealer) {
      let remedy = "set FRONTDESK_SECRET_KEY to the key that it had, or start with another database."
      return (false, Finding(.bad, "key", "not the one that the database was sealed with: \(remedy)"))
    }
    let origin = settings.storage.keys.isEmpty ? "\(settings.storage.database).key" : "FRONTDESK_SECRET_KEY"
    return (true, Finding(.good, "key", "opens the database (\(origin))"))
  }
}
