import ArgumentParser
import AsyncHTTPClient
import CoreMetrics
import Desk
import FrontdeskServer
import GoogleCalendar
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the server until it is told to stop (SIGTERM or Ctrl-C).")

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let faults = Faults.wired
    let settings = try options.settings()
    let logger = options.logger(settings)
    for warning in settings.warnings { logger.warning("\(warning)") }
    if let obstacle = settings.storage.obstacle { throw CommandFailure(obstacle) }
    let right = try ServingRight.take(settings.storage.database)
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    let randomness = Randomness.system
    let store = try await Store.open(settings, randomness: randomness)
    if let reason = try await store.engine.beginServing().closedBecause {
      logger.warning("the ledger is closed for bookings", metadata: ["reason": "\(reason)"])
    }
    if settings.storage.keys.count > 1 { try await store.sealAnew(logger) }
    let http = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    do {
      let program = try await FrontdeskProgram(
        settings, store: store, http: http, port: settings.server.port, clock: SystemClock(), randomness: randomness,
        faults: faults, logger: logger)
      let host = settings.server.host
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: try program.services(port: settings.server.port, registry: registry) { port in
            await Self.announce(program.secrets, store: store, logger: logger)
            logger.info("listening", metadata: ["host": "\(host)", "port": "\(port)"])
          }.map(Self.configured),
          gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        )
        .allowing(settings.server.shutdownGrace))
      try await group.run()
    } catch {
      try await http.shutdown()
      throw settings.server.explaining(error)
    }
    try await http.shutdown()
    try store.close()
    right.release()
    logger.info("stopped")
  }

  /// What fails cancels the others, but requests are answered when it is storage.
  private static func configured(_ service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration {
    .init(
      service: service,
      failureTerminationBehavior: service is StorageGuarding ? .gracefullyShutdownGroup : .cancelGroup)
  }

  /// Prints a secret that was made, at one start only. A server that has not come to listen keeps it for the next, since
  /// nobody reads on after an error.
  private static func announce(_ secrets: WebhookSecrets, store: Store, logger: Logger) async {
    guard let secret = secrets.made else { return }
    Output.line(announcement(of: secret))
    do {
      try await secrets.noteShown(in: store)
    } catch {
      logger.error("that the secret was shown is not stored", metadata: ["error": "\(error)"])
    }
  }

  /// Printed at the first start that listens.
  static func announcement(of secret: String) -> String {
    """
    No webhook secret is set, so one has been made. Enter it at Vapi; “frontdesk assistant show --secrets” shows it again.
      In the dashboard: Custom Credentials, Bearer Token, or as this header of the server URL:
      X-Vapi-Secret: \(secret)
    """
  }
}

extension ServiceGroupConfiguration {
  /// Lets requests and bookings under way finish for so long before they are cancelled.
  func allowing(_ grace: Duration) -> ServiceGroupConfiguration {
    var configuration = self
    configuration.maximumGracefulShutdownDuration = grace
    configuration.maximumCancellationDuration = .seconds(5)
    return configuration
  }
}
