import Desk
import DeskFile
import Scheduling
import Testing

@Suite struct WritingTests {
  private static let secrets = [SecretDigest(of: "correct-horse-battery-staple")]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a desk that is written and read again is the same desk`(_ seed: UInt64) throws {
    let desk = try RandomDesks(seed: seed).desk()
    let text = DeskFile.text(of: desk, secrets: Self.secrets)
    do {
      let entry = try DeskTexts.read(text)
      #expect(entry.profile == desk, "\(text)")
      #expect(entry.secretDigests == Self.secrets && entry.source == text)
      let json = DeskFile.document(of: desk, secrets: Self.secrets).text
      #expect(try DeskTexts.read(json).profile == desk, "\(json)")
    } catch {
      Issue.record("\(error)\n\(text)")
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `a desk that is stored and read again is the same desk`(_ seed: UInt64) throws {
    let desk = try RandomDesks(seed: seed).desk()
    #expect(DeskProfile(stored: try JSONValue(parsing: desk.stored.text, limits: .stored)) == desk)
  }

  @Test func `a small desk is written as a person would`() throws {
    let desk = try DeskTexts.read(DeskTexts.desk(hours: "  monday: [09:00-12:00, 13:00-17:00]")).profile
    #expect(
      DeskFile.text(of: desk, secrets: []) == """
        key: clinic
        name: Clinic
        zone: America/New_York
        hours:
          monday: ["09:00-12:00", "13:00-17:00"]
        services:
          - key: visit
            name: Visit
            duration: 30m
        hosts:
          - key: maria
            name: Maria
            calendar:
              account: maria@example.com
              id: primary

        """)
  }

  @Test(arguments: ["desk.yaml", "desk-two-hosts.yaml", "clinic.yaml", "desk-full.yaml"])
  func `an example is right, and the same desk when it is written anew`(_ name: String) throws {
    let text = try DeskTexts.example(name)
    #expect(DeskTexts.problems(text) == [] && DeskTexts.warnings(text) == [])
    let contents = try DeskFile.contents(of: text, checkingZone: DeskTexts.check)
    let (entry, keys) = (contents.entry, try contents.signingKeys(knowing: []))
    let written = DeskFile.text(of: entry.profile, secrets: entry.secretDigests, signingKeys: keys)
    let again = try DeskFile.contents(of: written, checkingZone: DeskTexts.check)
    #expect(again.entry.profile == entry.profile && again.entry.secretDigests == entry.secretDigests)
    #expect(try again.signingKeys(knowing: keys) == keys)
    #expect(keys.allSatisfy { !written.contains($0.text) })
  }

  @Test func `a signing key is written as its digest, with what is not usual in how it signs`() throws {
    let keys = [SigningKey("Y29ycmVjdCBob3JzZQ==", form: .unusual), SigningKey("another-key-of-the-desk")]
    let profile = try DeskTexts.read(DeskTexts.desk(more: "")).profile
    let again = try DeskFile.contents(
      of: DeskFile.text(of: profile, secrets: [], signingKeys: keys), checkingZone: DeskTexts.check)
    #expect(try again.signingKeys(knowing: keys) == keys)
  }

  @Test func `the example of a clinic has three doctors, two rooms and four services`() throws {
    let desk = try DeskTexts.read(DeskTexts.example("clinic.yaml")).profile
    #expect([desk.hosts.count, desk.rooms.count, desk.offerings.count] == [3, 2, 4])
  }

  @Test(arguments: DeskFileSchema.keys.map { [$0.key] + $0.value })
  func `every key is in the full example and in the documentation`(_ keys: [String]) throws {
    let (example, page) = (try DeskTexts.example("desk-full.yaml"), try DeskTexts.project("docs/desk-file.md"))
    for key in keys.dropFirst() {
      #expect(example.contains("\(key): ") || example.contains("\(key):\n"), "the example lacks \(key) of \(keys[0])")
      #expect(page.contains("`\(key)`"), "the documentation lacks \(key) of \(keys[0])")
    }
  }
}
