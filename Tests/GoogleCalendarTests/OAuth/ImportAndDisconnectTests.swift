import Desk
import GoogleSandbox
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct ImportAndDisconnectTests {
  let invited = SignInBench.invited

  /// Makes the account anew in the sandbox, with a refresh token of these scopes.
  func seed(_ google: SignInBench, _ scopes: [String]? = nil) async throws -> String {
    let list = scopes.map { ",\"scopes\":[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]" } ?? ""
    try await google.control(
      .POST, "/sandbox/reset",
      #"{"accounts":[{"email":"owner@example.com","refreshToken":"1//seeded"\#(list)},{"email":"other@example.com"}]}"#)
    return "1//seeded"
  }

  @Test func `a refresh token from elsewhere is taken in`() async throws {
    try await SignInBench.run { google in
      let token = try await seed(google)
      let outcome = await google.signIn().importGrant(invited, refreshToken: token)
      #expect(outcome == .connected(invited, desk: nil, grantEnds: nil))
      #expect(try await google.bench.store.read(invited)?.document.refreshToken == token)
      _ = try await google.keeper.token(for: invited, by: google.bench.deadline())
    }
  }

  @Test func `without the e-mail scope the primary calendar tells whose it is`() async throws {
    try await SignInBench.run { google in
      let token = try await seed(google, GoogleScopes.calendar)
      #expect(await google.signIn().importGrant(invited, refreshToken: token).isConnected)
      let wrong = await google.signIn().importGrant(AccountID("other@example.com"), refreshToken: token)
      #expect(wrong == .wrongAccount(invited: AccountID("other@example.com")))
    }
  }

  @Test func `an imported grant that is too small, or dead, is refused`() async throws {
    try await SignInBench.run { google in
      let token = try await seed(google, ["openid", "email", GoogleScopes.events])
      #expect(
        await google.signIn().importGrant(invited, refreshToken: token)
          == .missingScopes([GoogleScopes.freeBusy, GoogleScopes.calendarList]))
      #expect(await google.signIn().importGrant(invited, refreshToken: "1//x") == .notAccepted(.grantEnded))
      #expect(try await google.bench.store.read(invited) == nil)
    }
  }

  @Test func `disconnecting revokes at Google and deletes here`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect().isConnected)
      let refreshToken = try #require(try await google.bench.store.read(invited)?.document.refreshToken)
      #expect(await google.signIn().disconnect(invited) == .disconnected)
      #expect(await google.keeper.result(invited, by: google.bench.deadline()) == .failure(.notConnected))
      #expect(await google.signIn().importGrant(invited, refreshToken: refreshToken) == .notAccepted(.grantEnded))
      #expect(await google.signIn().disconnect(invited) == .wasNotConnected)
    }
  }

  @Test func `a grant that is already dead at Google can be disconnected`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect().isConnected)
      try await google.control(.POST, "/sandbox/tokens/revoke", #"{"email":"owner@example.com"}"#)
      #expect(await google.signIn().disconnect(invited) == .disconnected)
    }
  }

  @Test func `what cannot be revoked just now is kept, so that it can be tried again`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect().isConnected)
      try await google.control(
        .PUT, "/sandbox/faults", #"[{"match":{"path":"/revoke"},"times":1,"do":{"status":503}}]"#)
      #expect(await google.signIn().disconnect(invited) == .unreachable)
      #expect(await google.signIn().disconnect(invited) == .disconnected)
    }
  }

  @Test func `a token expired at Google in mid-call is replaced unheard`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect().isConnected)
      let token = try await google.keeper.token(for: invited, by: google.bench.deadline())
      try await google.control(.POST, "/sandbox/tokens/expire", #"{"email":"owner@example.com"}"#)
      let next = try await google.keeper.replacement(for: token, of: invited, by: google.bench.deadline())
      #expect(next.value != token.value)
      let answer = try await google.bench.exchange.send(
        HTTPExchangeRequest(
          method: .get, url: google.url + "/calendar/v3/users/me/calendarList",
          headers: [("authorization", "Bearer \(next.value)")]), by: google.bench.deadline())
      #expect(answer.status == 200)
    }
  }
}
