import NIOCore
import NIOPosix

/// A bare TCP connection, for what no HTTP client would send.
struct RawConnection {
  typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// What came back until the connection ended, or until the deadline.
  struct Outcome: Sendable {
    var text = ""
    /// The server closed the connection.
    var closed = false

    /// The status of each answer, in order.
    var statuses: [Int] {
      text.split(separator: "HTTP/1.1 ").dropFirst(text.hasPrefix("HTTP/1.1 ") ? 0 : 1)
        .compactMap { Int($0.prefix(3)) }
    }
  }

  static func open<Result: Sendable>(
    port: Int, _ body: @Sendable (Writer, Reader) async throws -> Result
  ) async throws -> Result {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture { try Channel(wrappingChannelSynchronously: channel) }
      }
    return try await channel.executeThenClose { inbound, outbound in
      let reader = Reader()
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          do {
            for try await buffer in inbound { await reader.append(String(buffer: buffer)) }
          } catch {
            // A reset is an end too.
          }
          await reader.end()
        }
        let result = try await body(Writer(outbound: outbound), reader)
        group.cancelAll()
        return result
      }
    }
  }

  /// Sends the text and reads until the server closes the connection.
  static func exchange(_ text: String, port: Int) async throws -> Outcome {
    try await open(port: port) { writer, reader in
      try await writer.send(text)
      return try await reader.untilClosed()
    }
  }

  struct Writer: Sendable {
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
  }

  actor Reader {
    private var outcome = Outcome()
    private var waiting: [(condition: @Sendable (Outcome) -> Bool, continuation: CheckedContinuation<Outcome, Never>)] =
      []

    var isClosed: Bool { outcome.closed }

    func append(_ text: String) {
      outcome.text += text
      settle()
    }

    func end() {
      outcome.closed = true
      settle()
    }

    /// Waits until the condition holds, or the connection has ended.
    func until(_ condition: @escaping @Sendable (Outcome) -> Bool) async -> Outcome {
      if outcome.closed || condition(outcome) { return outcome }
      return await withCheckedContinuation { waiting.append((condition, $0)) }
    }

    func untilClosed() async throws -> Outcome { await until { _ in false } }

    private func settle() {
      let outcome = outcome
      let ready = waiting.filter { outcome.closed || $0.condition(outcome) }
      waiting.removeAll { outcome.closed || $0.condition(outcome) }
      for waiter in ready { waiter.continuation.resume(returning: outcome) }
    }
  }
}

extension RawConnection {
  /// Sends the text and reads until the condition holds or the server closes the connection.
  static func exchange(
    _ text: String, port: Int, until condition: @escaping @Sendable (Outcome) -> Bool
  ) async throws -> Outcome {
    try await open(port: port) { writer, reader in
      try await writer.send(text)
      return await reader.until(condition)
    }
  }
}
