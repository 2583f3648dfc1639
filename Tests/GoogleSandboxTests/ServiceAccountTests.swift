import JWTKit
import Testing

@testable import GoogleSandbox

struct ServiceAccountTests {
  struct Claims: JWTPayload {
    var iss: String
    var scope = "https://www.googleapis.com/auth/calendar"
    var aud = "https://oauth2.googleapis.com/token"
    var iat: Double = 1_795_420_800
    var exp: Double = 1_795_424_400
    var sub: String?

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  static func assertion(_ claims: Claims, key: String) async throws -> String {
    let keys = JWTKeyCollection()
    await keys.add(rsa: try Insecure.RSA.PrivateKey(pem: key), digestAlgorithm: .sha256)
    return try await keys.sign(claims)
  }

  static func redeem(_ bench: Bench, _ assertion: String) async throws -> Bench.Answer {
    try await bench.send("POST", "/token", form: [("grant_type", Assertion.grantType), ("assertion", assertion)])
  }

  @Test func `a service account signs in with its key, and every wrong assertion has its answer`() async throws {
    try await withSandbox { bench in
      let file = try await bench.control("POST", "serviceaccounts", ["email": "bot@p.iam.gserviceaccount.com"])
      #expect(file["type"] == "service_account")
      #expect(file["token_uri"]?.string == bench.base + "/token")
      let key = try #require(file["private_key"]?.string)
      #expect(key.hasPrefix("-----BEGIN PRIVATE KEY-----"))
      let good = Claims(iss: "bot@p.iam.gserviceaccount.com")
      let token = try await ServiceAccountTests.redeem(bench, ServiceAccountTests.assertion(good, key: key))
      #expect(token.status == 200, "\(token.text)")
      #expect(Set(token.json.object?.keys ?? [:].keys) == ["access_token", "expires_in", "token_type"])

      var own = good
      own.aud = bench.base + "/token"
      #expect(try await ServiceAccountTests.redeem(bench, ServiceAccountTests.assertion(own, key: key)).status == 200)

      let stranger = try await bench.control("POST", "serviceaccounts", ["email": "other@p.iam.gserviceaccount.com"])
      let rows: [(String, String?, (inout Claims) -> Void)] = [
        ("sa-bad-signature", stranger["private_key"]?.string, { _ in }),
        ("sa-clock", nil, { $0.exp = $0.iat + 3601 }), ("sa-clock", nil, { $0.iat += 0.5 }),
        (
          "sa-clock", nil,
          {
            $0.iat += 3600; $0.exp += 3600
          }
        ),
        (
          "sa-clock", nil,
          {
            $0.iat -= 7200; $0.exp -= 7200
          }
        ),
        ("sa-audience", nil, { $0.aud = "https://example.com/token" }),
        ("sa-unknown-account", nil, { $0.iss = "nobody@p.iam.gserviceaccount.com" }),
        ("sa-unknown-subject", nil, { $0.sub = "nobody@example.com" }),
        ("sa-not-delegated", nil, { $0.sub = Bench.olive }), ("sa-bad-scope", nil, { $0.scope = "nonsense" }),
      ]
      for (name, otherKey, change) in rows {
        var claims = good
        change(&claims)
        let answer = try await ServiceAccountTests.redeem(
          bench, ServiceAccountTests.assertion(claims, key: otherKey ?? key))
        let expected = try Fixtures.error(name, in: "token-errors.json")
        #expect(answer.status == expected.status, "\(name)")
        #expect(answer.json == expected.body, "\(name)")
      }
    }
  }

  @Test func `without delegation guests cannot be invited, with it they can`() async throws {
    try await withSandbox { bench in
      let file = try await bench.control(
        "POST", "serviceaccounts", ["email": "bot@p.iam.gserviceaccount.com", "delegated": true])
      let key = try #require(file["private_key"]?.string)
      var claims = Claims(iss: "bot@p.iam.gserviceaccount.com")
      let bare = try #require(
        try await ServiceAccountTests.redeem(bench, ServiceAccountTests.assertion(claims, key: key)).json[
          "access_token"]?.string)
      claims.sub = Bench.olive
      let delegated = try #require(
        try await ServiceAccountTests.redeem(bench, ServiceAccountTests.assertion(claims, key: key)).json[
          "access_token"]?.string)

      let calendar = "calendars/olive%40example.com/events"
      #expect(try await bench.api("GET", calendar, token: bare).reason == "notFound")
      try await bench.control(
        "POST", "acl", ["calendar": .string(Bench.olive), "scope": "bot@p.iam.gserviceaccount.com", "role": "writer"])
      let visit: JSON = [
        "start": ["dateTime": "2026-11-24T09:00:00Z"], "end": ["dateTime": "2026-11-24T09:30:00Z"],
      ]
      let invited = visit.merging(["attendees": [["email": "guest@example.org"]]])
      #expect(try await bench.api("POST", calendar, visit, token: bare).status == 200)
      let refused = try await bench.api("POST", calendar, invited, token: bare)
      let expected = try Fixtures.error("403-forbiddenForServiceAccounts", in: "calendar-errors.json")
      #expect(refused.status == expected.status)
      #expect(refused.json == expected.body)
      let id = try #require(try await bench.api("GET", calendar, token: bare).items.first?["id"]?.string)
      #expect(
        try await bench.api("PATCH", "\(calendar)/\(id)", ["attendees": [["email": "g@example.org"]]], token: bare)
          .status == 403)
      let done = try await bench.api("POST", calendar, invited, token: delegated)
      #expect(done.status == 200)
      #expect(done.json["creator"]?["email"]?.string == Bench.olive)

      // Its own list stays empty but for its own calendar until it inserts the shared one.
      #expect(try await bench.api("GET", "users/me/calendarList", token: bare).items.count == 1)
      #expect(
        try await bench.api("POST", "users/me/calendarList", ["id": .string(Bench.olive)], token: bare).json[
          "accessRole"]
          == "writer")
      #expect(try await bench.api("GET", "users/me/calendarList", token: bare).items.count == 2)
    }
  }
}
