import Testing

@testable import GoogleSandbox

struct TokenTests {
  private static let seed = SandboxSeed(clients: [
    .init(id: "sandbox-client", secret: "sandbox-secret"), .init(id: "gone", secret: "s", deleted: true),
    .init(id: "second", secret: "s2"),
  ])

  /// Each row: what is changed in a good refresh or exchange, and the answer's name in the table.
  @Test(
    arguments: [
      (["refresh_token": "garbage"], "refresh-malformed-or-wrong-client"),
      (["client_id": "second", "client_secret": "s2"], "refresh-malformed-or-wrong-client"),
      (["client_id": nil], "no-client-id"), (["client_id": "stranger"], "unknown-client"),
      (["client_id": "gone"], "deleted-client"), (["client_secret": nil], "client-secret-missing"),
      (["client_secret": "wrong"], "wrong-secret"), (["grant_type": "foo"], "bad-grant-type"),
      (["grant_type": "authorization_code"], "missing-code"),
      (["grant_type": "authorization_code", "code": "4/0x"], "missing-redirect-uri"),
      (
        ["grant_type": "authorization_code", "code": "rubbish", "redirect_uri": "http://127.0.0.1/cb"], "code-malformed"
      ),
      (
        ["grant_type": "authorization_code", "code": "4/0x", "redirect_uri": "http://127.0.0.1/cb"],
        "code-reused-or-expired"
      ),
    ] as [([String: String?], String)])
  func `a wrong token request gets the answer of the table`(_ changes: [String: String?], _ name: String) async throws {
    try await withSandbox(seed: TokenTests.seed) { bench in
      var form: [String: String] = [
        "grant_type": "refresh_token", "refresh_token": bench.refresh, "client_id": "sandbox-client",
        "client_secret": "sandbox-secret",
      ]
      // The account's tokens belong to the first client by name.
      form["client_id"] = "sandbox-client"
      for (name, value) in changes { form[name] = value }
      let answer = try await bench.send("POST", "/token", form: form.map { ($0.key, $0.value) })
      let expected = try Fixtures.error(name, in: "token-errors.json")
      #expect(answer.status == expected.status)
      #expect(answer.json == expected.body)
    }
  }

  @Test(arguments: ["/token", "/oauth2/v4/token", "/oauth2/v3/token", "/o/oauth2/token"])
  func `a refresh answers a new access token and keeps the refresh token`(_ path: String) async throws {
    try await withSandbox { bench in
      let form = [("grant_type", "refresh_token"), ("refresh_token", bench.refresh)]
      // client_id and secret by HTTP Basic, as google-auth-oauthlib sends them.
      let answer = try await bench.send(
        "POST", path, form: form, headers: [("Authorization", "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=")])
      #expect(answer.status == 200, "\(answer.text)")
      #expect(answer.json["refresh_token"] == nil)
      #expect(answer.json["id_token"] != nil)
      let access = try #require(answer.json["access_token"]?.string)
      #expect(access != bench.access)
      #expect(try await bench.api("GET", "users/me/calendarList", token: access).status == 200)
      #expect(try await bench.send("GET", path).status == 405)

      let narrow = try await TokenTests.refresh(bench, [("scope", Scopes.email)])
      #expect(narrow.json["scope"]?.string == Scopes.email)
      #expect(try await TokenTests.refresh(bench, [("scope", Scopes.profile)]).json["error"] == "invalid_scope")
    }
  }

  static func refresh(_ bench: Bench, _ more: [(String, String)] = []) async throws -> Bench.Answer {
    let form = [
      ("grant_type", "refresh_token"), ("refresh_token", bench.refresh), ("client_id", "sandbox-client"),
      ("client_secret", "sandbox-secret"),
    ]
    return try await bench.send("POST", "/token", form: form + more)
  }

  @Test func `a redirect address that differs from the consent's is refused`() async throws {
    try await withSandbox { bench in
      let given = try ConsentTests.redirected(
        await bench.send("GET", ConsentTests.query(["sandbox_decide": "allow"])))
      let answer = try await ConsentTests.exchange(
        bench, code: given["code"] ?? "", ["redirect_uri": ConsentTests.redirect + "2"])
      #expect(answer.json == (try Fixtures.error("redirect-uri-mismatch", in: "token-errors.json").body))
    }
  }

  @Test func `access tokens end with their time, by command and by revocation`() async throws {
    try await withSandbox { bench in
      let unauthorized = try Fixtures.error("401-authError", in: "calendar-errors.json")
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:59:58Z"])
      #expect(try await bench.api("GET", "calendars/primary/events").status == 200)
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:59:59Z"])
      let late = try await bench.api("GET", "calendars/primary/events")
      #expect(late.status == 401)
      #expect(late.json == unauthorized.body)

      let second = try #require(try await TokenTests.refresh(bench).json["access_token"]?.string)
      try await bench.control("POST", "tokens/expire", ["email": .string(Bench.olive)])
      #expect(try await bench.api("GET", "calendars/primary/events", token: second).status == 401)
      let third = try #require(try await TokenTests.refresh(bench).json["access_token"]?.string)
      try await bench.control("POST", "tokens/revoke", ["email": .string(Bench.olive)])
      #expect(try await bench.api("GET", "calendars/primary/events", token: third).status == 401)
      let dead = try await TokenTests.refresh(bench)
      #expect(dead.json == (try Fixtures.error("refresh-revoked-or-expired", in: "token-errors.json").body))
      #expect(try await bench.api("GET", "calendars/primary/events", token: "never issued").json == unauthorized.body)
      let bare = try await bench.send("GET", "/calendar/v3/calendars/primary/events")
      #expect(bare.status == 401)
      #expect(bare.json["error"]?["status"] == "UNAUTHENTICATED")
    }
  }

  @Test func `in testing mode a grant says that it ends in seven days, and ends then`() async throws {
    try await withSandbox(
      seed: SandboxSeed(
        settings: {
          var s = SandboxSettings(); s.testingMode = true; return s
        }())
    ) { bench in
      let given = try ConsentTests.redirected(
        await bench.send("GET", ConsentTests.query(["sandbox_decide": "allow", "prompt": "consent"])))
      let tokens = try await ConsentTests.exchange(bench, code: given["code"] ?? "")
      #expect(tokens.json["refresh_token_expires_in"] == 604_799)
      try await bench.control("PUT", "clock", ["now": "2026-11-30T07:59:58Z"])
      #expect(try await TokenTests.refresh(bench).status == 200)
      try await bench.control("PUT", "clock", ["now": "2026-11-30T07:59:59Z"])
      #expect(try await TokenTests.refresh(bench).json["error"] == "invalid_grant")
    }
  }

  @Test(arguments: [true, false], ["query", "form"])
  func `revoking either token ends the grant`(_ byRefreshToken: Bool, _ place: String) async throws {
    try await withSandbox { bench in
      let token = byRefreshToken ? bench.refresh : bench.access
      func revoke() async throws -> Bench.Answer {
        place == "query"
          ? try await bench.send("POST", "/revoke?" + Pairs([("token", token)]).urlEncoded)
          : try await bench.send("POST", "/revoke", form: [("token", token)])
      }
      let answer = try await revoke()
      #expect(answer.status == 200)
      #expect(answer.json == [:])
      #expect(try await TokenTests.refresh(bench).status == 400)
      #expect(try await bench.api("GET", "calendars/primary/events").status == 401)
      let again = try await revoke()
      #expect(again.status == 400)
      #expect(again.json == ["error": "invalid_token", "error_description": "Token expired or revoked"])
    }
  }

  @Test func `token and user information`() async throws {
    try await withSandbox { bench in
      let info = try await bench.send("GET", "/tokeninfo?access_token=\(bench.access)")
      #expect(info.json["expires_in"] == "3599")
      #expect(info.json["email"]?.string == Bench.olive)
      #expect(info.json["email_verified"] == "true")
      #expect(info.json.object?.values.allSatisfy { $0.string != nil } == true)
      let old = try await bench.send("GET", "/oauth2/v1/tokeninfo?access_token=\(bench.access)")
      #expect(old.json["expires_in"] == 3599)
      #expect(try await bench.send("GET", "/tokeninfo?access_token=no").status == 400)

      let user = try await bench.send("GET", "/v1/userinfo", token: bench.access)
      #expect(user.json["email"]?.string == Bench.olive)
      #expect(user.json["sub"] == info.json["sub"])
      let narrow = try await bench.token("nora@example.com", scopes: ["calendar.events"])
      #expect(try await bench.send("GET", "/v1/userinfo", token: narrow).status == 401)
    }
  }
}
