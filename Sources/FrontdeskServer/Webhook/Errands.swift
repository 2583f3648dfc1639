import Logging
import ServiceLifecycle

/// What a request starts and does not wait for: a call has begun, a call is alive.
///
/// The work belongs to this service, not to the request: it goes on when the request is answered, and when the server
/// shuts down it is finished first. Only so much of it waits; what comes beyond that is left out and logged, and what
/// waits is lost with the process: nothing may come here on which more depends than speed (a token is not warm, a time is
/// not kept on). That a call has ended is no errand: it is stored before its message is acknowledged.
final class Errands: Service {
  typealias Errand = @Sendable () async -> Void

  private static let waiting = 1024
  private static let atOnce = 32

  private let stream: AsyncStream<Errand>
  private let entrance: AsyncStream<Errand>.Continuation
  private let logger: Logger

  init(logger: Logger) {
    (stream, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waiting))
    self.logger = logger
  }

  func send(_ errand: @escaping Errand) {
    switch entrance.yield(errand) {
    case .dropped: logger.warning("too much waits to be done after requests; one errand was left out")
    case .enqueued, .terminated: break
    @unknown default: break
    }
  }

  func run() async {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        var running = 0
        for await errand in stream {
          if running == Self.atOnce {
            await group.next()
            running -= 1
          }
          running += 1
          group.addTask { await errand() }
        }
      }
    } onGracefulShutdown: {
      self.entrance.finish()
    }
  }
}
