/// The keys under which desks' messages are signed, sealed in the vault: one document for each desk that has any.
package struct Keyring: Sendable {
  package static let kind = "desk-signing"

  /// So often somebody else may write the same desk's keys in between.
  static let attempts = 8

  private let vault: any Vault
  private let sealer: Sealer

  package init(vault: any Vault, sealer: Sealer) {
    self.vault = vault
    self.sealer = sealer
  }

  /// Every desk's keys. A document that cannot be opened, because it was altered or its sealing key is gone, is no key: its
  /// desk's messages are refused, and the pass at the server's start (``Sealer/reseal(_:in:)``) counts it.
  package func keys() async throws(LedgerFailure) -> [DeskKey: [SigningKey]] {
    var keys: [DeskKey: [SigningKey]] = [:]
    for document in try await vault.documents(kind: Self.kind) {
      keys[DeskKey(document.id.name)] = open(document)
    }
    return keys
  }

  package func keys(of desk: DeskKey) async throws(LedgerFailure) -> [SigningKey] {
    try await vault.document(Self.document(desk)).flatMap(open) ?? []
  }

  /// What makes these the desk's keys and no others, to be stored together with the desk. Also where they are that already:
  /// it is refused when somebody has changed them meanwhile.
  func change(to keys: [SigningKey], of desk: DeskKey) async throws(LedgerFailure) -> DocumentChange {
    let id = Self.document(desk)
    let sealed = keys.isEmpty ? nil : sealer.seal(Self.plaintext(keys), as: id)
    return DocumentChange(id, to: sealed, expecting: try await vault.document(id)?.version)
  }

  private func open(_ document: SealedDocument) -> [SigningKey]? {
    do {
      let plaintext = try sealer.open(document.ciphertext, as: document.id)
      let list = try JSONValue(parsing: plaintext, limits: .stored).array ?? []
      let keys = list.compactMap(SigningKey.init(stored:))
      return keys.count == list.count ? keys : nil
    } catch {
      return nil
    }
  }

  private static func plaintext(_ keys: [SigningKey]) -> [UInt8] {
    Array(JSONValue.array(keys.map(\.stored)).text.utf8)
  }

  static func document(_ desk: DeskKey) -> DocumentID { DocumentID(kind: kind, name: desk.rawValue) }
}
