import NIOCore
import NIOHTTP1
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

  init(gate: Gate) { self.gate = gate }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let channel = context.channel
    gate.wait {
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-length": "0"])
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
  }
}
