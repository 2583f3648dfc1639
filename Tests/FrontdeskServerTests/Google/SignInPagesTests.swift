import AsyncHTTPClient
import Desk
import Foundation
import FrontdeskServer
import GoogleCalendar
import GoogleSandbox
import LedgerContract
import Logging
import NIOCore
import NIOHTTP1
import Testing

@Suite struct SignInPagesTests {
  /// A server with an OAuth client at a sandbox, and a browser's view of both.
  struct Scene: Sendable {
    let server: TestServer
    let signIn: GoogleSignIn
    let google: String
    let client: HTTPClient

    /// What the start page answers to a fresh invitation.
    func start(desk: String = "bliss", account: String = "olive@example.com") async throws -> TestServer.Answer {
      try await server.send("GET", try await signIn.invite(desk: DeskKey(desk), account: AccountID(account)))
    }

    /// Decides at Google as a script, and returns the path and query that Google sends the browser back to.
    func decide(_ url: String, _ decision: String) async throws -> String {
      let answer = try await client.execute(
        HTTPClientRequest(url: url + "&" + decision), timeout: .seconds(10))
      let location = try #require(answer.headers.first(name: "location"))
      return String(location.drop { $0 != "?" }.reduce(into: "/oauth/google/callback") { $0.append($1) })
    }

    func finish(_ path: String, cookie: String?) async throws -> TestServer.Answer {
      try await server.send("GET", path, headers: cookie.map { [("Cookie", $0)] } ?? [])
    }
  }

  private func run(
    secret: String = "sandbox-secret", testing: Bool = false, publicURL: String = "http://localhost:1",
    _ body: @Sendable (Scene) async throws -> Void
  ) async throws {
    let quiet = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
    var seed = SandboxSeed.empty
    seed.accounts = [.init(email: "olive@example.com"), .init(email: "nora@example.com")]
    let sandbox = Sandbox(
      SandboxConfiguration(seed: seed, now: { Date(timeIntervalSince1970: 1_795_455_000) }, logger: quiet))
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await sandbox.run() }
      let google = try await sandbox.baseURL()
      if testing {
        var request = HTTPClientRequest(url: google + "/sandbox/settings")
        request.method = .PUT
        request.body = .bytes(Array(#"{"testingMode":true}"#.utf8))
        _ = try await client.execute(request, timeout: .seconds(10))
      }
      let log = LogBook()
      let signIn = try Self.signIn(google: google, secret: secret, publicURL: publicURL, client: client, log: log)
      var plan = try TestServer.Plan()
      plan.adjust = {
        $0.signIn = signIn
        $0.publicURL = publicURL
      }
      try await TestServer.run(plan) { server async throws in
        try await body(Scene(server: server, signIn: signIn, google: google, client: client))
      }
      group.cancelAll()
    }
    try await client.shutdown()
  }

  private static func signIn(
    google: String, secret: String, publicURL: String, client: HTTPClient, log: LogBook
  ) throws -> GoogleSignIn {
    let clock = TestTimekeeper()
    let vault = MemoryLedger()
    let sealer = try Sealer(key: Array(repeating: 7, count: Sealer.keyBytes))
    let endpoints = GoogleEndpoints(
      authorization: google + "/o/oauth2/v2/auth", token: google + "/token", revocation: google + "/revoke",
      api: google)
    let settings = OAuthClientSettings(
      id: "sandbox-client", secret: secret, redirectURI: publicURL + "/oauth/google/callback")
    let exchange = AsyncHTTPExchange(client: client, clock: clock)
    let keeper = TokenKeeper(
      vault: vault, sealer: sealer, endpoints: endpoints, client: settings, exchange: exchange, clock: clock,
      randomness: .system, logger: log.logger(), metrics: PrometheusRegistry())
    return GoogleSignIn(
      client: settings, endpoints: endpoints, exchange: exchange, keeper: keeper, vault: vault, sealer: sealer,
      clock: clock, randomness: .system, logger: log.logger())
  }

  private static func cookie(of answer: TestServer.Answer) throws -> String {
    String(try #require(answer.header("set-cookie")).prefix { $0 != ";" })
  }

  @Test func `an owner who consents reads that the calendar is connected`() async throws {
    try await run { scene in
      let start = try await scene.start()
      #expect(start.status == 303)
      let field = try #require(start.header("set-cookie"))
      #expect(field.hasPrefix("frontdesk-google-"))
      #expect(field.hasSuffix("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"))
      let back = try await scene.decide(try #require(start.header("location")), "sandbox_decide=allow")
      let page = try await scene.finish(back, cookie: try Self.cookie(of: start))
      #expect(page.status == 200)
      #expect(page.text.contains("<h1>Connected</h1>"))
      #expect(page.text.contains("The calendar of olive@example.com is connected to the desk bliss."))
      #expect(!page.text.contains("testing mode"))
      for secret in ["ya29", "1//", "4/0", "id_token", try Self.cookie(of: start)] {
        #expect(!page.text.contains(secret), "\(secret)")
        #expect(!scene.server.log.text.contains(secret), "\(secret)")
      }
      // The same address opened again.
      let again = try await scene.finish(back, cookie: try Self.cookie(of: start))
      #expect(again.status == 400)
      #expect(again.text.contains("too old or was already used"))
    }
  }

  @Test func `a grant that ends by itself is shown with its end and how to keep it`() async throws {
    try await run(testing: true) { scene in
      let start = try await scene.start()
      let back = try await scene.decide(try #require(start.header("location")), "sandbox_decide=allow")
      let page = try await scene.finish(back, cookie: try Self.cookie(of: start))
      #expect(page.status == 200)
      #expect(page.text.contains("by itself on 30 November 2026, "))
      #expect(page.text.contains("Publish app"))
    }
  }

  struct Ending: Sendable {
    let what: String
    let decision: String
    var keepsCookie = true
    let status: Int
    let contains: String
  }

  @Test(arguments: [
    Ending(what: "declined", decision: "sandbox_decide=deny", status: 403, contains: "the access was declined"),
    Ending(
      what: "not everything ticked",
      decision: "sandbox_decide=allow&sandbox_scopes=https://www.googleapis.com/auth/calendar.events", status: 403,
      contains: "View your availability in your calendars"),
    Ending(
      what: "another account", decision: "sandbox_decide=allow&sandbox_account=nora@example.com", status: 403,
      contains: "this link is for olive@example.com"),
    Ending(
      what: "another browser", decision: "sandbox_decide=allow", keepsCookie: false, status: 400,
      contains: "begun in another browser"),
  ]) func `every other ending says in plain words what to do`(_ ending: Ending) async throws {
    try await run { scene in
      let start = try await scene.start()
      let back = try await scene.decide(try #require(start.header("location")), ending.decision)
      let page = try await scene.finish(back, cookie: ending.keepsCookie ? try Self.cookie(of: start) : nil)
      #expect(page.status == ending.status)
      #expect(page.text.contains(ending.contains), "\(page.text)")
      #expect(!page.text.contains("nora"))
    }
  }

  @Test func `a wrong client secret is the operator's matter, and the page says so`() async throws {
    try await run(secret: "wrong") { scene in
      let start = try await scene.start()
      let back = try await scene.decide(try #require(start.header("location")), "sandbox_decide=allow")
      let page = try await scene.finish(back, cookie: try Self.cookie(of: start))
      #expect(page.status == 500)
      #expect(page.text.contains("GOOGLE_CLIENT_SECRET does not belong"))
    }
  }

  @Test(arguments: ["/oauth/google/start", "/oauth/google/start?invite=", "/oauth/google/start?invite=nothing"])
  func `without an invitation nobody is sent to Google`(path: String) async throws {
    try await run { scene in
      let page = try await scene.server.send("GET", path)
      #expect(page.status == 403)
      #expect(page.header("location") == nil)
      #expect(page.header("set-cookie") == nil)
    }
  }

  @Test(arguments: ["", "?state=", "?state=unknown&code=x", "?code=x", "?error=access_denied"])
  func `a callback with no sign-in behind it is a page, not an error`(query: String) async throws {
    try await run { scene in
      let page = try await scene.server.send("GET", "/oauth/google/callback" + query)
      #expect(page.status == 400)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      #expect(page.text.contains("Open the link again"))
    }
  }

  @Test func `with TLS the cookie is bound to the host, and only such a cookie is taken`() async throws {
    try await run(publicURL: "https://desk.example.com") { scene in
      let start = try await scene.start()
      let field = try #require(start.header("set-cookie"))
      #expect(field.hasPrefix("__Host-frontdesk-google-"))
      #expect(field.hasSuffix("; Secure"))
      let back = try await scene.decide(try #require(start.header("location")), "sandbox_decide=allow")
      let bare = String(try Self.cookie(of: start).dropFirst("__Host-".count))
      #expect(try await scene.finish(back, cookie: bare).status == 400)
      let next = try await scene.start()
      let backAgain = try await scene.decide(try #require(next.header("location")), "sandbox_decide=allow")
      let page = try await scene.finish(backAgain, cookie: "a=1; " + (try Self.cookie(of: next)))
      #expect(page.status == 200)
      #expect(page.header("strict-transport-security") == "max-age=31536000")
    }
  }

  @Test func `without an OAuth client the page says what to set`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let page = try await server.send("GET", "/oauth/google/start?invite=x")
      #expect(page.status == 503)
      #expect(page.text.contains("GOOGLE_CLIENT_ID"))
    }
  }
}
