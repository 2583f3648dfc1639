package import Desk
package import Scheduling

/// A document's row stays when the document is removed, so that a version never goes back: a writer that has read the
/// removed one cannot overwrite its successor. A lease may be there before the document.
extension PostgresLedger: Vault {
  package func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument? {
    try await read {
      try $0.row(
        """
        \(SealedDocument.columns) WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND ciphertext IS NOT NULL
        """, [.text(id.kind), .text(id.name)]
      ).map(SealedDocument.init)
    }
  }

  package func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument] {
    try await read {
      try $0.rows(
        "\(SealedDocument.columns) WHERE kind = $1 AND ciphertext IS NOT NULL ORDER BY name", [.text(kind)]
      ).map(SealedDocument.init)
    }
  }

  package func write(
    _ id: DocumentID, ciphertext: [UInt8], expecting version: Int?
  ) async throws(LedgerFailure) -> Bool {
    try await write(.write) { db in
      guard try db.write(DocumentChange(id, to: ciphertext, expecting: version)) else { return false }
      try db.countRevision()
      return true
    }
  }

  package func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool {
    try await write(.write) { db in
      guard try db.remove(id) else { return false }
      try db.countRevision()
      return true
    }
  }

  package func lease(
    _ id: DocumentID, to owner: String, at now: Instant, until: Instant
  ) async throws(LedgerFailure) -> Bool {
    try await write(.write) {
      try $0.change(
        """
        INSERT INTO document (kind, name, version, lease_owner, lease_until) VALUES ($1, $2, 0, $3, $5)
        ON CONFLICT (kind, (frontdesk.digest(name))) DO UPDATE SET lease_owner = $3, lease_until = $5
        WHERE document.lease_owner IS NULL OR document.lease_owner = $3 OR \(LeaseCondition.hasRunOut("document.lease_until", at: "$4"))
        """, [.text(id.kind), .text(id.name), .text(owner), .instant(now), .instant(until)]) > 0
    }
  }

  package func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure) {
    try await write(.write) {
      _ = try $0.change(
        """
        UPDATE document SET lease_owner = NULL, lease_until = NULL
        WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND lease_owner = $3
        """, [.text(id.kind), .text(id.name), .text(owner)])
    }
  }

  package func remember(_ state: OneTimeState) async throws(LedgerFailure) {
    try await write(.write) {
      _ = try $0.change(
        """
        INSERT INTO one_time_state (key, value, lapses) VALUES ($1, $2, $3)
        ON CONFLICT ((frontdesk.digest(key))) DO UPDATE SET value = excluded.value, lapses = excluded.lapses
        """, [.text(state.key), .text(state.value), .instant(state.lapses)])
    }
  }

  package func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState? {
    try await write(.write) { db in
      let row = try db.row(
        "DELETE FROM one_time_state WHERE digest(key) = digest($1) AND key = $1 RETURNING value, lapses", [.text(key)])
      guard let row else { return nil }
      let state = try OneTimeState(key: key, value: row.required("value"), lapses: row.instant("lapses"))
      return state.lapses > now ? state : nil
    }
  }
}

extension SealedDocument {
  /// Bytes as hexadecimal: their text form would be what `bytea_output` says.
  fileprivate static let columns = "SELECT kind, name, version, encode(ciphertext, 'hex') AS ciphertext FROM document"

  fileprivate init(_ row: Row) throws {
    guard let ciphertext = try [UInt8](hexadecimal: row.required("ciphertext")) else {
      throw LedgerFailure.corrupt("a sealed document is not readable")
    }
    try self.init(
      id: DocumentID(kind: row.required("kind"), name: row.required("name")), version: row.required("version"),
      ciphertext: ciphertext)
  }
}

extension [UInt8] {
  /// `nil` when the text is no hexadecimal.
  fileprivate init?(hexadecimal text: String) {
    var bytes: [UInt8] = []
    var digits = text.utf8.makeIterator()
    while let high = digits.next() {
      guard let low = digits.next(), let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    self = bytes
  }
}
