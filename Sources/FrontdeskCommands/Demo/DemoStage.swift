import AsyncHTTPClient
import Desk
import DeskFile
import Foundation
import GoogleCalendar
import GoogleSandbox
import Logging
import Scheduling
import ServiceLifecycle
import UnixSignals
import ZoneFiles

/// Everything that the demo needs: the local Google in this process, the server as a child with a temporary SQLite file, one
/// desk.
struct DemoStage: Sendable {
  let settings: Settings
  let server: DemoServer
  let google: DemoGoogle
  /// What authenticates the phone number's calls.
  let secret: String
  let http: HTTPClient
  let clock: any Timekeeper
  let logger: Logger

  /// Sets the stage, lets `play` act on it, and clears it away.
  ///
  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - stays: go on serving after `play` until SIGINT or SIGTERM.
  static func set(
    port: Int, stays: Bool, logger: Logger, _ play: @escaping @Sendable (DemoStage) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "frontdesk-demo-\(Randomness.system.hexadecimal(bytes: 6))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let http = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await set(port: port, stays: stays, folder: folder, http: http, logger: logger, play))
    } catch {
      outcome = .failure(error)
    }
    try await http.shutdown()
    try FileManager.default.removeItem(at: folder)
    try outcome.get()
  }

  private static func set(
    port: Int, stays: Bool, folder: URL, http: HTTPClient, logger: Logger,
    _ play: @escaping @Sendable (DemoStage) async throws -> Void
  ) async throws {
    let sandbox = Sandbox(
      SandboxConfiguration(
        seed: SandboxSeed(
          accounts: [SandboxSeed.Account(email: DemoDesk.owner, name: "Maria Lindt", timeZone: "America/New_York")]),
        logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { group in
      let googleSide = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [.init(service: SandboxRun(sandbox: sandbox))], logger: logger))
      group.addTask { try await googleSide.run() }
      let stage = try Self.stage(
        google: try await sandbox.baseURL(), port: port == 0 ? FreePort.find() : port, folder: folder, http: http,
        logger: logger)
      try await stage.applyDesk()
      try await stage.server.start()
      let serverSide = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [.init(service: stage.server)], gracefulShutdownSignals: stays ? [.sigint, .sigterm] : [],
          logger: logger))
      group.addTask { try await serverSide.run() }
      try await play(stage)
      if !stays { await serverSide.triggerGracefulShutdown() }
      // The server ends first; the sandbox is still there for what it finishes.
      try await group.next()
      await googleSide.triggerGracefulShutdown()
      try await group.next()
    }
  }

  private static func stage(
    google: String, port: Int, folder: URL, http: HTTPClient, logger: Logger
  ) throws -> DemoStage {
    let secret = Randomness.system.hexadecimal(bytes: 16)
    let environment = environment(google: google, folder: folder.path, port: port, secret: secret)
    let settings = try Settings.load(environment: environment, directory: folder.path)
    let clock = SystemClock()
    return DemoStage(
      settings: settings,
      server: DemoServer(
        url: settings.server.publicURL(port: port).text, environment: environment, folder: folder, http: http,
        clock: clock),
      google: DemoGoogle(base: google, http: http), secret: secret, http: http, clock: clock, logger: logger)
  }

  private static func environment(google: String, folder: String, port: Int, secret: String) -> [String: String] {
    [
      "GOOGLE_CLIENT_ID": "sandbox-client", "GOOGLE_CLIENT_SECRET": "sandbox-secret",
      "GOOGLE_API_URL": google, "GOOGLE_AUTH_URL": "\(google)/o/oauth2/v2/auth",
      "GOOGLE_TOKEN_URL": "\(google)/token", "GOOGLE_REVOKE_URL": "\(google)/revoke",
      "FRONTDESK_DATABASE": "\(folder)/frontdesk.sqlite", "FRONTDESK_PORT": String(port),
      "FRONTDESK_LOG_LEVEL": "error", "VAPI_WEBHOOK_SECRET": secret,
      // Short, so that what a killed server has begun is soon taken over.
      "FRONTDESK_BOOKING_DEADLINE": "2",
    ]
  }

  // MARK: What the owner does

  private func applyDesk() async throws {
    try await useDatabase { try await $0.store.storage.apply(DemoDesk.entry(in: settings.zoneDirectory)) }
  }

  /// The path of a link that connects the owner's account.
  func invite() async throws -> String {
    try await useDatabase { bench in
      guard let signIn = bench.google.signIn else { throw CommandFailure("The demo has no OAuth client.") }
      return try await signIn.invite(desk: DeskKey(DemoDesk.key), account: AccountID(DemoDesk.owner))
    }
  }

  /// As a command does beside the running server.
  private func useDatabase<Value: Sendable>(_ body: (Workbench) async throws -> Value) async throws -> Value {
    let store = try await Store.open(settings, randomness: .system)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await Workbench.use(settings, store: store, logger: logger, body))
    } catch {
      outcome = .failure(error)
    }
    try store.close()
    return try outcome.get()
  }
}

/// The local Google as a part of a group.
struct SandboxRun: Service {
  let sandbox: Sandbox
  func run() async throws { try await sandbox.run() }
}

extension TZifDirectory {
  /// For a desk's file: whether the zone exists, and if not which names it may have meant.
  func check(_ id: ZoneID) -> ZoneCheck {
    do throws(ZoneError) {
      _ = try zone(id)
      return .known
    } catch {
      return .unknown(among: names())
    }
  }
}
