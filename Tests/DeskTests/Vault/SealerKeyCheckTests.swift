import Desk
import Scheduling
import Testing

struct SealerKeyCheckTests {
  let vault = OneDocumentVault()

  func sealer(_ bytes: UInt8...) throws -> Sealer { try Sealer(keys: bytes.map { Array(repeating: $0, count: 32) }) }

  @Test func `the first start leaves a check value and the next one finds it`() async throws {
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(1)) == .made)
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(1)) == .ok)
  }

  @Test func `a start under another key is refused and touches nothing`() async throws {
    _ = try await KeyCheck.verify(vault: vault, sealer: sealer(1))
    let before = await vault.stored
    let id = try sealer(1).keyID
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(2)) == .wrongKey(sealedWith: id))
    #expect(await vault.stored == before)
  }

  @Test func `an altered check value is refused`() async throws {
    _ = try await KeyCheck.verify(vault: vault, sealer: sealer(1))
    await vault.alter()
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(1)) == .wrongKey(sealedWith: nil))
  }

  @Test func `after a rotation the old key alone opens no longer`() async throws {
    _ = try await KeyCheck.verify(vault: vault, sealer: sealer(1))
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(2, 1)) == .ok)
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(2)) == .ok)
    let id = try sealer(2).keyID
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(1)) == .wrongKey(sealedWith: id))
  }

  @Test func `of two processes that start at once with different keys one is refused`() async throws {
    await vault.let(anotherProcessWriteFirst: try sealer(2).seal(Array("this vault opens".utf8), as: KeyCheck.document))
    let id = try sealer(2).keyID
    #expect(try await KeyCheck.verify(vault: vault, sealer: sealer(1)) == .wrongKey(sealedWith: id))
  }
}

/// A vault with room for one document, and another process that may be faster.
actor OneDocumentVault: Vault {
  private(set) var stored: SealedDocument?
  private var rival: [UInt8]?

  func alter() {
    guard let document = stored, var last = document.ciphertext.last else { return }
    last ^= 1
    stored = SealedDocument(
      id: document.id, version: document.version, ciphertext: document.ciphertext.dropLast() + [last])
  }

  func `let`(anotherProcessWriteFirst ciphertext: [UInt8]) { rival = ciphertext }

  func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument? { stored?.id == id ? stored : nil }

  func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument] {
    stored?.id.kind == kind ? [stored].compactMap(\.self) : []
  }

  func write(_ id: DocumentID, ciphertext: [UInt8], expecting version: Int?) async throws(LedgerFailure) -> Bool {
    if let first = rival {
      stored = SealedDocument(id: id, version: 1, ciphertext: first)
      rival = nil
    }
    guard stored?.version == version else { return false }
    stored = SealedDocument(id: id, version: (version ?? 0) + 1, ciphertext: ciphertext)
    return true
  }

  func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool {
    defer { stored = nil }
    return stored?.id == id
  }

  func lease(_ id: DocumentID, to owner: String, at now: Instant, until: Instant) async throws(LedgerFailure) -> Bool {
    true
  }

  func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure) {}
  func remember(_ state: OneTimeState) async throws(LedgerFailure) {}
  func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState? { nil }
}
