import Desk
import HTTPTypes
import Scheduling
import Testing
import Vapi

@Suite struct SignatureFormTests {
  private static let now = Instant(seconds: 1_795_455_030)
  private static let body = Array(#"{"message":{"type":"hang"}}"#.utf8)

  private static func signed(
    _ plan: HMACPlan, timestamp: String? = "1795455030", messageID: String? = nil
  ) throws -> String {
    let request = SignedRequest(method: "POST", url: "u", timestamp: timestamp, messageID: messageID)
    return try #require(plan.signature(body: body, request))
  }

  private static func verifies(_ plan: HMACPlan, _ headers: JSONValue) throws -> Bool {
    plan.verifies(body: body, url: "u", headers: try SignatureVectorTests.fields(headers), at: now)
  }

  @Test func `one of several signatures is enough`() throws {
    let plan = HMACPlan(
      secrets: try Samples.plan("new").secrets, encoding: .base64,
      payload: try #require(PayloadFormat("{svix-id}.{timestamp}.{body}")), signatureHeader: "svix-signature",
      signaturePrefix: "v1,", timestampHeader: "svix-timestamp")
    let right = "v1," + (try Self.signed(plan, messageID: "m"))
    let old = "v1," + (try Self.signed(plan.with(secrets: Samples.plan("old").secrets), messageID: "m"))
    for (header, isRight) in [
      (right, true), ("\(old) \(right)", true), ("\(right) \(old)", true), (old, false), ("v1a,\(right)", false),
      (String(right.dropFirst(3)), false), ("", false), ("v1,", false),
      (Array(repeating: old, count: 40).joined(separator: " "), false),
    ] {
      let headers: JSONValue = [
        "svix-id": "m", "svix-timestamp": "1795455030", "svix-signature": .string(header),
      ]
      #expect(try Self.verifies(plan, headers) == isRight, "\(header)")
    }
  }

  @Test func `a prefix may hold a blank, and hexadecimal digits may be capitals`() throws {
    let plan = HMACPlan(secrets: try Samples.plan("s").secrets, signaturePrefix: "HMAC ")
    let signature = try Self.signed(plan)
    for text in [signature, signature.uppercased()] {
      #expect(try Self.verifies(plan, ["x-timestamp": "1795455030", "x-signature": .string("HMAC " + text)]))
    }
  }

  @Test(arguments: HMACPlan.Algorithm.allCases, HMACPlan.Encoding.allCases)
  func `every algorithm and encoding verifies its own and no other's`(
    algorithm: HMACPlan.Algorithm, encoding: HMACPlan.Encoding
  ) throws {
    let plan = HMACPlan(secrets: try Samples.plan("s").secrets, algorithm: algorithm, encoding: encoding)
    let headers: JSONValue = ["x-timestamp": "1795455030", "x-signature": .string(try Self.signed(plan))]
    for other in HMACPlan.Algorithm.allCases {
      let reader = HMACPlan(secrets: plan.secrets, algorithm: other, encoding: encoding)
      #expect(try Self.verifies(reader, headers) == (other == algorithm))
    }
  }

  @Test(arguments: [
    "1795455030", "1795455030000", "1795455329", "1795454731", "1795455030.5", "-1795455030", "+1795455030",
    "0x6B04", "", "99999999999999999999", "0", "2026-11-23T17:30:30Z",
  ])
  func `a timestamp is digits within five minutes of now`(timestamp: String) throws {
    let plan = try Samples.plan("s")
    let good: Set = ["1795455030", "1795455030000", "1795455329", "1795454731"]
    let headers: JSONValue = [
      "x-timestamp": .string(timestamp), "x-signature": .string(try Self.signed(plan, timestamp: timestamp)),
    ]
    #expect(try Self.verifies(plan, headers) == good.contains(timestamp))
  }

  @Test(arguments: ["", ".", "1795455030."])
  func `without an included timestamp each reading of the format is tried`(rendered: String) throws {
    let plan = HMACPlan(secrets: try Samples.plan("s").secrets, includesTimestamp: false)
    let signer = HMACPlan(secrets: plan.secrets, payload: try #require(PayloadFormat(rendered + "{body}")))
    var headers: JSONValue = ["x-signature": .string(try Self.signed(signer, timestamp: nil))]
    if rendered.count > 1 {
      headers = ["x-signature": .string(try Self.signed(signer, timestamp: nil)), "x-timestamp": "1795455030"]
    }
    #expect(try Self.verifies(plan, headers))
    #expect(!plan.protectsAgainstReplay)
  }

  @Test func `a format without the body, and a key that is none, are refused`() {
    #expect(PayloadFormat("{timestamp}") == nil)
    #expect(PayloadFormat("") == nil)
    #expect(HMACSecret("") == nil)
    for text in ["====", "a", "abcde", "ab*d", "é"] { #expect(HMACSecret(text, isBase64: true) == nil) }
  }

  /// RFC 4648 section 10, and what lies beyond the letters.
  @Test(arguments: [
    ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ("foobar", "Zm9vYmFy===="), ("f", "Zg"), ("~~~???", "fn5+Pz8/"),
  ])
  func `a key in base64 is the key`(text: String, encoded: String) throws {
    let plain = try Samples.plan(text)
    #expect(try Self.signed(plain) == Self.signed(Samples.plan(encoded, isBase64: true)))
    #expect(try Self.signed(plain) != Self.signed(Samples.plan(encoded)))
  }

  @Test func `a secret shows itself nowhere`() throws {
    let secret = try #require(HMACSecret("canary"))
    for text in ["\(secret)", String(reflecting: secret), String(describing: try Samples.plan("canary"))] {
      #expect(!text.contains("canary"))
    }
  }

  @Test func `a plan of an unknown kind is none`() throws {
    for plan in [
      ["type": "hmac", "secretKey": "s", "algorithm": "md5"], ["type": "hmac", "algorithm": "sha256"],
      ["type": "oauth2"], ["type": "hmac", "secretKey": "s", "algorithm": "sha256", "signatureEncoding": "base32"],
      ["type": "hmac", "secretKey": "s", "algorithm": "sha256", "payloadFormat": "{timestamp}"],
    ] as [JSONValue] {
      #expect(HMACPlan(authenticationPlan: plan) == nil)
    }
  }
}
