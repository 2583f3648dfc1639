import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import ServiceLifecycle

/// Where the server listens.
package struct ListeningAddress: Hashable, Sendable {
  package let host: String
  /// 0: any free one.
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}

/// The whole server, wired: the program runs it, and so do the tests.
///
/// It takes connections until the graceful shutdown of the service group it runs in; then `/readyz` answers 503, requests
/// under way are finished, and so is what they left to be done.
///
/// - Parameter onListening: called once with the port, when connections are taken.
package func makeServer(
  _ ports: ServerPorts, at address: ListeningAddress, limits: ServerLimits = ServerLimits(),
  onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> some Service {
  let errands = Errands(logger: ports.logger)
  let router = try makeRouter(ports, limits: limits, errands: errands)
  // What the framework says below this level may quote an error that quotes a request.
  var frameworkLogger = ports.logger
  frameworkLogger.logLevel = max(ports.logger.logLevel, .notice)
  let application = Application(
    router: router,
    server: HTTPServerBuilder { GuardedChannel(responder: $0, limits: limits) },
    configuration: ApplicationConfiguration(
      address: .hostname(address.host, port: address.port),
      availableConnectionsDelegate: .maximum(limits.connections, logger: frameworkLogger)),
    services: [errands],
    onServerRunning: { channel in await onListening(channel.localAddress?.port ?? address.port) },
    logger: frameworkLogger)
  return DrainingServer(application: application, readiness: ports.readiness)
}

private func makeRouter(
  _ ports: ServerPorts, limits: ServerLimits, errands: Errands
) throws -> Router<DeskRequestContext> {
  let instruments = ServerInstruments(factory: ports.registry)
  let bodies = BodyReader(
    allowance: BodyAllowance(total: limits.bodiesHeld, unproven: limits.unprovenBodiesHeld))
  let router = Router(context: DeskRequestContext.self)
  router.add(
    middleware: RequestFrame(
      instruments: instruments, clock: ports.clock, logger: ports.logger, bodyLimit: limits.otherBody))
  WebhookRoutes(ports: ports, limits: limits, bodies: bodies, errands: errands, instruments: instruments)
    .declare(on: router)
  try SignInRoutes(ports: ports).declare(on: router)
  HealthRoutes(ports: ports).declare(on: router)
  return router
}

/// Marks the process as not ready before the server begins to shut down.
private struct DrainingServer<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
  let application: Application<Responder>
  let readiness: Readiness

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await application.run()
    } onGracefulShutdown: {
      readiness.drain()
    }
  }
}
