import Crypto
import Desk
import HTTPTypes
import Scheduling
import Testing
import Vapi

@Suite struct BearerTests {
  private static func digest(_ secret: String) -> SecretDigest {
    SecretDigest(hexadecimal: Array(SHA256.hash(data: Array(secret.utf8))).hexadecimal)
  }

  private static let authentication = WebhookAuthentication(
    bearers: BearerSecrets(
      everyDesk: ["first-secret", "", "second-secret"],
      desks: [
        (DeskKey("alder"), [digest("alders"), digest("first-secret")]),
        (DeskKey("birch"), [SecretDigest(hexadecimal: digest("birchs").hexadecimal.uppercased()), digest("birchs-2")]),
        (DeskKey("broken"), [SecretDigest(hexadecimal: "zz"), SecretDigest(hexadecimal: "")]),
      ]))

  @Test(arguments: [
    ("first-secret", WebhookAccess.everyDesk), ("second-secret", .everyDesk),
    ("alders", .desk(DeskKey("alder"), .bearer("alders"))), ("birchs", .desk(DeskKey("birch"), .bearer("birchs"))),
    ("birchs-2", .desk(DeskKey("birch"), .bearer("birchs-2"))),
  ])
  func `a secret opens what it belongs to, in either header`(secret: String, access: WebhookAccess) {
    for headers in [
      [.authorization: "Bearer \(secret)"], [.authorization: "bearer  \(secret)"], [.authorization: secret],
      [.vapiSecret: secret], [.vapiSecret: "Bearer \(secret)"], [.authorization: "Bearer wrong", .vapiSecret: secret],
    ] as [HTTPFields] {
      #expect(Self.authentication.checkHeaders(headers) == .accepted(access), "\(headers)")
    }
  }

  @Test(arguments: [
    "", "Bearer", "Bearer ", "first-secre", "first-secret-", "First-secret", "first-secret,second-secret",
    "Basic first-secret", "Bearer Bearer first-secret", "Bearer: first-secret", "birch",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ])
  func `anything else is refused`(value: String) {
    let verdict: WebhookAuthentication.HeaderVerdict = value.isEmpty ? .absent : .rejected
    #expect(Self.authentication.checkHeaders([.authorization: value]) == verdict)
    #expect(Self.authentication.checkHeaders([.vapiSecret: value]) == verdict)
  }

  @Test func `without any header, and without any secret, nothing is let in`() {
    #expect(Self.authentication.checkHeaders([:]) == .absent)
    #expect(Self.authentication.checkHeaders([.authorization: "", .vapiSecret: ""]) == .absent)
    let open = WebhookAuthentication(bearers: BearerSecrets(everyDesk: ["", ""]))
    #expect(open.bearers.isEmpty)
    #expect(open.checkHeaders([.authorization: "Bearer "]) == .rejected)
    #expect(open.checkBody(body: [], url: "", headers: [:], at: Instant(seconds: 0)) == .rejected)
  }

  @Test func `a digest is no secret`() {
    let digest = Self.digest("alders").hexadecimal
    #expect(Self.authentication.checkHeaders([.authorization: "Bearer \(digest)"]) == .rejected)
  }

  @Test func `beside a signature plan a right secret decides at once and a wrong one leaves it to the body`() throws {
    let both = WebhookAuthentication(bearers: BearerSecrets(everyDesk: ["s"]), plan: try Samples.plan("key"))
    let signature = try #require(HTTPField.Name("x-signature"))
    #expect(both.checkHeaders([.authorization: "Bearer s", signature: "00"]) == .accepted(.everyDesk))
    #expect(both.checkHeaders([.authorization: "Bearer x", signature: "00"]) == .needsBody)
    #expect(both.checkHeaders([.authorization: "Bearer x"]) == .rejected)
  }

  @Test func `a desk's access opens that desk alone`() {
    #expect(WebhookAccess.everyDesk.opens(DeskKey("alder")))
    let own = WebhookAccess.desk(DeskKey("alder"), .bearer("canary"))
    #expect(own.opens(DeskKey("alder")))
    #expect(!own.opens(DeskKey("birch")))
    #expect(!String(reflecting: own).contains("canary") && !"\(own)".contains("canary"))
  }
}
