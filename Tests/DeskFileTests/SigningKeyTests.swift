import Desk
import Testing

@testable import DeskFile

@Suite struct SigningKeyTests {
  private let key = "correct-horse-battery-staple"

  private func contents(_ text: String) throws(DeskFileProblems) -> DeskFileContents {
    try DeskFile.contents(of: text, checkingZone: DeskTexts.check)
  }

  @Test func `a key alone is used as Vapi signs when nobody says otherwise`() throws {
    let contents = try contents(DeskTexts.desk(more: "secrets: [{hmac: \(key)}]"))
    #expect(try contents.signingKeys(knowing: []) == [SigningKey(key)])
    #expect(contents.entry.secretDigests.isEmpty, "a signing key is no secret to be sent")
  }

  @Test func `how Vapi signs stands beside the key`() throws {
    let text = """
      secrets:
        - plain-secret-of-the-desk
        - hmac: Y29ycmVjdCBob3JzZQ==
          base64: true
          header: X-Hub-Signature
          prefix: "v1, "
          algorithm: sha512
          encoding: base64
          payload: "{method} {url} {svix-id}.{body}"
          timestamp: none
          tolerance: 1h
      """
    let contents = try contents(DeskTexts.desk(more: text))
    #expect(try contents.signingKeys(knowing: []) == [SigningKey("Y29ycmVjdCBob3JzZQ==", form: .unusual)])
    #expect(contents.entry.secretDigests == [SecretDigest(of: "plain-secret-of-the-desk")])
  }

  @Test func `the stored file has its digest, which means the same key for as long as it is stored`() throws {
    let text = DeskTexts.desk(
      more: """
        secrets:
          - {hmac: \(key), header: x-own}
          - {hmac: "\(key)-2"}  # not \(key)
        """)
    let once = try contents(text)
    #expect(!once.entry.source.contains(key))
    #expect(once.entry.source.contains("hmac: sha256:\(SecretDigest(of: key).hexadecimal), header: x-own"))
    let keys = try once.signingKeys(knowing: [])
    let twice = try contents(once.entry.source)
    #expect(twice.entry == once.entry)
    #expect(try twice.signingKeys(knowing: keys) == keys)
    #expect(throws: DeskFileProblems.self) { try twice.signingKeys(knowing: [keys[0]]) }
    do throws(DeskFileProblems) {
      _ = try twice.signingKeys(knowing: [])
    } catch {
      #expect(error.problems.map(\.line) == [17, 18])
    }
  }

  @Test func `a new form is given to a key that is stored`() throws {
    let text = DeskTexts.desk(more: "secrets: [{hmac: \"sha256:\(SecretDigest(of: key).hexadecimal)\", header: x-new}]")
    let keys = try contents(text).signingKeys(knowing: [SigningKey(key)])
    #expect(keys.map(\.text) == [key])
    #expect(keys.map(\.form.header) == ["x-new"])
  }

  @Test(arguments: [
    ("{a: b}", ["16:11 A signing key lacks hmac.", "16:12 “a” is not a key of a signing key."]),
    (
      "{hmac: short}",
      ["16:18 A secret must have 16 to 512 characters; “openssl rand -hex 32” prints a good one."]
    ),
    ("{hmac: aaaabbbbccccddd-, base64: true}", ["16:18 The key is not base64, which base64 says it is."]),
    ("{hmac: aaaabbbbccccdddd}, aaaabbbbccccdddd", ["16:37 This secret is written twice."]),
    (
      "{hmac: aaaabbbbccccdddd, header: \"x y\"}",
      ["16:44 header “x y” is not the name of a header, such as x-signature."]
    ),
    (
      "{hmac: aaaabbbbccccdddd, algorithm: md5}",
      ["16:47 algorithm must be sha256 or sha512 or sha1, not “md5”."]
    ),
    (
      "{hmac: aaaabbbbccccdddd, payload: \"{timestamp}\"}",
      ["16:45 payload must be a single text that holds {body}, such as “{timestamp}.{body}”."]
    ),
    (
      "{hmac: aaaabbbbccccdddd, payload: \"{time}.{body}\"}",
      ["16:45 payload may hold {body}, {timestamp}, {method}, {url}, {svix-id} and no other placeholder."]
    ),
    ("{hmac: aaaabbbbccccdddd, tolerance: 2d}", ["16:47 tolerance must be between 1m and 1d."]),
    (
      "{hmac: \"aaaabbbbcccc\\u0064ddd\"}",
      ["16:11 A secret must stand in the file as it is, on one line and without escapes, and nowhere else in it."]
    ),
  ])
  func `a key that cannot be used is refused without being repeated`(_ entry: String, _ expected: [String]) {
    #expect(DeskTexts.problems(DeskTexts.desk(more: "secrets: [\(entry)]")) == expected)
  }
}
