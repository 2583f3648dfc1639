import NIOCore

/// Passes what one connection says to the other, as the weather allows.
final class Pump: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Direction { case requests, replies }

  private let other: any Channel
  private let direction: Direction
  private let relay: Relay
  private var passed = 0
  private var waiting = ByteBuffer()
  private var isTrickling = false
  private let exchange: Exchange

  /// What both directions of one connection know of each other; they share an event loop.
  final class Exchange {
    var hasAnswered = false
  }

  init(to other: any Channel, as direction: Direction, of relay: Relay, _ exchange: Exchange) {
    self.exchange = exchange
    self.other = other
    self.direction = direction
    self.relay = relay
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    switch (relay.weather, direction) {
    case (.blackHole, _): return
    case (.losingRequests, .requests): return giveUp(context)
    case (.losingReplies(let limit), .replies):
      let rest = max(0, limit - passed)
      if buffer.readableBytes > rest {
        if let part = buffer.readSlice(length: rest), rest > 0 { other.writeAndFlush(part, promise: nil) }
        return giveUp(context)
      }
    case (.trickling(let pause), .replies):
      waiting.writeBuffer(&buffer)
      if !isTrickling { trickle(context, .milliseconds(Int64(pause))) }
      return
    case (.resettingReused, .requests) where exchange.hasAnswered: return giveUp(context)
    default: break
    }
    passed += buffer.readableBytes
    if direction == .replies { exchange.hasAnswered = true }
    other.writeAndFlush(buffer, promise: nil)
  }

  /// The client's side may not be read before it is registered.
  func channelActive(context: ChannelHandlerContext) {
    context.read()
    context.fireChannelActive()
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.read() }

  func channelInactive(context: ChannelHandlerContext) {
    other.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    other.close(promise: nil)
    context.close(promise: nil)
  }

  private func giveUp(_ context: ChannelHandlerContext) {
    let front = direction == .requests ? context.channel : other
    front.resetSoon()
    (direction == .requests ? other : context.channel).close(promise: nil)
  }

  private func trickle(_ context: ChannelHandlerContext, _ pause: TimeAmount) {
    guard let byte = waiting.readSlice(length: 1), other.isActive else {
      isTrickling = false
      return
    }
    isTrickling = true
    other.writeAndFlush(byte, promise: nil)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: pause) {
      let (pump, context) = bound.value
      pump.trickle(context, pause)
    }
  }
}
