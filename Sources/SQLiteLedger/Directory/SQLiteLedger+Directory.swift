package import Desk
import GRDB

/// The revision also goes up when a sealed document is written or removed: a desk's secrets are such documents. It lies in
/// the file, so that a server sees what another process has changed.
extension SQLiteLedger: Directory {
  package func revision() async throws(LedgerFailure) -> Int {
    try await read { try $0.value(of: "revision") }
  }

  package func desks() async throws(LedgerFailure) -> [DeskEntry] {
    try await read { try $0.rows("SELECT * FROM desk ORDER BY key").map(DeskEntry.init) }
  }

  package func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool {
    try await write { db in
      if let document, try !db.write(document) { return false }
      let digests = JSONValue.array(entry.secretDigests.map { .string($0.hexadecimal) })
      try db.run(
        """
        INSERT INTO desk (key, profile, secret_digests, source) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET profile = excluded.profile, secret_digests = excluded.secret_digests,
          source = excluded.source
        """,
        [entry.profile.key.rawValue, entry.profile.stored.text, digests.text, entry.source])
      try db.countRevision()
      return true
    }
  }

  package func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool {
    try await write { db in
      try db.run("DELETE FROM desk WHERE key = ?", [key.rawValue])
      guard db.changesCount > 0 else { return false }
      if let document { _ = try db.remove(document) }
      try db.countRevision()
      return true
    }
  }
}

extension Database {
  func countRevision() throws { _ = try count("revision") }
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
