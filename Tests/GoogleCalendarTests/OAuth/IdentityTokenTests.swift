import Desk
import Foundation
import Scheduling
import Testing

@testable import GoogleCalendar

struct IdentityTokenTests {
  let now = Instant(seconds: 1_772_438_400)

  /// A token with these claims; no signature is looked at.
  func token(_ changes: [String: Any?] = [:]) throws -> String {
    var claims: [String: Any] = [
      "iss": "https://accounts.google.com", "aud": "client", "sub": "42", "exp": 1_772_438_400 + 3600, "nonce": "n",
      "email": "Owner@Example.com", "email_verified": true,
    ]
    for (name, value) in changes { claims[name] = value }
    return try [["alg": "RS256", "typ": "JWT"], claims].map { part in
      try JSONSerialization.data(withJSONObject: part).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }.joined(separator: ".") + ".c2lnbmF0dXJl"
  }

  func mistake(_ changes: [String: Any?], nonce: String? = "n") throws -> IdentityToken.Mistake? {
    let token = try token(changes)
    do throws(IdentityToken.Mistake) {
      _ = try IdentityToken(token, clientID: "client", nonce: nonce, now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a good token tells who signed in`() throws {
    let identity = try IdentityToken(try token(), clientID: "client", nonce: "n", now: now)
    #expect(identity.subject == "42")
    #expect(identity.email == AccountID("owner@example.com"))
  }

  @Test func `every claim is checked`() throws {
    #expect(try mistake(["iss": "accounts.google.com"]) == nil)
    #expect(try mistake(["iss": "https://accounts.google.com.evil.example"]) == .issuer)
    #expect(try mistake(["aud": "another"]) == .audience)
    #expect(try mistake(["aud": ["client", "another"]]) == .audience)
    #expect(try mistake(["aud": ["client", "another"], "azp": "client"]) == nil)
    #expect(try mistake(["azp": "another"]) == .audience)
    #expect(try mistake(["exp": 1_772_438_400 - 301]) == .lapsed)
    #expect(try mistake(["exp": 1_772_438_400 - 299]) == nil)
    #expect(try mistake(["nonce": "other"]) == .nonce)
    #expect(try mistake(["nonce": nil as Any?]) == .nonce)
    #expect(try mistake(["nonce": nil as Any?], nonce: nil) == nil)
    #expect(try mistake(["sub": nil as Any?]) == .unreadable)
  }

  @Test func `an address that Google has not verified proves nothing`() throws {
    for unverified: Any in [false, "false"] {
      let identity = try IdentityToken(
        try token(["email_verified": unverified]), clientID: "client", nonce: "n", now: now)
      #expect(identity.email == nil)
    }
    #expect(
      try IdentityToken(try token(["email_verified": "true"]), clientID: "client", nonce: "n", now: now).email != nil)
  }

  @Test(arguments: ["", "a", "a.b", "a.b.c", "..", "e30.e30."])
  func `what is no token is refused`(text: String) {
    #expect(throws: IdentityToken.Mistake.unreadable) {
      try IdentityToken(text, clientID: "client", nonce: "n", now: now)
    }
  }
}
