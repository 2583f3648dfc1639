import NIOCore
import NIOPosix

/// A TCP proxy that tests place between two programs to make the network between them bad.
package final class WireProxy: Sendable {
  private let listener: any Channel
  private let relay: Relay
  /// Where it listens, on the loopback.
  package let port: Int

  private init(listener: any Channel, port: Int, relay: Relay) {
    self.listener = listener
    self.port = port
    self.relay = relay
  }

  /// Listens on a free port of the loopback and passes everything on to `port` of the loopback.
  package static func start(to port: Int) async throws -> WireProxy {
    let relay = Relay(target: port)
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { relay.accept($0) }
      .bind(host: "127.0.0.1", port: 0).get()
    guard let local = listener.localAddress?.port else { throw ChannelError.unknownLocalAddress }
    return WireProxy(listener: listener, port: local, relay: relay)
  }

  /// From now on, for connections that exist too.
  package func set(_ weather: Weather) { relay.set(weather) }

  /// How many connections were accepted so far.
  package var accepted: Int { relay.accepted }

  /// How many are open now: a client that leaks sockets shows here.
  package var open: Int { relay.open }

  /// Resets every connection that is open.
  package func cut() async { await relay.cut() }

  package func stop() async throws {
    try await listener.close()
    await relay.cut()
  }
}
