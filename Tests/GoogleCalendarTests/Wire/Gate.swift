import AsyncHTTPClient
import GoogleCalendar
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Opens when enough have come.
final class Gate: Sendable {
  private let needed: Int
  private let waiting = Mutex<[@Sendable () -> Void]>([])

  init(_ needed: Int) { self.needed = needed }

  func wait(_ action: @escaping @Sendable () -> Void) {
    let ready = waiting.withLock { waiting in
      waiting.append(action)
      return waiting.count >= needed ? waiting : []
    }
    for action in ready { action() }
  }
}

/// Answers each request once its gate is open.
final class GateHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let gate: Gate
  private let answer: String

  init(gate: Gate, answer: String) {
    self.gate = gate
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let channel = context.channel
    gate.wait { [answer] in
      guard channel.isActive else { return }
      let headers: HTTPHeaders = ["content-length": "\(answer.utf8.count)"]
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: answer))), promise: nil)
      channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
  }
}

/// Runs a test against a server that answers nobody until the gate is full.
func withGate(_ gate: Gate, answer: String, _ test: (String, HTTPClient) async throws -> Void) async throws {
  let http = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
  let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .serverChannelOption(.backlog, value: 128)
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
        try channel.pipeline.syncOperations.addHandler(GateHandler(gate: gate, answer: answer))
      }
    }
    .bind(host: "127.0.0.1", port: 0).get()
  let outcome: Result<Void, any Error>
  do {
    outcome = .success(try await test("http://127.0.0.1:\(channel.localAddress?.port ?? 0)", http))
  } catch {
    outcome = .failure(error)
  }
  try await http.shutdown()
  try await channel.close()
  try outcome.get()
}
