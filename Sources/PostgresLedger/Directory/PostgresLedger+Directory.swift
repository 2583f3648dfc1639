package import Desk

/// The revision also goes up when a sealed document is written or removed: a desk's secrets are such documents. It lies in
/// the database, so that each server sees what another process has changed.
extension PostgresLedger: Directory {
  package func revision() async throws(LedgerFailure) -> Int {
    try await read { db in
      guard let row = try db.row("SELECT value FROM counter WHERE name = 'revision'") else {
        throw LedgerFailure.corrupt("the counter revision is missing")
      }
      return try row.required("value")
    }
  }

  package func desks() async throws(LedgerFailure) -> [DeskEntry] {
    try await read { try $0.rows("SELECT * FROM desk ORDER BY key").map(DeskEntry.init) }
  }

  package func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool {
    let digests = JSONValue.array(entry.secretDigests.map { .string($0.hexadecimal) })
    return try await write(.write) { db in
      try db.lock(["desk \(entry.profile.key)"])
      if let document, try !db.write(document) { return false }
      try db.change(
        """
        INSERT INTO desk (key, profile, secret_digests, source) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET profile = excluded.profile, secret_digests = excluded.secret_digests,
          source = excluded.source
        """,
        [.id(entry.profile.key), .json(entry.profile.stored), .json(digests), .text(entry.source)])
      try db.countRevision()
      return true
    }
  }

  package func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool {
    try await write(.write) { db in
      try db.lock(["desk \(key)"])
      guard try db.change("DELETE FROM desk WHERE key = $1", [.id(key)]) > 0 else { return false }
      if let document { _ = try db.remove(document) }
      try db.countRevision()
      return true
    }
  }
}

extension Connection {
  /// Its row is locked until the transaction ends, so it is counted last.
  func countRevision() throws { try change("UPDATE counter SET value = value + 1 WHERE name = 'revision'") }
}

extension DeskEntry {
  fileprivate init(_ row: Row) throws {
    let key: String = try row.required("key")
    guard let profile = try DeskProfile(stored: row.json("profile")), profile.key.rawValue == key else {
      throw LedgerFailure.corrupt("the desk \(key) is not readable; apply its file again")
    }
    try self.init(
      profile: profile, secretDigests: row.texts("secret_digests").map { SecretDigest(hexadecimal: $0) },
      source: row.required("source"))
  }
}
