import Desk
import LedgerContract
import Testing

struct SealerRotationTests {
  func sealer(_ bytes: UInt8...) throws -> Sealer { try Sealer(keys: bytes.map { Array(repeating: $0, count: 32) }) }

  @Test func `after a pass over the vault the old key is needed no more`() async throws {
    let vault = MemoryLedger()
    let ids = (1...5).map { DocumentID(kind: "google-grant", name: "owner\($0)@example.com") }
    for id in ids {
      _ = try await vault.write(id, ciphertext: try sealer(1).seal(Array(id.name.utf8), as: id), expecting: nil)
    }
    let stranger = DocumentID(kind: "google-grant", name: "stranger@example.com")
    _ = try await vault.write(stranger, ciphertext: try sealer(9).seal([1], as: stranger), expecting: nil)

    let both = try sealer(2, 1)
    #expect(try await both.reseal(["google-grant"], in: vault) == Sealer.Rotation(resealed: 5, unreadable: 1))
    for id in ids {
      let stored = try #require(try await vault.document(id))
      #expect(try sealer(2).open(stored.ciphertext, as: id) == Array(id.name.utf8))
      #expect(stored.version == 2)
    }
    #expect(try await both.reseal(["google-grant"], in: vault) == Sealer.Rotation(resealed: 0, unreadable: 1))
  }
}
