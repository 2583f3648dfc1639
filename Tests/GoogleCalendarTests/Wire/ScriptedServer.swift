import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An HTTP/1.1 server on a real socket that answers as a test tells it, down to saying nothing at all.
final class ScriptedServer: Sendable {
  struct Seen: Sendable {
    /// Which connection it came on, counted from 1.
    let connection: Int
    /// Which request of this server it is, counted from 1.
    let number: Int
    let method: String
    let uri: String
    let headers: HTTPHeaders
    let body: String

    var path: String { String(uri.prefix { $0 != "?" }) }
    /// Like `GET /calendar/v3/…`, without the query.
    var line: String { "\(method) \(path)" }
  }

  enum Reply: Sendable {
    case answer(Int, String = "{}", [(String, String)] = [])
    /// The connection stays open and nothing comes.
    case silence
    /// The connection is closed without an answer.
    case close
    /// The connection is reset (TCP RST) without an answer.
    case reset
    /// A head that announces a longer body than the part that follows; then nothing more comes.
    case partial(String, announced: Int)
    /// As ``partial(_:announced:)``, but the connection is then closed.
    case truncated(String, announced: Int)
  }

  typealias Script = @Sendable (Seen) -> Reply

  private struct State {
    var seen: [Seen] = []
    var connections = 0
    var open = 0
    var mostOpen = 0
  }

  private let state = Mutex(State())
  private let channel = Mutex<(any Channel)?>(nil)

  var seen: [Seen] { state.withLock { $0.seen } }
  var lines: [String] { seen.map(\.line) }
  var connections: Int { state.withLock { $0.connections } }
  var openConnections: Int { state.withLock { $0.open } }

  static func start(_ script: @escaping Script) async throws -> ScriptedServer {
    let server = ScriptedServer()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ScriptedHandler(server: server, script: script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.channel.withLock { $0 = channel }
    return server
  }

  var url: String { "http://127.0.0.1:\(channel.withLock { $0?.localAddress?.port ?? 0 })" }

  func stop() async throws { try await channel.withLock { $0 }?.close() }

  fileprivate func opened() -> Int {
    state.withLock { state in
      state.connections += 1
      state.open += 1
      return state.connections
    }
  }

  fileprivate func closed() { state.withLock { $0.open -= 1 } }

  fileprivate func note(connection: Int, head: HTTPRequestHead, body: String) -> Seen {
    state.withLock { state in
      let seen = Seen(
        connection: connection, number: state.seen.count + 1, method: head.method.rawValue, uri: head.uri,
        headers: head.headers, body: body)
      state.seen.append(seen)
      return seen
    }
  }
}

private final class ScriptedHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: ScriptedServer
  private let script: ScriptedServer.Script
  private var connection = 0
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(server: ScriptedServer, script: @escaping ScriptedServer.Script) {
    self.server = server
    self.script = script
  }

  func channelActive(context: ChannelHandlerContext) { connection = server.opened() }

  func channelInactive(context: ChannelHandlerContext) { server.closed() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(var part):
      body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      let seen = server.note(connection: connection, head: head, body: String(buffer: body))
      reply(script(seen), context: context)
    }
  }

  private func reply(_ reply: ScriptedServer.Reply, context: ChannelHandlerContext) {
    switch reply {
    case .silence:
      break
    case .close:
      context.close(promise: nil)
    case .reset:
      // Closing with a linger time of zero discards the connection (socket(7), SO_LINGER).
      let channel = context.channel
      guard let socket = channel as? any SocketOptionProvider else { preconditionFailure("not a socket") }
      socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    case .answer(let status, let text, let headers):
      // 204 has no body (RFC 9110, section 15.3.5).
      write(status, status == 204 ? "" : text, headers, announced: nil, context: context)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    case .partial(let text, let announced):
      write(200, text, [], announced: announced, context: context)
      context.flush()
    case .truncated(let text, let announced):
      write(200, text, [], announced: announced, context: context)
      context.flush()
      context.close(promise: nil)
    }
  }

  private func write(
    _ status: Int, _ text: String, _ headers: [(String, String)], announced: Int?, context: ChannelHandlerContext
  ) {
    var all = HTTPHeaders(headers)
    if status != 204 { all.replaceOrAdd(name: "content-length", value: "\(announced ?? text.utf8.count)") }
    let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: all)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !text.isEmpty { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil) }
  }
}

/// Starts a server, runs the test, stops it.
func withServer(
  _ script: @escaping ScriptedServer.Script, _ test: (ScriptedServer) async throws -> Void
) async throws {
  let server = try await ScriptedServer.start(script)
  do {
    try await test(server)
  } catch {
    try await server.stop()
    throw error
  }
  try await server.stop()
}
