import Desk
import Foundation
import JWTKit
import Scheduling
import Testing

@testable import GoogleCalendar

struct TokenWireTests {
  let now = Instant(seconds: 1_772_438_400)

  static func fixture(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/google/examples/oauth/\(name)", withExtension: nil))
    return Array(try Data(contentsOf: url))
  }

  struct ErrorExample: Decodable {
    struct Body: Decodable {
      let error: String?
      let error_description: String?
      let error_subtype: String?
    }
    let name: String
    let status: Int
    let body: Body
  }

  /// What every example of the facts means, and to which request it is an answer.
  static let meanings: [String: (kind: TokenRequestKind, refusal: TokenRefusal)] = [
    "refresh-revoked-or-expired": (.refresh, .grantEnded),
    "refresh-malformed-or-wrong-client": (.refresh, .grantEnded),
    "refresh-account-deleted": (.refresh, .accountDeleted),
    "reauth-session-control": (.refresh, .sessionEnded),
    "code-malformed": (.authorizationCode, .codeRefused),
    "code-reused-or-expired": (.authorizationCode, .codeRefused),
    "pkce-missing-verifier": (.authorizationCode, .codeRefused),
    "pkce-wrong-verifier": (.authorizationCode, .codeRefused),
    "redirect-uri-mismatch": (.authorizationCode, .redirectMismatch),
    "missing-code": (.authorizationCode, .requestRefused),
    "missing-redirect-uri": (.authorizationCode, .requestRefused),
    "no-client-id": (.refresh, .requestRefused),
    "client-secret-missing": (.refresh, .requestRefused),
    "bad-grant-type": (.refresh, .requestRefused),
    "unknown-client": (.refresh, .clientUnknown),
    "wrong-secret": (.refresh, .clientSecretWrong),
    "deleted-client": (.refresh, .clientDeleted),
    "sa-not-delegated": (.assertion, .notDelegated),
    "sa-bad-signature": (.assertion, .keyRefused),
    "sa-clock": (.assertion, .clockSkew),
    "sa-audience": (.assertion, .audienceRefused),
    "sa-unknown-account": (.assertion, .serviceAccountUnknown),
    "sa-unknown-subject": (.assertion, .subjectUnknown),
    "sa-bad-scope": (.assertion, .scopeRefused),
    "server-error": (.refresh, .unavailable),
  ]

  @Test func `every token error of the facts has its meaning`() throws {
    let examples = try JSONDecoder().decode([ErrorExample].self, from: Data(try Self.fixture("token-errors.json")))
    #expect(Set(examples.map(\.name)) == Set(Self.meanings.keys))
    for example in examples {
      let meaning = try #require(Self.meanings[example.name])
      let refusal = TokenRefusal(
        status: example.status, code: example.body.error, description: example.body.error_description,
        subtype: example.body.error_subtype, to: meaning.kind)
      #expect(refusal == meaning.refusal, "\(example.name)")
    }
  }

  @Test(arguments: [
    (400, "invalid_grant", "Invalid grant: account not found", TokenRefusal.serviceAccountUnknown),
    (400, "invalid_grant", "Robot is disabled.", .serviceAccountUnknown),
    (400, "invalid_grant", "Not a valid email", .subjectUnknown),
    (400, "invalid_grant", "The account has been deleted", .accountDeleted),
    (400, "invalid_grant", "Invalid JWT: No valid verifier found for issuer", .serviceAccountUnknown),
    (400, "invalid_request", "Invalid impersonation prn email address.", .subjectUnknown),
    (403, "access_denied", "Requested client not authorized", .notDelegated),
    (403, "access_denied", "Account restricted", .accountRestricted),
    (400, "admin_policy_enforced", "", .accountRestricted),
    (400, "internal_failure", "Backend Error", .unavailable),
    (429, "", "", .unavailable),
    (408, "", "", .unavailable),
    (503, "invalid_grant", "", .unavailable),
    (403, "", "", .unrecognised),
    (418, "teapot", "", .unrecognised),
  ])
  func `further answers have theirs`(status: Int, code: String, description: String, refusal: TokenRefusal) {
    #expect(
      TokenRefusal(
        status: status, code: code.isEmpty ? nil : code, description: description, subtype: nil, to: .assertion)
        == refusal)
  }

  @Test func `only what is not known for sure passes by itself, and every refusal has words for the operator`() {
    #expect(TokenRefusal.allCases.filter { $0.consequence == .passes } == [.unavailable, .unrecognised])
    #expect(TokenRefusal.allCases.allSatisfy { !$0.sentence.isEmpty })
  }

  @Test func `Google's token answers are read`() throws {
    let full = try #require(TokenReply(try Self.fixture("token-authorization-code.json"), sentAt: now))
    #expect(full.accessToken == "ya29.EXAMPLE-access")
    #expect(full.expires == now + .seconds(3599))
    #expect(full.refreshToken == "1//EXAMPLE-refresh")
    #expect(full.scopes?.count == 4)
    #expect(full.grantEnds == nil)
    let testing = try #require(TokenReply(try Self.fixture("token-authorization-code-testing-mode.json"), sentAt: now))
    #expect(testing.grantEnds == now + .seconds(604_799))
    let refresh = try #require(TokenReply(try Self.fixture("token-refresh.json"), sentAt: now))
    #expect(refresh.refreshToken == nil)
    let service = try #require(TokenReply(try Self.fixture("token-service-account.json"), sentAt: now))
    #expect(service.scopes == nil)
    let bare = try #require(
      TokenReply(try Self.fixture("token-authorization-code-no-refresh-token.json"), sentAt: now))
    #expect(GoogleScopes.missing(from: bare.scopes ?? []) == [GoogleScopes.freeBusy, GoogleScopes.calendarList])
  }

  @Test(arguments: [
    ("3599", 3599), (#""3599""#, 3599), ("3599.9", 3599), ("-5", 0), ("1e12", 86_400), ("0", 0),
  ])
  func `any sensible form of a lifetime is read`(json: String, seconds: Int64) {
    let reply = TokenReply(Array(#"{"access_token":"a","expires_in":\#(json),"novel":[1]}"#.utf8), sentAt: now)
    #expect(reply?.expires == now + .seconds(seconds))
  }

  @Test(arguments: [
    "", "null", "<html>", "{}", #"{"access_token":""}"#, #"{"access_token":"a","expires_in":"soon"}"#,
    #"{"access_token":"a","expires_in":1e300}"#, #"{"access_token":7}"#,
  ])
  func `what is no token answer is not taken for one`(body: String) {
    #expect(TokenReply(Array(body.utf8), sentAt: now) == nil)
  }

  @Test func `a lifetime that is not said is short`() {
    #expect(TokenReply(Array(#"{"access_token":"a"}"#.utf8), sentAt: now)?.expires == now + .minutes(10))
  }

  @Test(arguments: [
    ([], 3), (["calendar"], 0), (["calendar.readonly"], 1), (["calendar.events"], 2),
    (["calendar.events", "calendar.freebusy", "calendar.calendarlist.readonly"], 0),
    (["calendar.events.owned", "calendar.events.freebusy", "calendar.calendarlist"], 0),
    (["calendar.events.readonly", "calendar.freebusy", "calendar.calendarlist.readonly"], 1),
  ])
  func `broader scopes suffice and narrower ones do not`(suffixes: [String], missing: Int) {
    let granted = suffixes.map { "https://www.googleapis.com/auth/" + $0 } + ["openid"]
    #expect(GoogleScopes.missing(from: granted).count == missing)
  }

  @Test func `form fields survive the way there and back`() {
    let values = ["", "a b", "ä=&+%", "4/0Ab-_.~", "\u{1F600}", "100%", "%zz"]
    for value in values {
      let encoded = FormFields([("name", value), ("other", "x")]).encoded
      #expect(encoded.allSatisfy { $0.isASCII && $0 != " " && $0 != "+" })
      #expect(FormFields(parsing: encoded).fields.first?.value == value)
    }
    #expect(FormFields(parsing: "a=1+2&b=%2&c=%zz&d")["a"] == "1 2")
    #expect(FormFields(parsing: "a=1+2&b=%2&c=%zz&d")["c"] == "%zz")
    #expect(FormFields(parsing: "a=1&a=2")["a"] == nil)
  }

  @Test func `the challenge is the one of RFC 7636 appendix B`() {
    let verifier = OneTimeSecret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(verifier.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    #expect(
      OneTimeSecret(Randomness { Array(repeating: 255, count: $0) }).text == String(repeating: "_", count: 42) + "8")
  }

  @Test func `Google's redirects are read`() throws {
    let lines = String(decoding: try Self.fixture("redirects.txt"), as: UTF8.self).split(separator: "\n")
    let queries = lines.filter { !$0.hasPrefix("#") }.map {
      FormFields(parsing: String($0.drop { $0 != "?" }.dropFirst()))
    }
    #expect(queries.map { $0["state"] } == ["RANDOM", "RANDOM", "RANDOM"])
    #expect(queries.map { $0["code"] } == ["4/0EXAMPLE", nil, nil])
    #expect(queries.map { $0["error"] } == [nil, "access_denied", "interaction_required"])
  }
}
