import NIOCore
import NIOPosix

/// A port on 127.0.0.1 that nobody listens on, so that a server can come back to the same one.
enum FreePort {
  static func find() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port
    try await channel.close().get()
    guard let port else { throw SoakFailure("there is no free port on 127.0.0.1") }
    return port
  }
}
