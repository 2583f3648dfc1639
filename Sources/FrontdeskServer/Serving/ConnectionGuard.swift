import NIOCore
import NIOHTTP1

/// Applies ``ConnectionRules`` to a channel: between NIO's decoder and Hummingbird.
///
/// Hummingbird's idle timeout ends connections that say nothing and heads that do not end. It does not end a body that
/// comes in drips, nor one that is sent on after it was answered, nor an answer that nobody reads; this does.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long the other side has to read a last answer before the connection is closed. A close at once would make the
  /// kernel reset a connection on which something unread has come in, and the answer would be lost with it.
  private static let farewell = TimeAmount.seconds(1)

  private var rules: ConnectionRules
  private var timer: Scheduled<Void>?
  /// Runs while more of an answer waits to be taken than the channel buffers.
  private var stall: Scheduled<Void>?

  init(rules: ConnectionRules) { self.rules = rules }

  // MARK: What comes in

  func channelActive(context: ChannelHandlerContext) {
    rules.connected(at: context.eventLoop.now)
    setTimer(context: context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let action: ConnectionRules.Action
    switch unwrapInboundIn(data) {
    case .head(let head): action = rules.head(head, at: context.eventLoop.now)
    case .body(let bytes): action = rules.body(bytes: bytes.readableBytes)
    case .end: action = rules.end()
    }
    let passes = rules.takesInput
    carryOut(action, context: context)
    if passes, action != .close { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Most requests are whole within one read and never need the timer.
    if rules.deadline != nil, timer == nil { setTimer(context: context) }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { carryOut(rules.unreadable(error), context: context) }
    // Whoever waits for the rest of the request must hear that it will not come.
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stopTimers()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stopTimers() }

  // MARK: What goes out

  /// Whoever asks and does not read keeps an answer in memory and a connection taken: it has as long as a request has.
  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stall?.cancel()
    stall = nil
    if !context.channel.isWritable {
      stall = context.eventLoop.assumeIsolated().scheduleTask(in: rules.receive) {
        self.stall = nil
        self.carryOut(.close, context: context)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !rules.refused else {
      promise?.succeed()
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      switch rules.answerHead(isRefusal: head.status == .unauthorized) {
      case .pass: context.write(data, promise: promise)
      case .passClosing:
        head.headers.replaceOrAdd(name: "connection", value: "close")
        context.write(wrapOutboundOut(.head(head)), promise: promise)
      case .drop: promise?.succeed()
      }
    case .body: context.write(data, promise: promise)
    case .end:
      guard rules.open > 0 else {
        promise?.succeed()
        return
      }
      context.write(data, promise: promise)
      let action = rules.answerEnd()
      if action != .nothing {
        context.flush()
        carryOut(action, context: context)
      }
    }
  }

  // MARK: Acting

  private func carryOut(_ action: ConnectionRules.Action, context: ChannelHandlerContext) {
    switch action {
    case .nothing: break
    case .close:
      stopTimers()
      context.close(promise: nil)
    case .leave: leave(context: context)
    case .refuse(let status):
      refuse(with: status, context: context)
    }
  }

  private func refuse(with status: HTTPResponseStatus, context: ChannelHandlerContext) {
    let text = Wording.body(of: Int(status.code))
    var headers = HTTPHeaders(Wording.headers.map { ($0.name, $0.value) })
    headers.add(name: "content-type", value: "application/json")
    headers.add(name: "content-length", value: String(text.utf8.count))
    headers.add(name: "connection", value: "close")
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    leave(context: context)
  }

  private func leave(context: ChannelHandlerContext) {
    stopTimer()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) {
      context.close(promise: nil)
    }
  }

  private func setTimer(context: ChannelHandlerContext) {
    guard let deadline = rules.deadline else { return }
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.timer = nil
      let action = self.rules.timer(at: context.eventLoop.now)
      guard action == .close else { return self.setTimer(context: context) }
      context.fireErrorCaught(HTTPParserError.invalidEOFState)
      self.carryOut(action, context: context)
    }
  }

  private func stopTimer() {
    timer?.cancel()
    timer = nil
  }

  private func stopTimers() {
    stopTimer()
    stall?.cancel()
    stall = nil
  }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
