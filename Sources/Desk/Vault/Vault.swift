package import Scheduling

/// Port: sealed documents with a version and a refresh lease, and states that can be used once.
///
/// What is inside a document is sealed before it gets here (see ``Sealer``); storage never sees a secret.
package protocol Vault: Sendable {
  func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument?

  /// Every document of that kind, by name.
  func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument]

  /// Compare-and-set: writes when the stored version is `expecting` (`nil`: there is none yet). The new version is one
  /// higher (1 at first), and any refresh lease ends. `false` when somebody else was first; then nothing is written.
  func write(_ id: DocumentID, ciphertext: [UInt8], expecting version: Int?) async throws(LedgerFailure) -> Bool

  /// Deletes the document. `false` when there was none.
  func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool

  /// Takes the right to refresh the document, unless another owner has it beyond `now`. The same owner may renew it.
  func lease(_ id: DocumentID, to owner: String, at now: Instant, until: Instant) async throws(LedgerFailure) -> Bool

  /// Gives the lease back early; nothing happens when `owner` does not have it.
  func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure)

  /// Keeps a value under a key until it is consumed or has lapsed. Lapsed ones may be forgotten at any time.
  func remember(_ state: OneTimeState) async throws(LedgerFailure)

  /// Reads and deletes the value in one transaction: of any number of callers exactly one gets it. `nil` when there
  /// is none or it had lapsed at `now`.
  func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState?
}

/// The name of a sealed document: what kind it is and whose.
package struct DocumentID: Hashable, Sendable {
  /// `google-grant`, `webhook-secret`, `check`, …
  package let kind: String
  /// Within the kind: an account, a desk.
  package let name: String

  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}

package struct SealedDocument: Hashable, Sendable {
  package let id: DocumentID
  /// 1 at first, one higher with each write; never goes back.
  package let version: Int
  package let ciphertext: [UInt8]

  package init(id: DocumentID, version: Int, ciphertext: [UInt8]) {
    self.id = id
    self.version = version
    self.ciphertext = ciphertext
  }
}

/// What is to become of a sealed document, if it is still as it was read.
package struct DocumentChange: Hashable, Sendable {
  package let id: DocumentID
  /// `nil`: it is removed.
  package let ciphertext: [UInt8]?
  /// The version that is replaced; `nil`: there is none yet.
  package let expected: Int?

  package init(_ id: DocumentID, to ciphertext: [UInt8]?, expecting version: Int?) {
    self.id = id
    self.ciphertext = ciphertext
    expected = version
  }
}

/// A value that can be taken once: an OAuth `state`, an invitation to connect.
package struct OneTimeState: Hashable, Sendable {
  /// Unguessable, or the digest of something unguessable.
  package let key: String
  package let value: String
  package let lapses: Instant

  package init(key: String, value: String, lapses: Instant) {
    self.key = key
    self.value = value
    self.lapses = lapses
  }
}
