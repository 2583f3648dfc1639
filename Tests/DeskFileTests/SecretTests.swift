import Desk
import DeskFile
import Testing

@Suite struct SecretTests {
  private let secret = "correct-horse-battery-staple"

  @Test func `a digest is SHA-256 in lower-case hexadecimal`() {
    // FIPS 180-4, the example message "abc".
    #expect(
      SecretDigest(of: "abc").hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `a secret is kept as its digest, and the stored file holds no secret`() throws {
    let text = DeskTexts.desk(more: "secrets:\n  - \(secret)\n  - \"\(secret)-2\"  # not \(secret)\n")
    let entry = try DeskTexts.read(text)
    #expect(entry.secretDigests == [SecretDigest(of: secret), SecretDigest(of: secret + "-2")])
    #expect(!entry.source.contains(secret))
    #expect(entry.source.contains("\"sha256:\(SecretDigest(of: secret + "-2").hexadecimal)\""))
    #expect(entry.source.contains("# a desk"))
  }

  @Test func `the stored file, applied again, is the same desk`() throws {
    let once = try DeskTexts.read(DeskTexts.desk(more: "secrets: [\(secret)]"))
    let twice = try DeskTexts.read(once.source)
    #expect(once == twice)
  }

  @Test(arguments: [
    (
      "secrets: [fifteen-letters]",
      "16:11 A secret must have 16 to 512 characters; “openssl rand -hex 32” prints a good one."
    ),
    ("secrets: [\"with a blank inside\"]", "16:11 A secret may hold visible ASCII characters only, and no blanks."),
    ("secrets: [\"sechzehn-Zeichen-ä\"]", "16:11 A secret may hold visible ASCII characters only, and no blanks."),
    ("secrets: [aaaabbbbccccdddd, aaaabbbbccccdddd]", "16:29 This secret is written twice."),
    ("secrets: [sha256:abc]", "16:11 “sha256:” must be followed by 64 lower-case hexadecimal digits."),
    ("secrets: aaaabbbbccccdddd", "16:10 secrets must be a list."),
    ("secrets: [[a, b]]", "16:11 A secret must be a single text, or a signing key: {hmac: KEY}."),
    (
      "secrets: [\"aaaabbbbcccc\\u0064ddd\"]",
      "16:11 A secret must stand in the file as it is, on one line and without escapes, and nowhere else in it."
    ),
    (
      "secrets: [maria@example.com]",
      "16:11 A secret must stand in the file as it is, on one line and without escapes, and nowhere else in it."
    ),
  ])
  func `a secret that cannot be used is refused without being repeated`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(more: text)) == [expected])
  }

  @Test(arguments: ["secrets: [\"hunter2-hunter2", "secrets: {hunter2-hunter2: x}", "secrets: [hunter2-hunter2 x]"])
  func `no mistake repeats what may be a secret`(_ text: String) {
    let problems = DeskTexts.problems(DeskTexts.desk(more: text))
    #expect(!problems.isEmpty)
    #expect(!problems.contains { $0.contains("hunter2") })
  }
}

@Suite struct SpellingTests {
  private let words = ["duration", "durations", "buffer", "interval", "notice", "hosts", "monday"]

  @Test(arguments: [
    ("duratoin", "duration"), ("Buffer", "buffer"), ("host", "hosts"), ("mon", "monday"), ("intervall", "interval"),
    ("notcie", "notice"),
  ])
  func `a slip of the pen finds the word that was meant`(_ written: String, _ meant: String) {
    #expect(Spelling.nearest(to: written, among: words) == meant)
  }

  @Test(arguments: ["", "x", "colour", "du", "completely-different"])
  func `what is near to nothing suggests nothing`(_ written: String) {
    #expect(Spelling.nearest(to: written, among: words) == nil)
  }
}
