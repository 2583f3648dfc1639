import AsyncHTTPClient
import Desk
import FrontdeskServer
import LedgerContract
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Vapi

/// The real server on a free port of the loopback address, over a ledger in memory.
struct TestServer: Sendable {
  let port: Int
  let reception: StandInReception
  let log: LogBook
  let registry: PrometheusRegistry
  let readiness: Readiness
  let group: ServiceGroup

  static let secret = "the-secret-of-this-server"
  static let adminToken = "the-administrators-token"

  struct Plan: Sendable {
    var admission = WebhookAdmission(everyDesk: [TestServer.secret], signature: nil)
    var desks: [DeskEntry]
    var reception = StandInReception()
    var limits = ServerLimits()
    var adminToken: String? = TestServer.adminToken
    var clock: any Timekeeper = TestTimekeeper()
    var adjust: @Sendable (inout ServerPorts) -> Void = { _ in }

    init(desks: [DeskEntry]) { self.desks = desks }
    init() throws { self.init(desks: [try TestDesks.entry("bliss")]) }
  }

  /// Runs the server for as long as `body` does, then shuts it down gracefully and waits for its end.
  static func run<Result: Sendable>(
    _ plan: Plan, _ body: @Sendable (TestServer) async throws -> Result
  ) async throws -> Result {
    let ledger = try await TestDesks.directory(plan.desks)
    let log = LogBook()
    let registry = PrometheusRegistry()
    var ports = ServerPorts(
      reception: plan.reception, desks: DeskBook(directory: ledger, clock: plan.clock), admission: plan.admission,
      assistant: AssistantSettings(
        publicURL: "https://desk.example.com", authentication: .inlineBearer(secret: secret)),
      signIn: nil, readiness: Readiness(ledger: ledger, clock: plan.clock, zonesLoaded: { true }), registry: registry,
      adminToken: plan.adminToken, publicURL: "https://desk.example.com", clock: plan.clock, randomness: .system,
      logger: log.logger())
    plan.adjust(&ports)
    let (listening, listens) = AsyncStream.makeStream(of: Int.self)
    let service = try makeServer(ports, at: ListeningAddress(host: "127.0.0.1", port: 0), limits: plan.limits) {
      listens.yield($0)
    }
    let group = ServiceGroup(services: [service], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { listens.finish() }
        try await group.run()
      }
      guard let port = await listening.first(where: { _ in true }) else { throw NeverListened() }
      let server = TestServer(
        port: port, reception: plan.reception, log: log, registry: registry, readiness: ports.readiness,
        group: group)
      let result: Result
      do {
        result = try await body(server)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return result
    }
  }

  struct NeverListened: Error {}

  struct Answer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let text: String

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
  }

  /// Sends one request with a client that follows no redirects.
  func send(
    _ method: String = "GET", _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(body) }
    let response = try await TestClient.shared.execute(request, timeout: .seconds(30))
    let text = String(buffer: try await response.body.collect(upTo: 16 << 20))
    return Answer(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, text: text)
  }

  /// Sends a webhook, by default with the server's secret.
  func webhook(
    _ body: String, path: String = "/webhook/vapi", headers: [(String, String)] = [("X-Vapi-Secret", secret)]
  ) async throws -> Answer {
    try await send("POST", path, headers: headers, body: Array(body.utf8))
  }
}

private enum TestClient {
  /// Lives as long as the test process.
  static let shared: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()
}
