import Desk
import GoogleSandbox
import LedgerContract
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct GoogleSignInTests {
  let invited = SignInBench.invited

  @Test func `an invited owner connects, and the tokens are sealed in the vault`() async throws {
    try await SignInBench.run { google in
      #expect(try await google.connect() == .connected(invited, desk: SignInBench.desk, grantEnds: nil))
      let token = try await google.keeper.token(for: invited, by: google.bench.deadline())
      let grant = try #require(try await google.bench.store.read(invited)?.document)
      #expect(grant.accessToken == token.value)
      #expect(GoogleScopes.missing(from: grant.scopes ?? []).isEmpty)
      guard case .person(.some) = grant.source else { return #expect(Bool(false), "bound to a subject") }
      let sealed = try #require(try await google.bench.ledger.document(GrantStore.id(invited))?.ciphertext)
      #expect(!String(decoding: sealed, as: UTF8.self).contains("ya29"))
      #expect(await google.keeper.standing(of: invited) == AccountStanding(trouble: nil, canInvite: true))
    }
  }

  @Test func `the authorization request is Google's own, in its order`() async throws {
    try await SignInBench.run { google in
      let browser = try await google.begin(try await google.invite())
      let query = String(browser.url.drop { $0 != "?" }.dropFirst())
      let fields = FormFields(parsing: query)
      let example = String(decoding: try TokenWireTests.fixture("authorize-url.txt"), as: UTF8.self)
      let order = FormFields(parsing: String(example.drop { $0 != "?" }.dropFirst())).fields.map(\.name)
      #expect(fields.fields.map(\.name) == order.filter { $0 != "include_granted_scopes" } + ["nonce"])
      #expect(query.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Foauth%2Fgoogle%2Fcallback&"))
      #expect(query.contains("scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcalendar.events%20https"))
      #expect(query.contains("login_hint=owner%40example.com"))
      #expect(fields["prompt"] == "consent")
      #expect(fields["access_type"] == "offline")
      #expect(fields["code_challenge_method"] == "S256")
      #expect(fields["code_challenge"]?.count == 43)
      #expect(fields["scope"]?.hasSuffix("openid email") == true)
    }
  }

  @Test func `an invitation survives a reload and serves one connection`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      let first = try await google.begin(invite)
      let second = try await google.begin(invite)
      let laterQuery = try await google.decide(first)
      let query = try await google.decide(second)
      let outcome = await google.signIn().finish(query: query, cookies: second.cookies)
      #expect(outcome.isConnected)
      #expect(await google.signIn().finish(query: laterQuery, cookies: first.cookies) == .invitationUsed)
      #expect(await google.signIn().begin(invite: invite) == .refused(.invitationUnknown))
    }
  }

  @Test(arguments: [nil, "", "invented", "%00"])
  func `nobody is sent to Google without an invitation`(invite: String?) async throws {
    try await SignInBench.run { google in
      let expected: SignInRefusal = invite?.isEmpty ?? true ? .withoutInvitation : .invitationUnknown
      #expect(await google.signIn().begin(invite: invite) == .refused(expected))
    }
  }

  @Test func `an invitation lapses after a day and is then forgotten`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      google.bench.clock.advance(by: .hours(24) - .milliseconds(1))
      _ = try await google.begin(invite)
      google.bench.clock.advance(by: .milliseconds(1))
      #expect(await google.signIn().begin(invite: invite) == .refused(.invitationLapsed))
      _ = try await google.invite()
      #expect(await google.signIn().begin(invite: invite) == .refused(.invitationUnknown))
    }
  }

  @Test func `a state is good for one callback`() async throws {
    try await SignInBench.run { google in
      let browser = try await google.begin(try await google.invite())
      let query = try await google.decide(browser)
      #expect(await google.signIn().finish(query: query, cookies: browser.cookies).isConnected)
      #expect(await google.signIn().finish(query: query, cookies: browser.cookies) == .stateExpired)
    }
  }

  @Test func `a state is good for ten minutes`() async throws {
    try await SignInBench.run { google in
      let browser = try await google.begin(try await google.invite())
      let query = try await google.decide(browser)
      google.bench.clock.advance(by: .minutes(10))
      #expect(await google.signIn().finish(query: query, cookies: browser.cookies) == .stateExpired)
    }
  }

  @Test func `a state that was never given out opens nothing`() async throws {
    try await SignInBench.run { google in
      for query in ["", "code=4/0abc", "state=invented&code=4/0abc", "state=a&state=b&code=c", "%%%&&=&state"] {
        #expect(await google.signIn().finish(query: query, cookies: nil) == .stateExpired)
      }
    }
  }

  @Test func `another browser cannot finish, and the state is used up`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      let other = try await google.begin(invite).cookies
      let damages: [(String) -> String?] = [
        { _ in nil }, { _ in "" }, { _ in other }, { $0.replacing("; lang=de", with: "x; lang=de") },
        { $0.replacing("=", with: "=x") }, { String($0.prefix { $0 != "=" }) },
      ]
      for damage in damages {
        let mine = try await google.begin(invite)
        let query = try await google.decide(mine)
        #expect(await google.signIn().finish(query: query, cookies: damage(mine.cookies)) == .otherBrowser)
        #expect(await google.signIn().finish(query: query, cookies: mine.cookies) == .stateExpired)
      }
      #expect(try await google.bench.store.read(invited) == nil)
    }
  }

  @Test func `who declines connects nothing and may change their mind`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      #expect(try await google.connect("sandbox_decide=deny", invite: invite) == .refusedByPerson)
      #expect(try await google.connect(invite: invite).isConnected)
    }
  }

  @Test func `O6: a box left unticked is named and nothing is stored`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      let decision = "sandbox_decide=allow&sandbox_scopes=https://www.googleapis.com/auth/calendar.events"
      let outcome = try await google.connect(decision, invite: invite)
      #expect(outcome == .missingScopes([GoogleScopes.freeBusy, GoogleScopes.calendarList]))
      #expect(try await google.bench.store.read(invited) == nil)
      #expect(try await google.connect(invite: invite).isConnected)
    }
  }

  @Test func `O7: another Google account is refused, and only the invited one is named`() async throws {
    try await SignInBench.run { google in
      let outcome = try await google.connect("sandbox_decide=allow&sandbox_account=other@example.com")
      #expect(outcome == .wrongAccount(invited: invited))
      #expect(!outcome.sentence.contains("other@"))
      #expect(try await google.bench.ledger.documents(kind: GrantStore.kind).isEmpty)
    }
  }

  @Test func `a connection stays bound to the Google identity that was first seen`() async throws {
    try await SignInBench.run { google in
      try await google.bench.plant(lasting: .hours(1))
      // The vault knows the subject 42; the sandbox gives the address another.
      #expect(try await google.connect() == .wrongAccount(invited: invited))
      #expect(await google.signIn().disconnect(invited) == .disconnected)
      #expect(try await google.connect().isConnected)
      #expect(try await google.connect().isConnected)
    }
  }

  @Test func `a grant of testing mode is shown with its end`() async throws {
    var settings = SandboxSettings()
    settings.testingMode = true
    try await SignInBench.run(settings: settings) { google async throws in
      let ends = google.bench.clock.now() + .seconds(604_799)
      #expect(try await google.connect() == .connected(invited, desk: SignInBench.desk, grantEnds: ends))
      #expect(await google.keeper.standing(of: invited).ends == ends)
      #expect(try await google.keeper.connections().map(\.grantEnds) == [ends])
      google.bench.clock.advance(by: .days(7))
      #expect(await google.keeper.result(invited, by: google.bench.deadline()) == .failure(.needsReconnecting))
      #expect(try await google.keeper.connections().map(\.state) == [.needsReconnecting(.grantEnded)])
      #expect(try await google.connect().isConnected)
      #expect(await google.keeper.standing(of: invited).trouble == nil)
    }
  }

  @Test(arguments: [
    (OAuthClientSettings(id: "unknown", secret: "x", redirectURI: ""), TokenRefusal.clientUnknown),
    (OAuthClientSettings(id: "sandbox-client", secret: "wrong", redirectURI: ""), .clientSecretWrong),
    (OAuthClientSettings(id: "gone", secret: "x", redirectURI: ""), .clientDeleted),
    (
      OAuthClientSettings(id: "sandbox-client", secret: "sandbox-secret", redirectURI: "http://127.0.0.1/elsewhere"),
      .redirectMismatch
    ),
  ])
  func `a mistake in the settings is named`(settings: OAuthClientSettings, refusal: TokenRefusal) async throws {
    let clients: [SandboxSeed.Client] = [
      .init(id: "sandbox-client", secret: "sandbox-secret"), .init(id: "gone", secret: "x", deleted: true),
    ]
    try await SignInBench.run(clients: clients) { google in
      let browser = try await google.begin(try await google.invite())
      let query = try await google.decide(browser)
      let redirect = settings.redirectURI.isEmpty ? TokenBench.oauthClient.redirectURI : settings.redirectURI
      let wrong = OAuthClientSettings(id: settings.id, secret: settings.secret, redirectURI: redirect)
      let outcome = await google.signIn(client: wrong).finish(query: query, cookies: browser.cookies)
      #expect(outcome == .misconfigured(refusal))
    }
  }

  @Test func `a token endpoint in trouble is no reason to lose the invitation`() async throws {
    try await SignInBench.run { google in
      let invite = try await google.invite()
      try await google.control(.PUT, "/sandbox/faults", #"[{"match":{"path":"/token"},"times":1,"do":{"status":503}}]"#)
      #expect(try await google.connect(invite: invite) == .unreachable)
      #expect(try await google.connect(invite: invite).isConnected)
    }
  }

  @Test func `a grant that cannot be stored does not use the invitation up`() async throws {
    try await SignInBench.run { google in
      let vault = WatchedVault(google.bench.ledger)
      let signIn = google.signIn(vault: vault)
      let invite = try await google.invite()
      let browser = try await google.begin(invite, signIn)
      vault.refuseWriting(kind: GrantStore.kind)
      #expect(await signIn.finish(query: try await google.decide(browser), cookies: browser.cookies) == .storage)
      #expect(try await google.bench.store.read(invited) == nil)
      vault.refuseWriting(kind: nil)
      #expect(try await google.connect(invite: invite).isConnected)
      #expect(await google.signIn().begin(invite: invite) == .refused(.invitationUnknown))
    }
  }

  @Test func `who is connected hears so, though the invitation cannot be removed`() async throws {
    try await SignInBench.run { google in
      let vault = WatchedVault(google.bench.ledger)
      let signIn = google.signIn(vault: vault)
      let browser = try await google.begin(try await google.invite(), signIn)
      vault.refuseWriting(kind: Invitation.kind)
      #expect(await signIn.finish(query: try await google.decide(browser), cookies: browser.cookies).isConnected)
      #expect(await google.keeper.standing(of: invited).trouble == nil)
      #expect(google.bench.log.lines.contains { $0.contains("does not serve a sign-in") })
    }
  }

  @Test func `no secret and no address reaches the log`() async throws {
    try await SignInBench.run { google in
      let browser = try await google.begin(try await google.invite())
      let query = try await google.decide(browser)
      _ = await google.signIn().finish(query: query, cookies: browser.cookies)
      _ = await google.signIn().importGrant(invited, refreshToken: "1//canary")
      google.bench.clock.advance(by: .hours(1))
      _ = await google.keeper.result(invited, by: google.bench.deadline())
      _ = await google.signIn().disconnect(invited)
      let grant = FormFields(parsing: query)
      let secrets = [
        "canary", "ya29", "1//", "sandbox-secret", "owner@example.com", try #require(grant["code"]),
        try #require(grant["state"]),
      ]
      #expect(!google.bench.log.lines.isEmpty)
      for secret in secrets { #expect(!google.bench.log.lines.contains { $0.contains(secret) }) }
    }
  }
}
