import Desk
import LedgerContract
import Scheduling
import Testing

/// Facts: security 28 and 32.
@Suite struct `Desks' signing keys` {
  private let canary = "a-canary-of-a-signing-key"
  private let vault = MemoryLedger()

  private func keyring(_ byte: UInt8 = 7) throws -> Keyring {
    Keyring(vault: vault, sealer: try Sealer(key: [UInt8](repeating: byte, count: Sealer.keyBytes)))
  }

  /// With the desk that they belong to, as a desk's file is applied.
  private func store(_ keys: [SigningKey]) async throws -> DeskKey {
    let profile = try DeskProfile.clinic()
    _ = try await DeskRegister(directory: vault, ledger: vault, keyring: keyring()).apply(
      DeskEntry(profile: profile, secretDigests: [], source: ""), signingKeys: keys,
      at: .at("2026-11-24T08:00:00-05:00"))
    return profile.key
  }

  private var keys: [SigningKey] {
    var form = SignatureForm()
    form.header = "x-hub-signature"
    form.prefix = "sha512="
    form.algorithm = .sha512
    form.encoding = .base64
    form.payload = "{body}"
    form.timestampHeader = nil
    form.tolerance = .seconds(60)
    form.isBase64 = true
    return [SigningKey(canary), SigningKey("another-key-in-rotation", form: form)]
  }

  @Test func `come back as they were, and are sealed in between`() async throws {
    let ring = try keyring()
    let desk = try await store(keys)
    #expect(try await ring.keys(of: desk) == keys)
    #expect(try await ring.keys(of: DeskKey("birch")).isEmpty)
    #expect(try await ring.keys() == [desk: keys])
    for document in try await vault.documents(kind: Keyring.kind) {
      #expect(!String(decoding: document.ciphertext, as: UTF8.self).contains(canary))
    }
  }

  @Test func `are another desk's by no copying, and under another sealing key none`() async throws {
    let desk = try await store(keys)
    let sealed = try #require(try await vault.documents(kind: Keyring.kind).first)
    let copied = try await vault.write(
      DocumentID(kind: Keyring.kind, name: "birch"), ciphertext: sealed.ciphertext, expecting: nil)
    #expect(copied)
    #expect(try await keyring().keys() == [desk: keys])
    #expect(try await keyring(8).keys().isEmpty)
  }

  @Test func `are stored with their desk, and go with it`() async throws {
    let ring = try keyring()
    let register = DeskRegister(directory: vault, ledger: vault, keyring: ring)
    let entry = DeskEntry(profile: try .clinic(), secretDigests: [], source: "one")
    let now = try Instant.at("2026-11-24T08:00:00-05:00")
    for (number, keys) in [keys, keys, [keys[0]], [], keys].enumerated() {
      _ = try await register.apply(
        DeskEntry(profile: entry.profile, secretDigests: [], source: "\(number)"), signingKeys: keys, at: now)
      #expect(try await ring.keys(of: entry.profile.key) == keys)
      #expect(try await vault.desks().map(\.source) == ["\(number)"])
    }
    #expect(try await register.remove(entry.profile.key))
    #expect(try await vault.documents(kind: Keyring.kind).isEmpty)
    #expect(try await vault.desks().isEmpty)
    #expect(try await !register.remove(entry.profile.key))
  }

  @Test func `are the same by what is signed with, however they are written`() {
    var base64 = SignatureForm()
    base64.isBase64 = true
    let plain = SigningKey("correct horse")
    let written = ["Y29ycmVjdCBob3JzZQ==", "Y29ycmVjdCBob3JzZQ", "Y29ycmVjdCBob3JzZQAA"]
      .map { SigningKey($0, form: base64) }
    #expect(plain.keyDigest == plain.digest)
    for key in written {
      #expect(key.keyDigest == plain.keyDigest, "\(key.text)")
      #expect(key.digest != plain.digest)
    }
    #expect(SigningKey("Y29ycmVjdCBob3JzZQ==").keyDigest != plain.keyDigest)
    #expect(SigningKey("Y29ycmVjdCBob3JzZS4=", form: base64).keyDigest != plain.keyDigest)
  }

  @Test func `are known to a running server within two seconds`() async throws {
    let clock = ManualClock(try .at("2026-11-24T08:00:00-05:00"))
    let book = DeskBook(directory: vault, keyring: try keyring(), clock: clock)
    #expect(try await book.current().signingKeys.isEmpty)
    let desk = try await store(keys)
    clock.advance(by: .seconds(2))
    #expect(try await book.current().signingKeys == [desk: keys])
  }

  @Test func `show themselves nowhere`() {
    let snapshot = DeskSnapshot(entries: [], signingKeys: [DeskKey("alder"): keys])
    var dumped = ""
    dump(snapshot, to: &dumped)
    for text in [String(reflecting: keys[0]), "\(keys[0])", "\(snapshot)", dumped] { #expect(!text.contains(canary)) }
  }
}
