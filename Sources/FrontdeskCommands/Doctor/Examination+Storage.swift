import Desk
import PostgresLedger
import SQLiteLedger

extension Examination {
  /// The database and its key. An SQLite file is opened only if it is there: looking makes none.
  func openStore() async -> (Store?, [Finding]) {
    let place = settings.storage.database
    guard settings.storage.isThere else { return (nil, [missingDatabase]) }
    do {
      guard let keys = try existingKeys() else {
        return (
          nil,
          [Finding(.bad, "key", "\(place).key is gone: put it back, or set FRONTDESK_SECRET_KEY to the key it held.")]
        )
      }
      let store = Store(engine: try await .open(place), sealer: try Sealer(keys: keys.map(\.bytes)))
      do {
        let database = Finding(.good, "database", "\(place), \(try await store.engine.report())")
        let (isRight, key) = try await judge(store)
        if isRight { return (store, [database, key]) }
        try store.close()
        return (nil, [database, key])
      } catch {
        try store.close()
        throw error
      }
    } catch let problem as SettingsProblem {
      return (nil, [Finding(.bad, "key", problem.sentence)])
    } catch {
      return (nil, [Finding(.bad, "database", "\(CommandFailure.explaining(error))")])
    }
  }

  private var missingDatabase: Finding {
    if let obstacle = settings.storage.obstacle { return Finding(.bad, "database", obstacle) }
    let makers = "“frontdesk desk apply FILE” or “frontdesk serve” makes it."
    return Finding(.doubtful, "database", "\(settings.storage.database) is not there yet: \(makers)")
  }

  private func existingKeys() throws -> [SecretKey]? {
    guard settings.storage.keys.isEmpty, case .file(let path) = settings.storage.database else {
      return settings.storage.keys
    }
    return try SecretKeyFile(beside: path).existing().map { [$0] }
  }

  private func judge(_ store: Store) async throws(LedgerFailure) -> (Bool, Finding) {
    guard try await store.storage.document(KeyCheck.document) != nil else {
      return (true, Finding(.good, "key", "nothing is sealed yet"))
    }
    if case .wrongKey = try await KeyCheck.verify(vault: store.storage, sealer: store.sealer) {
      let remedy = "set FRONTDESK_SECRET_KEY to the key that it had, or start with another database."
      return (false, Finding(.bad, "key", "not the one that the database was sealed with: \(remedy)"))
    }
    let origin = settings.storage.keys.isEmpty ? "\(settings.storage.database).key" : "FRONTDESK_SECRET_KEY"
    return (true, Finding(.good, "key", "opens the database (\(origin))"))
  }
}

extension Engine {
  /// What stands of the engine, in words.
  fileprivate func report() async throws(LedgerFailure) -> String {
    switch self {
    case .sqlite(let ledger):
      let report = try await ledger.report()
      return "schema \(report.schemaVersion), writable, SQLite \(report.sqliteVersion)"
    case .postgres(let ledger):
      // Any read that goes through the pool.
      _ = try await ledger.condition()
      return "which answers"
    }
  }
}
