import Desk
import Foundation
import GoogleSandbox
import JWTKit
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct ServiceAccountTests {
  let robot = AccountID("booking@my-project.iam.gserviceaccount.com")
  let owner = SignInBench.invited

  /// A service account known to the sandbox: its key file.
  func keyFile(_ google: SignInBench, delegated: Bool = false) async throws -> [UInt8] {
    try await google.control(
      .POST, "/sandbox/serviceaccounts", #"{"email":"\#(robot)","delegated":\#(delegated)}"#)
  }

  func keeper(_ google: SignInBench, _ file: [UInt8], delegation: [AccountID] = []) throws -> TokenKeeper {
    let roster = ServiceAccountRoster(keys: [try ServiceAccountKey(parsing: file)], delegation: delegation)
    return google.bench.keeper(google.url, roster: roster)
  }

  @Test func `a service account gets a token of its own, and a second process takes it over`() async throws {
    try await SignInBench.run { google in
      let file = try await keyFile(google)
      let token = try await keeper(google, file).token(for: robot, by: google.bench.deadline())
      #expect(token.value.hasPrefix("ya29.c"))
      #expect(try await keeper(google, file).token(for: robot, by: google.bench.deadline()) == token)
      let answer = try await google.bench.exchange.send(
        HTTPExchangeRequest(
          method: .get, url: google.url + "/calendar/v3/users/me/calendarList",
          headers: [("authorization", "Bearer \(token.value)")]), by: google.bench.deadline())
      #expect(answer.status == 200)
    }
  }

  @Test func `a service account that acts for nobody cannot invite, and that is known beforehand`() async throws {
    try await SignInBench.run { google in
      let keeper = try keeper(google, try await keyFile(google), delegation: [owner])
      #expect(await keeper.standing(of: robot) == AccountStanding(trouble: nil, canInvite: false))
      #expect(await keeper.standing(of: owner) == AccountStanding(trouble: nil, canInvite: true))
      let reports = try await keeper.connections()
      #expect(reports.map(\.account) == [robot, owner])
      #expect(reports.map(\.canInvite) == [false, true])
      #expect(reports.allSatisfy { $0.isServiceAccount })
    }
  }

  @Test func `a delegated service account acts for the owner`() async throws {
    try await SignInBench.run { google in
      let keeper = try keeper(google, try await keyFile(google, delegated: true), delegation: [owner])
      let token = try await keeper.token(for: owner, by: google.bench.deadline())
      let answer = try await google.bench.exchange.send(
        HTTPExchangeRequest(
          method: .get, url: google.url + "/calendar/v3/users/me/calendarList/primary",
          headers: [("authorization", "Bearer \(token.value)")]), by: google.bench.deadline())
      #expect(String(decoding: answer.body, as: UTF8.self).contains("owner@example.com"))
    }
  }

  @Test func `a missing delegation is named`() async throws {
    try await SignInBench.run { google in
      let keeper = try keeper(google, try await keyFile(google), delegation: [owner])
      #expect(await keeper.result(owner, by: google.bench.deadline()) == .failure(.needsReconnecting))
      #expect(try await keeper.connections().last?.state == .needsReconnecting(.notDelegated))
    }
  }

  @Test func `a key that Google no longer knows is named`() async throws {
    try await SignInBench.run { google in
      let old = try await keyFile(google)
      _ = try await keyFile(google)
      let keeper = try keeper(google, old)
      #expect(await keeper.result(robot, by: google.bench.deadline()) == .failure(.needsReconnecting))
      #expect(try await keeper.connections().first?.state == .needsReconnecting(.keyRefused))
    }
  }

  @Test func `a person's own connection goes before a delegation`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect().isConnected)
      let keeper = try keeper(google, try await keyFile(google), delegation: [owner])
      #expect(await keeper.standing(of: owner).canInvite)
      #expect(try await keeper.connections().first { $0.account == owner }?.isServiceAccount == false)
    }
  }

  @Test func `without its service account an account is not connected`() async throws {
    try await SignInBench.run { google in
      let file = try await keyFile(google)
      _ = try await keeper(google, file).token(for: robot, by: google.bench.deadline())
      #expect(await google.keeper.result(robot, by: google.bench.deadline()) == .failure(.notConnected))
      #expect(try await google.keeper.connections().isEmpty)
    }
  }

  @Test func `the assertion is the one that Google asks for`() async throws {
    try await SignInBench.run { google in
      let key = try ServiceAccountKey(parsing: try await keyFile(google))
      let now = Instant(milliseconds: 1_795_334_772_999)
      let assertion = ServiceAccountAssertion(key: key, scopes: GoogleScopes.calendar, subject: owner.rawValue)
      let parts = try await assertion.sign(at: now).split(separator: ".").map { part in
        let padded = part.replacing("-", with: "+").replacing("_", with: "/")
        return try #require(Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.count % 4) % 4)))
      }
      let header = try #require(try JSONSerialization.jsonObject(with: parts[0]) as? [String: String])
      #expect(header == ["alg": "RS256", "typ": "JWT", "kid": key.keyID])
      let claims = try #require(try JSONSerialization.jsonObject(with: parts[1]) as? [String: Any])
      #expect(Set(claims.keys) == ["iss", "scope", "aud", "iat", "exp", "sub"])
      #expect(claims["iat"] as? Int == 1_795_334_772)
      // Google refuses fractions, even of nothing.
      #expect(!String(decoding: parts[1], as: UTF8.self).contains("1795334772."))
      #expect(claims["exp"] as? Int == 1_795_334_772 + 3600)
      #expect(claims["aud"] as? String == google.url + "/token")
      #expect(claims["iss"] as? String == robot.rawValue)
      #expect(claims["sub"] as? String == "owner@example.com")
    }
  }
}

struct ServiceAccountKeyTests {
  func mistake(_ text: String) -> ServiceAccountKeyMistake? {
    do throws(ServiceAccountKeyMistake) {
      _ = try ServiceAccountKey(parsing: Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func `each mistake in a key file has its own sentence`() throws {
    let whole = #""client_email":"a@b.example","private_key_id":"k","private_key":"nonsense""#
    let cases: [(String, ServiceAccountKeyMistake)] = [
      ("", .notJSON), ("-----BEGIN PRIVATE KEY-----", .notJSON), ("[]", .notJSON),
      ("{}", .missing(member: "type")),
      (#"{"installed":{"client_id":"x"}}"#, .missing(member: "type")),
      (#"{"type":"authorized_user"}"#, .wrongType("a person's credentials")),
      (#"{"type":"external_account"}"#, .wrongType(nil)),
      (#"{"type":"service_account"}"#, .missing(member: "client_email")),
      (#"{"type":"service_account","client_email":"a@b.example"}"#, .missing(member: "private_key_id")),
      (
        #"{"type":"service_account","client_email":"a@b.example","private_key_id":"k","private_key":""}"#,
        .missing(member: "private_key")
      ),
      (#"{"type":"service_account",\#(whole)}"#, .unreadablePrivateKey),
    ]
    for (text, expected) in cases { #expect(mistake(text) == expected, "\(text)") }
    #expect(Set(cases.map(\.1.sentence)).count == Set(cases.map(\.1)).count)
    let shape = String(decoding: try TokenWireTests.fixture("service-account-key-shape.json"), as: UTF8.self)
    #expect(mistake(shape) == .unreadablePrivateKey)
  }
}
