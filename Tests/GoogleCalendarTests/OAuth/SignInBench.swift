import AsyncHTTPClient
import Desk
import Foundation
import GoogleSandbox
import Logging
import NIOCore
import NIOHTTP1
import Scheduling
import Synchronization
import Testing

@testable import GoogleCalendar

/// A sandbox, and a sign-in pointed at it. Both live by the bench's clock.
struct SignInBench: Sendable {
  let bench: TokenBench
  let url: String
  let keeper: TokenKeeper

  static let invited = AccountID("owner@example.com")
  static let desk = DeskKey("salon")

  static func run(
    settings: SandboxSettings = SandboxSettings(), clients: [SandboxSeed.Client]? = nil,
    _ test: (SignInBench) async throws -> Void
  ) async throws {
    try await TokenBench.run { bench in
      let seed = SandboxSeed(
        accounts: [.init(email: "owner@example.com"), .init(email: "other@example.com")], clients: clients,
        settings: settings)
      let configuration = SandboxConfiguration(
        seed: seed, now: { Date(timeIntervalSince1970: Double(bench.clock.now().milliseconds) / 1000) },
        logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() })
      let sandbox = Sandbox(configuration)
      let running = Task { try await sandbox.run() }
      do {
        let url = try await sandbox.baseURL()
        try await test(SignInBench(bench: bench, url: url, keeper: bench.keeper(url)))
      } catch {
        running.cancel()
        throw error
      }
      running.cancel()
      // Cancelled, it has nothing more to say.
      _ = await running.result
    }
  }

  func signIn(
    client: OAuthClientSettings = TokenBench.oauthClient, tokenURL: String? = nil, vault: (any Vault)? = nil
  ) -> GoogleSignIn {
    let own = TokenBench.endpoints(url)
    let endpoints = GoogleEndpoints(
      authorization: own.authorization, token: tokenURL ?? own.token, revocation: own.revocation, api: own.api)
    return GoogleSignIn(
      client: client, endpoints: endpoints, exchange: bench.exchange, keeper: keeper, vault: vault ?? bench.ledger,
      sealer: bench.sealer, clock: bench.clock, randomness: .system, logger: bench.log.logger)
  }

  /// The secret in an invitation's link.
  func invite(_ account: AccountID = invited) async throws -> String {
    let path = try await signIn().invite(desk: Self.desk, account: account)
    return try #require(FormFields(parsing: String(path.drop { $0 != "?" }.dropFirst()))["invite"])
  }

  /// What the browser has after the start page.
  struct Browser: Sendable {
    let url: String
    let cookies: String
  }

  func begin(_ invite: String, _ signIn: GoogleSignIn? = nil) async throws -> Browser {
    let start = await (signIn ?? self.signIn()).begin(invite: invite)
    guard case .redirect(let url, let cookie) = start else {
      Issue.record("no redirect: \(start)")
      throw CancellationError()
    }
    #expect(cookie.maximumAge == .minutes(10))
    return Browser(url: url, cookies: "theme=dark; \(cookie.name)=\(cookie.value); lang=de")
  }

  /// Decides on the consent page. The callback's query.
  func decide(_ browser: Browser, _ decision: String = "sandbox_decide=allow") async throws -> String {
    let answer = try await bench.exchange.send(
      HTTPExchangeRequest(method: .get, url: browser.url + "&" + decision), by: bench.deadline())
    let location = try #require(answer.header("location"), "\(String(decoding: answer.body, as: UTF8.self))")
    #expect(location.hasPrefix(TokenBench.oauthClient.redirectURI + "?"))
    return String(location.drop { $0 != "?" }.dropFirst())
  }

  /// The whole way, with one browser.
  func connect(_ decision: String = "sandbox_decide=allow", invite: String? = nil) async throws -> SignInOutcome {
    let link: String
    if let invite { link = invite } else { link = try await self.invite() }
    let browser = try await begin(link)
    return await signIn().finish(query: try await decide(browser, decision), cookies: browser.cookies)
  }

  /// A request to the sandbox's control side, and its answer.
  @discardableResult
  func control(_ method: HTTPMethod, _ path: String, _ body: String) async throws -> [UInt8] {
    var request = HTTPClientRequest(url: url + path)
    request.method = method
    request.headers.add(name: "content-type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: body))
    let answer = try await bench.client.execute(request, timeout: .seconds(10))
    let bytes = try await answer.body.collect(upTo: 1 << 20)
    #expect(answer.status.code < 300, "\(String(buffer: bytes))")
    return Array(buffer: bytes)
  }
}
