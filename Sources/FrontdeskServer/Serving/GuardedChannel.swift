import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1 channel with a ``ConnectionGuard`` right behind the decoder, where header fields are as they came.
struct GuardedChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  let channel: HTTP1Channel
  let limits: ServerLimits

  init(responder: @escaping HTTPChannelHandler.Responder, limits: ServerLimits) {
    self.limits = limits
    channel = HTTP1Channel(
      responder: responder,
      configuration: HTTP1Channel.Configuration(
        idleTimeout: TimeAmount(limits.idle),
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
          maxHeaderFieldCount: limits.headFields)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let receive = TimeAmount(limits.receive)
    return self.channel.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandler(ConnectionGuard(rules: ConnectionRules(receive: receive)), position: .after(decoder))
      return value
    }
  }

  func handle(value: Value, logger: Logger) async { await channel.handle(value: value, logger: logger) }
}
