import Desk
import Testing

struct SealerTests {
  let document = DocumentID(kind: "google-grant", name: "owner@example.com")
  let secret = Array("1//a-refresh-token".utf8)

  func sealer(_ byte: UInt8) throws -> Sealer { try Sealer(key: Array(repeating: byte, count: 32)) }

  @Test func `what was sealed opens again`() throws {
    let sealer = try sealer(1)
    for length in [0, 1, 15, 16, 17, 5000] {
      let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      #expect(try sealer.open(sealer.seal(plaintext, as: document), as: document) == plaintext)
    }
  }

  @Test func `a text can be sealed into text`() throws {
    let sealer = try sealer(1)
    let sealed = sealer.sealText("grüezi", as: document)
    #expect(!sealed.contains("gr"))
    #expect(try sealer.openText(sealed, as: document) == "grüezi")
    #expect(throws: SealFailure.notSealed) { try sealer.openText("no hexadecimal", as: document) }
    #expect(throws: SealFailure.notSealed) { try sealer.openText(String(sealed.dropLast()), as: document) }
  }

  @Test func `any single bit that is flipped is noticed`() throws {
    let sealer = try sealer(1)
    let sealed = sealer.seal(secret, as: document)
    for position in sealed.indices {
      for bit in 0..<8 {
        var altered = sealed
        altered[position] ^= 1 << UInt8(bit)
        #expect(throws: SealFailure.self) { try sealer.open(altered, as: document) }
      }
    }
  }

  @Test func `a text that was cut short is noticed`() throws {
    let sealer = try sealer(1)
    let sealed = sealer.seal(secret, as: document)
    for length in 0..<sealed.count {
      #expect(throws: SealFailure.self) { try sealer.open(Array(sealed[..<length]), as: document) }
    }
  }

  @Test(arguments: [
    DocumentID(kind: "google-grant", name: "other@example.com"),
    DocumentID(kind: "webhook-secret", name: "owner@example.com"),
    DocumentID(kind: "google-grantowner", name: "@example.com"),
    DocumentID(kind: "google-grant", name: "owner@example.combody"),
  ])
  func `a sealed text cannot be moved to another document`(other: DocumentID) throws {
    let sealer = try sealer(1)
    let sealed = sealer.seal(secret, as: document)
    #expect(throws: SealFailure.altered) { try sealer.open(sealed, as: other) }
  }

  @Test func `a sealed text cannot be moved to another field`() throws {
    let sealer = try sealer(1)
    let sealed = sealer.seal(secret, as: document, field: "refresh")
    #expect(throws: SealFailure.altered) { try sealer.open(sealed, as: document, field: "access") }
  }

  @Test func `equal plaintexts are sealed differently`() throws {
    let sealer = try sealer(1)
    let sealed = Set((0..<100).map { _ in sealer.seal(secret, as: document) })
    #expect(sealed.count == 100)
  }

  @Test func `another key is named by its id and opens nothing`() throws {
    let sealed = try sealer(1).seal(secret, as: document)
    let id = try sealer(1).keyID
    #expect(throws: SealFailure.otherKey(id: id)) { try sealer(2).open(sealed, as: document) }
  }

  @Test func `after a rotation the first key seals and all open`() throws {
    let old = try sealer(1)
    let rotated = try Sealer(keys: [Array(repeating: 2, count: 32), Array(repeating: 1, count: 32)])
    let sealedBefore = old.seal(secret, as: document)
    #expect(try rotated.open(sealedBefore, as: document) == secret)
    #expect(!rotated.isCurrent(sealedBefore))
    let sealedAfter = rotated.seal(secret, as: document)
    #expect(rotated.isCurrent(sealedAfter))
    #expect(try sealer(2).open(sealedAfter, as: document) == secret)
    #expect(throws: SealFailure.self) { try old.open(sealedAfter, as: document) }
  }

  @Test(arguments: [0, 16, 31, 33, 64])
  func `a key of another length is refused`(length: Int) {
    #expect(throws: SealingKeyMistake.wrongLength(bytes: length)) {
      try Sealer(key: Array(repeating: 1, count: length))
    }
    #expect(throws: SealingKeyMistake.noKey) { try Sealer(keys: []) }
  }
}
