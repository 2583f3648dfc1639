package import Desk

extension MemoryLedger: Directory {
  package func revision() async throws(LedgerFailure) -> Int {
    transaction { $0.desks.revision }
  }

  package func desks() async throws(LedgerFailure) -> [DeskEntry] {
    transaction { $0.desks.entries.values.sorted { $0.profile.key < $1.profile.key } }
  }

  package func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool {
    transaction {
      if let document, !$0.documents.write(document) { return false }
      $0.desks.entries[entry.profile.key] = entry
      $0.desks.revision += 1
      return true
    }
  }

  package func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool {
    transaction {
      guard $0.desks.entries.removeValue(forKey: key) != nil else { return false }
      if let document { _ = $0.documents.remove(document) }
      $0.desks.revision += 1
      return true
    }
  }
}

struct DeskTable: Sendable {
  var entries: [DeskKey: DeskEntry] = [:]
  var revision = 0
}
