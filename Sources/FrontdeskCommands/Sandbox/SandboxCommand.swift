import ArgumentParser
import Foundation
import GoogleSandbox
import Logging
import ServiceLifecycle
import UnixSignals

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a local Google: sign-in, Calendar API and a control side, all in memory.",
    discussion: "Prints the settings that let “frontdesk serve” use it, in the form of a .env file.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 9090

  @Option(help: "A JSON file with accounts, calendars and events to begin with; left out: the demo's account.")
  var seed: String?

  @Option(help: "What the sandbox's clock shows at the start, such as 2026-11-23T08:00:00Z.")
  var clock: String?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a whole number from 0 to 65535.") }
    guard let clock else { return }
    do { _ = try Date(clock, strategy: .iso8601) } catch {
      throw ValidationError("--clock is a time with its offset, such as 2026-11-23T08:00:00Z.")
    }
  }

  func run() async throws {
    var logger = Logger(label: "frontdesk.sandbox", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    var seed = try readSeed()
    seed.now = clock ?? seed.now
    let client = seed.clients?.first ?? SandboxSeed.Client(id: "sandbox-client", secret: "sandbox-secret")
    let sandbox = Sandbox(SandboxConfiguration(host: host, port: port, seed: seed, logger: logger))
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: SandboxRun(sandbox: sandbox)),
          .init(service: Announcement { Output.line(Self.settings(try await sandbox.baseURL(), client)) }),
        ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  private func readSeed() throws -> SandboxSeed {
    guard let file = seed else {
      return SandboxSeed(
        accounts: [.init(email: DemoDesk.owner, name: "Maria Lindt", timeZone: "America/New_York")])
    }
    let text = try InputFile.text(file, limit: 16 << 20)
    do {
      return try JSONDecoder().decode(SandboxSeed.self, from: Data(text.utf8))
    } catch {
      throw CommandFailure(
        "\(file) is no seed for the sandbox: it must be a JSON object with accounts, calendars, events.")
    }
  }

  /// What to put into `.env`; the rest are comments, so that the whole can be.
  static func settings(_ base: String, _ client: SandboxSeed.Client) -> String {
    // A server accepts plain http for this machine alone.
    let url = base.replacing("//0.0.0.0:", with: "//127.0.0.1:")
    return """
      # The local Google listens at \(url). Ctrl-C ends it; GET /sandbox/state shows what it holds.
      GOOGLE_CLIENT_ID=\(client.id)
      GOOGLE_CLIENT_SECRET=\(client.secret)
      GOOGLE_API_URL=\(url)
      GOOGLE_AUTH_URL=\(url)/o/oauth2/v2/auth
      GOOGLE_TOKEN_URL=\(url)/token
      GOOGLE_REVOKE_URL=\(url)/revoke
      """
  }
}

/// Says something once, when it is known, then waits for the shutdown of its group.
private struct Announcement: Service {
  let say: @Sendable () async throws -> Void

  init(_ say: @escaping @Sendable () async throws -> Void) { self.say = say }

  func run() async throws {
    try await say()
    try await gracefulShutdown()
  }
}
