import NIOCore
import NIOPosix

extension LoadPlan {
  /// Opens the connections, lets each run to its end, and adds up.
  func run() async throws -> LoadResult {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let start = NIODeadline.now() + .milliseconds(rate == nil ? 0 : 20)
    var futures: [EventLoopFuture<LoadResult>] = []
    for number in 0..<connections {
      let promise = loop.makePromise(of: LoadResult.self)
      futures.append(promise.futureResult)
      let bootstrap = ClientBootstrap(group: loop)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { [self] channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              LoadConnection(self, number: number, start: start, promise: promise))
          }
        }
      do {
        _ = try await bootstrap.connect(host: "127.0.0.1", port: port).get()
      } catch {
        promise.fail(error)
      }
    }
    var total = LoadResult()
    for result in try await EventLoopFuture.whenAllSucceed(futures, on: loop).get() { total.add(result) }
    return total
  }
}

extension LoadResult {
  mutating func add(_ other: LoadResult) {
    latencies += other.latencies
    good += other.good
    declined += other.declined
    wrong += other.wrong
    firstWrong = firstWrong ?? other.firstWrong
    took = max(took, other.took)
  }
}
