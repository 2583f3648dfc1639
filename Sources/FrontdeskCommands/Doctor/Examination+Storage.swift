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
        let database = try await store.engine.finding(place)
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
  /// What stands of the database that was opened.
  fileprivate func finding(_ place: DatabasePlace) async throws(LedgerFailure) -> Finding {
    switch self {
    case .sqlite(let ledger):
      let report = try await ledger.report()
      return Finding(
        .good, "database", "\(place), schema \(report.schemaVersion), writable, SQLite \(report.sqliteVersion)")
    case .postgres(let ledger):
      let report = try await ledger.report()
      let words = "\(place), schema \(report.schemaVersion), writable, PostgreSQL \(report.serverVersion)"
      let free = report.sessionLimit - report.sessions
      guard free < report.ownLimit else { return Finding(.good, "database", words) }
      return Finding(
        .doubtful, "database",
        "\(words); \(report.sessions) of its \(report.sessionLimit) connections are taken, and one more server needs up to "
          + "\(report.ownLimit): raise max_connections, or put pgbouncer between.")
    }
  }
}
