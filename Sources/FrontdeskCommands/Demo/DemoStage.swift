import AsyncHTTPClient
import Desk
import DeskFile
import Foundation
import FrontdeskServer
import GoogleCalendar
import GoogleSandbox
import Logging
import Scheduling
import ServiceLifecycle
import UnixSignals
import ZoneFiles

/// Everything that the demo needs, in one process: the local Google, the server with a temporary SQLite file, one desk.
struct DemoStage: Sendable {
  let program: FrontdeskProgram
  let google: DemoGoogle
  let serverURL: String
  let deskKey: DeskKey
  let http: HTTPClient

  /// Sets the stage, lets `play` act on it, and clears it away.
  ///
  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - stays: go on serving after `play` until SIGINT or SIGTERM.
  static func set<Value: Sendable>(
    port: Int, stays: Bool, logger: Logger, _ play: @escaping @Sendable (DemoStage) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "frontdesk-demo-\(Randomness.system.hexadecimal(bytes: 6))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let http = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await set(port: port, stays: stays, folder: folder, http: http, logger: logger, play))
    } catch {
      outcome = .failure(error)
    }
    try await http.shutdown()
    try FileManager.default.removeItem(at: folder)
    return try outcome.get()
  }

  private static func set<Value: Sendable>(
    port: Int, stays: Bool, folder: URL, http: HTTPClient, logger: Logger,
    _ play: @escaping @Sendable (DemoStage) async throws -> Value
  ) async throws -> Value {
    let sandbox = Sandbox(
      SandboxConfiguration(
        seed: SandboxSeed(
          accounts: [SandboxSeed.Account(email: DemoDesk.owner, name: "Maria Lindt", timeZone: "America/New_York")]),
        logger: logger))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      let googleSide = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [.init(service: SandboxRun(sandbox: sandbox))], logger: logger))
      group.addTask { try await googleSide.run() }
      let googleURL = try await sandbox.baseURL()
      let port = try port == 0 ? FreePort.find() : port
      let settings = try Settings.load(
        environment: Self.environment(google: googleURL, folder: folder.path, port: port), directory: folder.path)
      let clock = SystemClock()
      let store = try await Store.open(settings, randomness: .system)
      let program = try await FrontdeskProgram(
        settings, store: store, http: http, port: port, clock: clock, randomness: .system, logger: logger)
      let desk = try DemoDesk.entry(in: settings.zoneDirectory)
      try await store.storage.apply(desk)
      let listening = AsyncStream.makeStream(of: Int.self)
      let services = try program.services(port: port, registry: PrometheusRegistry()) { port in
        listening.continuation.yield(port)
      }
      let server = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: services.map { .init(service: $0) },
          gracefulShutdownSignals: stays ? [.sigint, .sigterm] : [], logger: logger
        ).allowing(settings.server.shutdownGrace))
      group.addTask {
        defer { listening.continuation.finish() }
        try await server.run()
      }
      guard await listening.stream.first(where: { _ in true }) != nil else {
        try await group.next()
        throw CommandFailure("The server did not start.")
      }
      let stage = DemoStage(
        program: program, google: DemoGoogle(base: googleURL, http: http),
        serverURL: settings.server.publicURL(port: port).text, deskKey: desk.profile.key, http: http)
      let value = try await play(stage)
      if !stays { await server.triggerGracefulShutdown() }
      // The server ends first; the sandbox is still there for what it finishes.
      try await group.next()
      await googleSide.triggerGracefulShutdown()
      try await group.next()
      try store.close()
      return value
    }
  }

  private static func environment(google: String, folder: String, port: Int) -> [String: String] {
    [
      "GOOGLE_CLIENT_ID": "sandbox-client", "GOOGLE_CLIENT_SECRET": "sandbox-secret",
      "GOOGLE_API_URL": google, "GOOGLE_AUTH_URL": "\(google)/o/oauth2/v2/auth",
      "GOOGLE_TOKEN_URL": "\(google)/token", "GOOGLE_REVOKE_URL": "\(google)/revoke",
      "FRONTDESK_DATABASE": "\(folder)/frontdesk.sqlite", "FRONTDESK_PORT": String(port),
    ]
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
