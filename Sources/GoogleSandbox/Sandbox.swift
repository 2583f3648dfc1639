package import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import Synchronization

/// What a sandbox starts from.
package struct SandboxConfiguration: Sendable {
  package var host: String
  /// 0 takes any free port.
  package var port: Int
  package var seed: SandboxSeed
  /// Ids, tokens and faults with a probability follow from it.
  package var randomSeed: UInt64
  package var now: @Sendable () -> Date
  package var logger: Logger

  /// - Parameter now: the real time, on which the sandbox puts its own offset and rate (`PUT /sandbox/clock`).
  package init(
    host: String = "127.0.0.1", port: Int = 0, seed: SandboxSeed = .empty, randomSeed: UInt64 = 0x5A4D_B0C5,
    now: @escaping @Sendable () -> Date = { .now }, logger: Logger
  ) {
    self.host = host
    self.port = port
    self.seed = seed
    self.randomSeed = randomSeed
    self.now = now
    self.logger = logger
  }
}

/// A local Google: OAuth 2.0 and the Calendar API v3 on one port, with a control side under `/sandbox/`.
///
/// It keeps everything in memory and knows nothing of the desk: what it does follows Google's own pages, its discovery
/// document and what others have seen on the wire.
package final class Sandbox: Sendable {
  private let configuration: SandboxConfiguration
  private let realm: Realm
  private let listening = Listening()
  private let badSeed: ControlError?

  package init(_ configuration: SandboxConfiguration) {
    self.configuration = configuration
    var world = World(now: configuration.now, randomSeed: configuration.randomSeed)
    do throws(ControlError) {
      try world.plant(configuration.seed)
      badSeed = nil
    } catch {
      badSeed = error
    }
    realm = Realm(world)
  }

  /// Serves until cancelled or shut down gracefully.
  ///
  /// - Throws: where it cannot listen, such as on a port that is taken, or where the seed is wrong.
  package func run() async throws {
    if let badSeed {
      listening.settle(.failure(badSeed))
      throw badSeed
    }
    let listening = listening
    let application = Application(
      responder: Front(realm: realm),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: nil),
      onServerRunning: { channel in listening.settle(.success(channel.localAddress?.port ?? 0)) },
      logger: configuration.logger)
    do {
      try await application.run()
      listening.settle(.failure(CancellationError()))
    } catch {
      listening.settle(.failure(error))
      throw error
    }
  }

  /// Such as `http://127.0.0.1:8123`, once it listens.
  ///
  /// - Throws: what kept it from listening, or `CancellationError`.
  package func baseURL() async throws -> String {
    let port = try await listening.port()
    let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
    return "http://\(host):\(port)"
  }
}

/// The port, known once the server listens, and those who wait for it.
private final class Listening: Sendable {
  private struct State {
    var outcome: Result<Int, any Error>?
    var waiting: [Int: CheckedContinuation<Int, any Error>] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// The first outcome stays.
  func settle(_ outcome: Result<Int, any Error>) {
    let waiting = state.withLock { state in
      guard state.outcome == nil else { return [CheckedContinuation<Int, any Error>]() }
      state.outcome = outcome
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(with: outcome) }
  }

  func port() async throws -> Int {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let known = state.withLock { state -> Result<Int, any Error>? in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.outcome == nil { state.waiting[number] = continuation }
          return state.outcome
        }
        if let known { continuation.resume(with: known) }
      }
    } onCancel: {
      let waiting = state.withLock { $0.waiting.removeValue(forKey: number) }
      waiting?.resume(throwing: CancellationError())
    }
  }
}
