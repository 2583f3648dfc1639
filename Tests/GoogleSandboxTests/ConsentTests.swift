import Crypto
import Testing

@testable import GoogleSandbox

struct ConsentTests {
  static let redirect = "http://127.0.0.1:9999/callback"
  static let scopes = Scopes.prefix + "calendar.events " + Scopes.prefix + "calendar.freebusy openid email"

  /// A full request; a nil value takes a parameter out.
  static func query(_ changes: [String: String?] = [:]) -> String {
    var parameters: [String: String] = [
      "response_type": "code", "client_id": "sandbox-client", "redirect_uri": redirect, "scope": scopes,
      "state": "st/1 2",
      "access_type": "offline",
    ]
    for (name, value) in changes { parameters[name] = value }
    return "/o/oauth2/v2/auth?" + Pairs(parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).urlEncoded
  }

  /// What a redirect carries.
  static func redirected(_ answer: Bench.Answer) throws -> Pairs {
    #expect(answer.status == 302, "\(answer.text)")
    let location = try #require(answer.header("Location"))
    #expect(location.hasPrefix(redirect + "?"))
    return Pairs(urlEncoded: location.dropFirst(redirect.count + 1))
  }

  static func exchange(_ bench: Bench, code: String, _ changes: [String: String?] = [:]) async throws -> Bench.Answer {
    var form: [String: String] = [
      "grant_type": "authorization_code", "code": code, "client_id": "sandbox-client",
      "client_secret": "sandbox-secret",
      "redirect_uri": redirect,
    ]
    for (name, value) in changes { form[name] = value }
    return try await bench.send("POST", "/token", form: form.map { ($0.key, $0.value) })
  }

  @Test func `the page lists scopes and accounts and its buttons decide`() async throws {
    try await withSandbox { bench in
      _ = try await bench.token("nora@example.com")
      let page = try await bench.send("GET", ConsentTests.query(["login_hint": "olive@example.com", "nonce": "<n>"]))
      #expect(page.status == 200)
      #expect(page.header("Content-Type")?.hasPrefix("text/html") == true)
      #expect(page.text.contains("value=\"olive@example.com\" checked"))
      #expect(
        page.text.contains("type=\"checkbox\" name=\"granted_scope\" value=\"\(Scopes.prefix)calendar.events\" checked")
      )
      #expect(page.text.contains("&lt;n&gt;") && !page.text.contains("<n>"))
      #expect(!page.text.contains("type=\"checkbox\" name=\"granted_scope\" value=\"openid\""))

      let asked = Pairs(urlEncoded: ConsentTests.query().split(separator: "?")[1]).items.map { ($0.name, $0.value) }
      let ticked = [("granted_scope", Scopes.prefix + "calendar.events"), ("sandbox_account", "nora@example.com")]
      let allowed = try ConsentTests.redirected(
        await bench.send("POST", "/o/oauth2/v2/auth", form: asked + ticked + [("sandbox_decide", "allow")]))
      #expect(allowed["state"] == "st/1 2")
      #expect(Set(Scopes.split(allowed["scope"] ?? "")) == ["openid", Scopes.email, Scopes.prefix + "calendar.events"])
      let denied = try ConsentTests.redirected(
        await bench.send("POST", "/o/oauth2/v2/auth", form: asked + [("sandbox_decide", "deny")]))
      #expect(denied == Pairs([("error", "access_denied"), ("state", "st/1 2")]))
    }
  }

  @Test(
    arguments: [
      (["client_id": nil], "invalid_request"), (["client_id": "stranger"], "invalid_client"),
      (["client_id": "gone"], "deleted_client"), (["redirect_uri": nil], "invalid_request"),
      (["redirect_uri": "http://example.com/callback"], "redirect_uri_mismatch"),
      (["redirect_uri": "https://10.1.2.3/callback"], "redirect_uri_mismatch"),
      (["redirect_uri": "https://user@example.com/callback"], "redirect_uri_mismatch"),
      (["redirect_uri": "https://example.com/callback#part"], "redirect_uri_mismatch"),
      (["redirect_uri": "https://*.example.com/callback"], "redirect_uri_mismatch"),
      (["client_id": "strict", "redirect_uri": "https://example.com/other"], "redirect_uri_mismatch"),
      (["response_type": nil], "invalid_request"), (["response_type": "token"], "unsupported_response_type"),
      (["scope": ""], "invalid_request"), (["scope": "https://www.googleapis.com/auth/nonsense"], "invalid_scope"),
      (["code_challenge": "short", "code_challenge_method": "S256"], "invalid_request"),
      (["code_challenge": String(repeating: "a", count: 43), "code_challenge_method": "S1"], "invalid_request"),
      (["code_challenge_method": "S256"], "invalid_request"),
    ] as [([String: String?], String)])
  func `a wrong request is a page and never a redirect`(_ changes: [String: String?], _ code: String) async throws {
    let seed = SandboxSeed(clients: [
      .init(id: "sandbox-client", secret: "sandbox-secret"), .init(id: "gone", secret: "s", deleted: true),
      .init(id: "strict", secret: "s", redirectURIs: ["https://example.com/callback"]),
    ])
    try await withSandbox(seed: seed) { bench in
      var changes = changes
      changes["sandbox_decide"] = "allow"
      let answer = try await bench.send("GET", ConsentTests.query(changes))
      #expect(answer.status == 400 || answer.status == 401)
      #expect(answer.header("Location") == nil)
      #expect(answer.text.contains(code), "\(answer.text)")
    }
  }

  @Test(arguments: [
    "https://desk.example.com/cb", "http://localhost:1/cb", "http://[::1]:8/cb", "http://127.0.0.1/cb?x=1",
  ])
  func `any https or loopback address is accepted unless the client lists some`(_ redirect: String) {
    let client = OAuthClient(id: "c", secret: "s")
    #expect(client.accepts(redirect: redirect))
    let strict = OAuthClient(id: "c", secret: "s", redirectURIs: ["https://other.example.com/cb"])
    #expect(!strict.accepts(redirect: redirect))
  }

  @Test func `an installed app may use any loopback port of its address`() {
    let client = OAuthClient(id: "c", secret: "s", redirectURIs: ["http://127.0.0.1/cb"], isInstalled: true)
    #expect(client.accepts(redirect: "http://127.0.0.1:5123/cb"))
    #expect(!client.accepts(redirect: "http://127.0.0.1:5123/other"))
    #expect(
      !OAuthClient(id: "c", secret: "s", redirectURIs: ["http://127.0.0.1/cb"]).accepts(
        redirect: "http://127.0.0.1:5123/cb"))
  }

  @Test func `a code buys tokens once`() async throws {
    try await withSandbox { bench in
      let given = try ConsentTests.redirected(
        await bench.send("GET", ConsentTests.query(["sandbox_decide": "allow", "prompt": "consent", "nonce": "n1"])))
      let code = try #require(given["code"])
      let tokens = try await ConsentTests.exchange(bench, code: code)
      #expect(tokens.status == 200)
      #expect(tokens.json["expires_in"] == 3599)
      #expect(tokens.json["token_type"] == "Bearer")
      #expect(tokens.json["refresh_token"]?.string?.hasPrefix("1//") == true)
      #expect(tokens.json["scope"]?.string == given["scope"])
      let parts = try #require(tokens.json["id_token"]?.string).split(separator: ".")
      let claims = try #require(Base64URL.decode(parts[1]).flatMap(JSON.init(parsing:)))
      #expect(claims["iss"] == "https://accounts.google.com")
      #expect(claims["aud"] == "sandbox-client")
      #expect(claims["email"]?.string == Bench.olive)
      #expect(claims["email_verified"] == true)
      #expect(claims["nonce"] == "n1")
      #expect(claims["iat"] == 1_795_420_800)
      let again = try await ConsentTests.exchange(bench, code: code)
      #expect(again.json == (try Fixtures.error("code-reused-or-expired", in: "token-errors.json").body))
      let access = try #require(tokens.json["access_token"]?.string)
      #expect(try await bench.api("GET", "calendars/primary/events", token: access).status == 200)
    }
  }

  @Test func `a code lives ten minutes`() async throws {
    try await withSandbox { bench in
      let given = try ConsentTests.redirected(await bench.send("GET", ConsentTests.query(["sandbox_decide": "allow"])))
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:10:00Z"])
      #expect(try await ConsentTests.exchange(bench, code: given["code"] ?? "").status == 400)
    }
  }

  @Test(arguments: [("S256", true), ("plain", true), ("S256", false), ("plain", false)])
  func `the verifier must fit the challenge`(_ method: String, _ fits: Bool) async throws {
    try await withSandbox { bench in
      let verifier = String(repeating: "aB3-", count: 12)
      let challenge = method == "plain" ? verifier : Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
      let given = try ConsentTests.redirected(
        await bench.send(
          "GET",
          ConsentTests.query(["sandbox_decide": "allow", "code_challenge": challenge, "code_challenge_method": method]))
      )
      let missing = try await ConsentTests.exchange(bench, code: given["code"] ?? "")
      #expect(missing.json == (try Fixtures.error("pkce-missing-verifier", in: "token-errors.json").body))
      let answer = try await ConsentTests.exchange(
        bench, code: given["code"] ?? "", ["code_verifier": fits ? verifier : verifier + "x"])
      if fits {
        #expect(answer.status == 200)
      } else {
        #expect(answer.json == (try Fixtures.error("pkce-wrong-verifier", in: "token-errors.json").body))
      }
    }
  }

  @Test func `a refresh token comes offline and the first time or with prompt=consent`() async throws {
    let seed = SandboxSeed(clients: [
      .init(id: "sandbox-client", secret: "sandbox-secret"), .init(id: "second", secret: "s"),
    ])
    try await withSandbox(seed: seed) { bench in
      func refreshToken(_ changes: [String: String?]) async throws -> JSON? {
        var changes = changes
        changes["client_id"] = "second"
        changes["sandbox_decide"] = "allow"
        let given = try ConsentTests.redirected(await bench.send("GET", ConsentTests.query(changes)))
        let tokens = try await ConsentTests.exchange(
          bench, code: given["code"] ?? "", ["client_id": "second", "client_secret": "s"])
        #expect(tokens.status == 200)
        return tokens.json["refresh_token"]
      }
      #expect(try await refreshToken(["access_type": nil]) == nil)
      #expect(try await refreshToken([:]) == nil)
      #expect(try await refreshToken(["prompt": "consent"]) != nil)
      #expect(try await refreshToken(["approval_prompt": "force"]) != nil)
      #expect(try await refreshToken(["prompt": "consent", "access_type": "online"]) == nil)

      // What was granted before needs no page.
      let silent = try await bench.send(
        "GET", ConsentTests.query(["client_id": "second", "login_hint": "olive@example.com"]))
      #expect(try ConsentTests.redirected(silent)["code"] != nil)
      let more = ConsentTests.query([
        "client_id": "second", "prompt": "none", "login_hint": "olive@example.com", "scope": Scopes.prefix + "calendar",
      ])
      #expect(try ConsentTests.redirected(await bench.send("GET", more))["error"] == "interaction_required")
    }
  }

  @Test func `a script ticks scopes and the exchange says which were granted`() async throws {
    try await withSandbox { bench in
      let narrow = ConsentTests.query([
        "sandbox_decide": "allow", "sandbox_scopes": Scopes.prefix + "calendar.freebusy",
        "sandbox_account": Bench.olive,
        "prompt": "consent",
      ])
      let given = try ConsentTests.redirected(await bench.send("GET", narrow))
      let tokens = try await ConsentTests.exchange(bench, code: given["code"] ?? "").json
      let granted = Scopes.split(tokens["scope"]?.string ?? "")
      #expect(Set(granted) == ["openid", Scopes.email, Scopes.prefix + "calendar.freebusy"])
      let access = try #require(tokens["access_token"]?.string)
      let refused = try await bench.api("GET", "calendars/primary/events", token: access)
      #expect(refused.reason == "insufficientPermissions")
      let none = ConsentTests.query([
        "sandbox_decide": "allow", "sandbox_scopes": "", "scope": Scopes.prefix + "calendar.freebusy",
      ])
      #expect(try ConsentTests.redirected(await bench.send("GET", none))["error"] == "access_denied")
      let stranger = try await bench.send(
        "GET", ConsentTests.query(["sandbox_decide": "allow", "sandbox_account": "nobody@example.com"]))
      #expect(stranger.status == 400)
    }
  }

  @Test func `beyond a hundred refresh tokens the oldest silently dies`() async throws {
    try await withSandbox { bench in
      #expect(try await TokenTests.refresh(bench).status == 200)
      try await bench.control("PUT", "clock", ["now": "2026-11-23T08:00:01Z"])
      for _ in 0..<100 {
        try await bench.control("POST", "accounts", ["email": .string(Bench.olive), "timeZone": "Europe/Berlin"])
      }
      #expect(try await TokenTests.refresh(bench).json["error"] == "invalid_grant")
    }
  }
}
