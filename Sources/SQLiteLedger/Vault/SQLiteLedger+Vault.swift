package import Desk
import GRDB
package import Scheduling

import struct Foundation.Data

/// A document's row stays when the document is removed, so that a version never goes back: a writer that has read the
/// removed one cannot overwrite its successor. A lease may be there before the document.
extension SQLiteLedger: Vault {
  package func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument? {
    try await read { try $0.document(id) }
  }

  package func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument] {
    try await read { db in
      let sql = "SELECT * FROM document WHERE kind = ? AND ciphertext IS NOT NULL ORDER BY name"
      return try db.rows(sql, [kind]).map(SealedDocument.init)
    }
  }

  package func write(
    _ id: DocumentID, ciphertext: [UInt8], expecting version: Int?
  ) async throws(LedgerFailure) -> Bool {
    try await write { db in
      guard try db.write(DocumentChange(id, to: ciphertext, expecting: version)) else { return false }
      try db.countRevision()
      return true
    }
  }

  package func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool {
    try await write { db in
      guard try db.remove(id) else { return false }
      try db.countRevision()
      return true
    }
  }

  package func lease(
    _ id: DocumentID, to owner: String, at now: Instant, until: Instant
  ) async throws(LedgerFailure) -> Bool {
    try await write { db in
      try db.run(
        """
        INSERT INTO document (kind, name, version, lease_owner, lease_until) VALUES (:kind, :name, 0, :owner, :until)
        ON CONFLICT (kind, name) DO UPDATE SET lease_owner = :owner, lease_until = :until
        WHERE lease_owner IS NULL OR lease_owner = :owner
          OR \(LeaseCondition.hasRunOut("lease_until", at: ":now"))
        """,
        [
          "kind": id.kind, "name": id.name, "owner": owner, "until": until.milliseconds, "now": now.milliseconds,
        ])
      return db.changesCount > 0
    }
  }

  package func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure) {
    try await write {
      try $0.run(
        """
        UPDATE document SET lease_owner = NULL, lease_until = NULL WHERE kind = ? AND name = ? AND lease_owner = ?
        """, [id.kind, id.name, owner])
    }
  }

  package func remember(_ state: OneTimeState) async throws(LedgerFailure) {
    try await write {
      try $0.run(
        "INSERT OR REPLACE INTO one_time_state (key, value, lapses) VALUES (?, ?, ?)",
        [state.key, state.value, state.lapses.milliseconds])
    }
  }

  package func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState? {
    try await write { db in
      guard let row = try db.row("SELECT value, lapses FROM one_time_state WHERE key = ?", [key]) else { return nil }
      let state = try OneTimeState(key: key, value: row.required("value"), lapses: row.instant("lapses"))
      try db.run("DELETE FROM one_time_state WHERE key = ?", [key])
      return state.lapses > now ? state : nil
    }
  }
}

extension Database {
  /// - Returns: `false` when the document is not as expected; then nothing was written.
  func write(_ change: DocumentChange) throws -> Bool {
    let id = change.id
    guard try document(id)?.version == change.expected else { return false }
    guard let ciphertext = change.ciphertext else {
      _ = try remove(id)
      return true
    }
    try run(
      """
      INSERT INTO document (kind, name, version, ciphertext) VALUES (?, ?, 1, ?)
      ON CONFLICT (kind, name) DO UPDATE SET version = version + 1, ciphertext = excluded.ciphertext,
        lease_owner = NULL, lease_until = NULL
      """, [id.kind, id.name, Data(ciphertext)])
    return true
  }

  /// - Returns: whether there was one.
  func remove(_ id: DocumentID) throws -> Bool {
    try run(
      """
      UPDATE document SET ciphertext = NULL, lease_owner = NULL, lease_until = NULL
      WHERE kind = ? AND name = ? AND ciphertext IS NOT NULL
      """, [id.kind, id.name])
    return changesCount > 0
  }

  fileprivate func document(_ id: DocumentID) throws -> SealedDocument? {
    let sql = "SELECT * FROM document WHERE kind = ? AND name = ? AND ciphertext IS NOT NULL"
    return try row(sql, [id.kind, id.name]).map(SealedDocument.init)
  }
}

extension SealedDocument {
  fileprivate init(_ row: Row) throws {
    let ciphertext: Data = try row.required("ciphertext")
    try self.init(
      id: DocumentID(kind: row.required("kind"), name: row.required("name")), version: row.required("version"),
      ciphertext: [UInt8](ciphertext))
  }
}
