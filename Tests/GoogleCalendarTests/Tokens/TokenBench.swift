import AsyncHTTPClient
import CoreMetrics
import Desk
import LedgerContract
import Logging
import Scheduling
import Synchronization

@testable import GoogleCalendar

/// What a test of tokens stands on: a clock moved by hand, a vault in memory, real HTTP, and a log that is kept.
struct TokenBench: Sendable {
  static let owner = AccountID("owner@example.com")

  let clock = HandClock()
  let ledger = MemoryLedger()
  let sealer: Sealer
  let log = KeptLog()
  let client: HTTPClient

  private init(_ client: HTTPClient) throws {
    self.client = client
    sealer = try Sealer(key: Array(repeating: 7, count: 32))
  }

  static func run(_ test: (TokenBench) async throws -> Void) async throws {
    let client = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
    do {
      try await test(TokenBench(client))
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  var exchange: AsyncHTTPExchange { AsyncHTTPExchange(client: client, clock: clock) }

  static let oauthClient = OAuthClientSettings(
    id: "sandbox-client", secret: "sandbox-secret", redirectURI: "http://127.0.0.1:8080/oauth/google/callback")

  static func endpoints(_ base: String) -> GoogleEndpoints {
    GoogleEndpoints(
      authorization: base + "/o/oauth2/v2/auth", token: base + "/token", revocation: base + "/revoke", api: base)
  }

  /// One process' keeper. Several on one bench are several processes on one vault.
  func keeper(
    _ url: String, vault: (any Vault)? = nil, roster: ServiceAccountRoster = ServiceAccountRoster(),
    metrics: any MetricsFactory = NOOPMetricsHandler.instance
  ) -> TokenKeeper {
    TokenKeeper(
      vault: vault ?? ledger, sealer: sealer, endpoints: Self.endpoints(url), client: Self.oauthClient,
      serviceAccounts: roster, exchange: exchange, clock: clock, randomness: .system, logger: log.logger,
      metrics: metrics)
  }

  var store: GrantStore { GrantStore(vault: ledger, sealer: sealer) }

  /// Puts a person's grant into the vault whose access token `access-0` still has that long to live, of an hour.
  @discardableResult
  func plant(
    _ account: AccountID = owner, lasting: Duration?, refreshToken: String = "refresh-0"
  ) async throws -> GrantDocument {
    var document = GrantDocument(source: .person(subject: "42"), refreshToken: refreshToken)
    if let lasting {
      document.accessToken = "access-0"
      document.expires = clock.now() + lasting
      document.issued = clock.now() + lasting - .hours(1)
    }
    document.scopes = GoogleScopes.signIn
    try await store(document, of: account)
    return document
  }

  /// Puts the grant into the vault, over whatever is there.
  func store(_ document: GrantDocument, of account: AccountID = owner) async throws {
    let version = try await store.read(account)?.version
    _ = try await store.write(document, of: account, expecting: version)
  }

  func deadline(_ duration: Duration = .seconds(5)) -> Deadline { Deadline(in: duration, on: clock) }

  /// Lets the clock run on while `body` works, whenever somebody sleeps, and never faster than real time: real requests
  /// are under way meanwhile and must not seem slow.
  func lettingTimePass<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while !Task.isCancelled {
          if clock.sleeping > 0 { clock.advance(by: .milliseconds(2)) }
          do { try await Task.sleep(for: .milliseconds(2)) } catch { return nil }
        }
        return nil
      }
      defer { group.cancelAll() }
      while let value = try await group.next() { if let value { return value } }
      throw CancellationError()
    }
  }
}

extension TokenKeeper {
  /// The token's value, or why there is none.
  func result(_ account: AccountID = TokenBench.owner, by deadline: Deadline) async -> Result<String, TokenTrouble> {
    do throws(TokenTrouble) {
      return .success(try await token(for: account, by: deadline).value)
    } catch {
      return .failure(error)
    }
  }
}

/// Keeps every log line as text.
final class KeptLog: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(log: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let log: KeptLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = "\(event.level) \(event.message) \(event.metadata ?? [:]) \(metadata)"
      log.kept.withLock { $0.append(line) }
    }
  }
}
