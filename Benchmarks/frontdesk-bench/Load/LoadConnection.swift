import NIOCore

/// One keep-alive connection that sends the requests of a plan, one at a time, and takes the time of each answer.
///
/// By hand rather than through a client library, because what the client spends is missing to the servers on the same
/// two cores.
final class LoadConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let plan: LoadPlan
  private let number: Int
  private let start: NIODeadline
  private let promise: EventLoopPromise<LoadResult>
  private var result = LoadResult()
  private var index = 0
  private var due: NIODeadline
  private var received = ByteBuffer()
  private var isOver = false

  init(_ plan: LoadPlan, number: Int, start: NIODeadline, promise: EventLoopPromise<LoadResult>) {
    self.plan = plan
    self.number = number
    self.start = start
    self.promise = promise
    due = start
  }

  func channelActive(context: ChannelHandlerContext) { sendNext(context) }

  private func sendNext(_ context: ChannelHandlerContext) {
    guard let rate = plan.rate else {
      due = .now()
      return send(context)
    }
    let turn = Double(index * plan.connections + number)
    due = start + .nanoseconds(Int64(turn / rate * 1e9))
    guard due > .now() else { return send(context) }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let connection = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    context.value.eventLoop.scheduleTask(deadline: due) { connection.value.send(context.value) }
  }

  private func send(_ context: ChannelHandlerContext) {
    if let duration = plan.duration, due - start >= .nanoseconds(duration.nanoseconds) { return finish(context) }
    guard let request = plan.request(number, index) else { return finish(context) }
    index += 1
    context.writeAndFlush(wrapOutboundOut(request), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received.append(unwrapInboundIn(data))
    do {
      guard let answer = try LoadAnswer(taking: &received) else { return }
      note(answer)
      sendNext(context)
    } catch {
      errorCaught(context: context, error: error)
    }
  }

  private func note(_ answer: LoadAnswer) {
    let now = NIODeadline.now()
    result.latencies.append(.nanoseconds((now - due).nanoseconds))
    result.took = .nanoseconds((now - start).nanoseconds)
    switch plan.judge(answer.status, answer.body) {
    case .good: result.good += 1
    case .declined: result.declined += 1
    case .wrong:
      result.wrong += 1
      if result.firstWrong == nil { result.firstWrong = "\(answer.status) \(String(buffer: answer.body).prefix(300))" }
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    isOver = true
    promise.succeed(result)
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !isOver { promise.fail(error) }
    isOver = true
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !isOver { promise.fail(BenchFailure("the server closed a connection after \(index) requests")) }
    isOver = true
  }
}

extension ByteBuffer {
  /// The usual case, a whole answer in one read, copies nothing.
  fileprivate mutating func append(_ other: ByteBuffer) {
    if readableBytes == 0 { self = other } else { writeBytes(other.readableBytesView) }
  }
}
