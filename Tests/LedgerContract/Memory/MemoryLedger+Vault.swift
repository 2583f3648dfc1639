package import Desk
package import Scheduling

extension MemoryLedger: Vault {
  package func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument? {
    transaction { $0.documents.document(id) }
  }

  package func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument] {
    transaction { $0.documents.documents(kind: kind) }
  }

  package func write(
    _ id: DocumentID, ciphertext: [UInt8], expecting version: Int?
  ) async throws(LedgerFailure) -> Bool {
    transaction {
      guard $0.documents.write(id, ciphertext: ciphertext, expecting: version) else { return false }
      $0.desks.revision += 1
      return true
    }
  }

  package func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool {
    transaction {
      guard $0.documents.remove(id) else { return false }
      $0.desks.revision += 1
      return true
    }
  }

  package func lease(
    _ id: DocumentID, to owner: String, at now: Instant, until: Instant
  ) async throws(LedgerFailure) -> Bool {
    transaction { $0.documents.lease(id, to: owner, at: now, until: until) }
  }

  package func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure) {
    transaction { $0.documents.endLease(id, of: owner) }
  }

  package func remember(_ state: OneTimeState) async throws(LedgerFailure) {
    transaction { $0.documents.remember(state) }
  }

  package func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState? {
    transaction { $0.documents.consume(key, at: now) }
  }
}

/// Sealed documents with their leases, and one-time states.
struct DocumentTable: Sendable {
  /// Stays when its document is removed, so that a version never goes back; also a lease may be there before the document.
  private struct Row: Sendable {
    var version = 0
    var ciphertext: [UInt8]?
    var lease: (owner: String, until: Instant)?
  }

  private var rows: [DocumentID: Row] = [:]
  private var states: [String: OneTimeState] = [:]

  func document(_ id: DocumentID) -> SealedDocument? {
    guard let row = rows[id], let ciphertext = row.ciphertext else { return nil }
    return SealedDocument(id: id, version: row.version, ciphertext: ciphertext)
  }

  func documents(kind: String) -> [SealedDocument] {
    rows.keys.filter { $0.kind == kind }.sorted { $0.name < $1.name }.compactMap(document)
  }

  mutating func write(_ id: DocumentID, ciphertext: [UInt8], expecting version: Int?) -> Bool {
    guard document(id)?.version == version else { return false }
    rows[id] = Row(version: (rows[id]?.version ?? 0) + 1, ciphertext: ciphertext)
    return true
  }

  mutating func write(_ change: DocumentChange) -> Bool {
    if let ciphertext = change.ciphertext {
      return write(change.id, ciphertext: ciphertext, expecting: change.expected)
    }
    guard document(change.id)?.version == change.expected else { return false }
    _ = remove(change.id)
    return true
  }

  mutating func remove(_ id: DocumentID) -> Bool {
    guard let stored = document(id) else { return false }
    rows[id] = Row(version: stored.version)
    return true
  }

  mutating func lease(_ id: DocumentID, to owner: String, at now: Instant, until: Instant) -> Bool {
    if let lease = rows[id]?.lease, lease.owner != owner, !Leases.hasRunOut(lease.until, at: now) { return false }
    rows[id, default: Row()].lease = (owner, until)
    return true
  }

  mutating func endLease(_ id: DocumentID, of owner: String) {
    if rows[id]?.lease?.owner == owner { rows[id]?.lease = nil }
  }

  mutating func remember(_ state: OneTimeState) { states[state.key] = state }

  mutating func consume(_ key: String, at now: Instant) -> OneTimeState? {
    guard let state = states.removeValue(forKey: key), state.lapses > now else { return nil }
    return state
  }

  mutating func forgetStates(before: Instant) { states = states.filter { $0.value.lapses >= before } }
}
