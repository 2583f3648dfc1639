import Desk
import HTTPTypes
import Scheduling
import Testing
import Vapi

/// `signature-vectors.json`: computed from the documented meaning of the plan's fields.
@Suite struct SignatureVectorTests {
  struct Vector: Sendable, CustomStringConvertible {
    let name: String
    let plan: HMACPlan
    let method: String
    let url: String
    let body: [UInt8]
    var headers: HTTPFields
    var description: String { name }

    func isAccepted(
      plan: HMACPlan? = nil, body: [UInt8]? = nil, url: String? = nil, headers: HTTPFields? = nil,
      at now: Instant = SignatureVectorTests.signed
    ) -> Bool {
      let authentication = WebhookAuthentication(bearers: BearerSecrets(everyDesk: []), plan: plan ?? self.plan)
      let headers = headers ?? self.headers
      guard authentication.checkHeaders(headers) == .needsBody else { return false }
      let body = body ?? self.body
      let verdict = authentication.checkBody(body: body, url: url ?? self.url, headers: headers, at: now)
      return verdict == .accepted(.everyDesk)
    }
  }

  static let signed = Instant(seconds: 1_795_455_030)

  static func vectors() throws -> [Vector] {
    let list = try #require(try Fixtures.value("vapi/signature-vectors.json")["vapi"]?.array)
    return try list.map { entry in
      Vector(
        name: entry["name"]?.string ?? "", plan: try #require(HMACPlan(authenticationPlan: entry["plan"] ?? .null)),
        method: entry["method"]?.string ?? "", url: entry["url"]?.string ?? "",
        body: Array((entry["body"]?.string ?? "").utf8), headers: try fields(entry["headers"] ?? .null))
    }
  }

  static func fields(_ value: JSONValue) throws -> HTTPFields {
    guard case .object(let members) = value else { return [:] }
    var fields = HTTPFields()
    for member in members { fields[try #require(HTTPField.Name(member.name))] = member.value.string }
    return fields
  }

  @Test func `every vector verifies`() throws {
    let vectors = try Self.vectors()
    #expect(vectors.count == 6)
    for vector in vectors { #expect(vector.isAccepted(), "\(vector)") }
  }

  @Test func `a body with any one byte changed is refused`() throws {
    for vector in try Self.vectors() {
      for place in vector.body.indices {
        var body = vector.body
        body[place] ^= 1
        #expect(!vector.isAccepted(body: body), "\(vector) at \(place)")
      }
      #expect(!vector.isAccepted(body: vector.body + [0x20]), "\(vector)")
      #expect(!vector.isAccepted(body: vector.body.dropLast()), "\(vector)")
      #expect(!vector.isAccepted(body: []), "\(vector)")
    }
  }

  @Test func `a header with any one sign changed is refused`() throws {
    for vector in try Self.vectors() {
      for field in vector.headers {
        for place in field.value.indices {
          var changed = field.value
          changed.replaceSubrange(place...place, with: changed[place] == "1" ? "2" : "1")
          var headers = vector.headers
          headers[field.name] = changed
          #expect(!vector.isAccepted(headers: headers), "\(vector) \(field.name) \(changed)")
        }
      }
    }
  }

  @Test func `without one of its headers a request is refused`() throws {
    for vector in try Self.vectors() {
      for field in vector.headers {
        var headers = vector.headers
        headers[field.name] = nil
        #expect(!vector.isAccepted(headers: headers), "\(vector) without \(field.name)")
        headers[field.name] = ""
        #expect(!vector.isAccepted(headers: headers), "\(vector) with an empty \(field.name)")
        headers[values: field.name] = [field.value, field.value]
        #expect(!vector.isAccepted(headers: headers), "\(vector) with two \(field.name)")
      }
    }
  }

  @Test func `another secret is refused, and the right one beside it is not`() throws {
    for vector in try Self.vectors() {
      let other = try #require(HMACSecret("b3RoZXI=", isBase64: vector.plan.secrets[0].isBase64))
      #expect(!vector.isAccepted(plan: vector.plan.with(secrets: [other])), "\(vector)")
      #expect(vector.isAccepted(plan: vector.plan.with(secrets: [other] + vector.plan.secrets)), "\(vector)")
    }
  }

  @Test func `the url counts where it is signed`() throws {
    for vector in try Self.vectors() {
      let isSigned = vector.plan.payload.text.contains("{url}")
      #expect(vector.isAccepted(url: "https://other.example.com/") != isSigned, "\(vector)")
    }
  }

  @Test func `a signed timestamp is believed within the tolerance alone`() throws {
    for vector in try Self.vectors() where vector.plan.protectsAgainstReplay {
      // The vector in milliseconds was signed 123 ms later.
      for (offset, isAccepted) in [(-299, true), (-302, false), (299, true), (302, false), (86_400, false)] {
        #expect(vector.isAccepted(at: Self.signed + .seconds(offset)) == isAccepted, "\(vector) \(offset) s later")
      }
    }
  }

  @Test func `a timestamp that is not signed protects against nothing and is not looked at`() throws {
    let vector = try #require(try Self.vectors().first { $0.plan.payload.text == "{body}" })
    #expect(!vector.plan.protectsAgainstReplay)
    #expect(vector.isAccepted(at: Self.signed + .days(365)))
  }

  @Test func `our own signature is the vector's`() throws {
    for vector in try Self.vectors() {
      let name = try #require(HTTPField.Name(vector.plan.timestampHeader))
      let id = try #require(HTTPField.Name(vector.plan.messageIDHeader))
      let request = SignedRequest(
        method: vector.method, url: vector.url, timestamp: vector.headers[name], messageID: vector.headers[id])
      let signature = try #require(
        vector.plan.signature(body: vector.body, request))
      let header = try #require(HTTPField.Name(vector.plan.signatureHeader))
      #expect(vector.plan.signaturePrefix + signature == vector.headers[header])
    }
  }

  @Test func `the neighbours' signatures are the same function in another header`() throws {
    let neighbours = try #require(try Fixtures.value("vapi/signature-vectors.json")["neighbours"]?.array)
    for entry in neighbours {
      let isRetell = entry["apiKey"] != nil
      let header = entry["headers"]?[isRetell ? "x-retell-signature" : "ElevenLabs-Signature"]?.string ?? ""
      let parts = header.split(separator: ",").map { String($0.split(separator: "=")[1]) }
      let secret = entry["apiKey"]?.string ?? entry["secret"]?.string ?? ""
      let plan = HMACPlan(
        secrets: [try #require(HMACSecret(secret))],
        payload: try #require(PayloadFormat(isRetell ? "{body}{timestamp}" : "{timestamp}.{body}")))
      let headers = try Self.fields(["x-timestamp": .string(parts[0]), "x-signature": .string(parts[1])])
      let body = Array((entry["body"]?.string ?? "").utf8)
      #expect(plan.verifies(body: body, url: "", headers: headers, at: Self.signed))
      #expect(!plan.verifies(body: body + [0], url: "", headers: headers, at: Self.signed))
    }
    #expect(neighbours.count == 2)
  }
}

extension HMACPlan {
  func with(secrets: [HMACSecret]) -> HMACPlan {
    HMACPlan(
      secrets: secrets, algorithm: algorithm, encoding: encoding, payload: payload, signatureHeader: signatureHeader,
      signaturePrefix: signaturePrefix, timestampHeader: timestampHeader, messageIDHeader: messageIDHeader,
      includesTimestamp: includesTimestamp, tolerance: tolerance)
  }
}
