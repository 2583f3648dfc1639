import CoreMetrics
import Desk
import FrontdeskServer
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  private static let head = "POST /webhook/vapi HTTP/1.1\r\nHost: h\r\n"
  private static let credential = "X-Vapi-Secret: \(TestServer.secret)\r\n"

  private func plan(_ change: (inout ServerLimits) -> Void) throws -> TestServer.Plan {
    var plan = try TestServer.Plan()
    change(&plan.limits)
    return plan
  }

  @Test func `a head that does not end is cut by the idle timeout`() async throws {
    try await TestServer.run(try plan { $0.idle = .milliseconds(200) }) { server async throws in
      let outcome = try await RawConnection.exchange(Self.head + "X-Slow: a", port: server.port)
      #expect(outcome.closed)
      #expect(outcome.text.isEmpty)
    }
  }

  @Test func `a connection on which nothing is asked is closed long before one that is kept alive`() async throws {
    let limits: (inout ServerLimits) -> Void = {
      $0.receive = .milliseconds(200)
      $0.idle = .seconds(300)
    }
    try await TestServer.run(try plan(limits)) { server async throws in
      let outcome = try await RawConnection.exchange("", port: server.port)
      #expect(outcome.closed)
      #expect(outcome.text.isEmpty)
    }
  }

  @Test func `a body that comes in drips is cut although something always comes`() async throws {
    let limits: (inout ServerLimits) -> Void = {
      // Long enough for the answer even where every core is busy.
      $0.receive = .seconds(2)
      $0.idle = .seconds(30)
    }
    try await TestServer.run(try plan(limits)) { server async throws in
      let outcome = try await RawConnection.open(port: server.port) { writer, reader in
        try await writer.send(Self.head + Self.credential + "Content-Length: 100000\r\n\r\n{")
        return try await Self.drip(writer, until: reader)
      }
      #expect(outcome.closed)
      #expect(outcome.statuses.isEmpty)
      #expect(server.reception.now.calls.isEmpty)
    }
  }

  @Test func `a body that is sent on after a 401 is cut, and the answer had said so`() async throws {
    let limits: (inout ServerLimits) -> Void = {
      // Long enough for the answer even where every core is busy.
      $0.receive = .seconds(2)
      $0.idle = .seconds(30)
    }
    try await TestServer.run(try plan(limits)) { server async throws in
      let outcome = try await RawConnection.open(port: server.port) { writer, reader in
        try await writer.send(Self.head + "Content-Length: 100000\r\n\r\n{")
        return try await Self.drip(writer, until: reader)
      }
      #expect(outcome.closed)
      #expect(outcome.statuses == [401])
      #expect(outcome.text.lowercased().contains("connection: close"))
    }
  }

  @Test func `whoever asks and never reads is cut, and the connection is free for others`() async throws {
    let limits: (inout ServerLimits) -> Void = {
      $0.receive = .milliseconds(500)
      $0.idle = .seconds(600)
      $0.connections = 1
    }
    try await TestServer.run(try plan(limits)) { server async throws in
      // More than the buffers of both sides take.
      for number in 0..<100 {
        let dimensions = [("padding", String(repeating: "x", count: 200_000) + String(number))]
        Counter(label: "frontdesk_test_total", dimensions: dimensions, factory: server.registry).increment()
      }
      let request = "GET /metrics HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(TestServer.adminToken)\r\n\r\n"
      let silent = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.autoRead, value: false)
        .connect(host: "127.0.0.1", port: server.port).get()
      try await silent.writeAndFlush(ByteBuffer(string: request))
      // The one connection that there may be is free again only when the server has closed it.
      let next = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
      let outcome = try await RawConnection.exchange(next, port: server.port) { $0.statuses == [200] }
      #expect(outcome.statuses == [200])
      // The server's end may have closed this one too.
      do { try await silent.close() } catch let error as ChannelError where Self.isOver(error) {}
    }
  }

  /// What closing says of a channel that is closed, and of one whose pipeline is taken down already.
  private static func isOver(_ error: ChannelError) -> Bool { error == .alreadyClosed || error == .ioOnClosedChannel }

  /// Sends a byte every few milliseconds until the server has closed the connection.
  private static func drip(
    _ writer: RawConnection.Writer, until reader: RawConnection.Reader
  ) async throws -> RawConnection.Outcome {
    while await !reader.isClosed {
      do {
        try await writer.send(" ")
      } catch {
        break
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await reader.untilClosed()
  }

  @Test func `a head beyond its limit is answered 431`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let many = Self.head + "X-Long: " + String(repeating: "x", count: 17_000) + "\r\n\r\n"
      let outcome = try await RawConnection.exchange(many, port: server.port)
      #expect(outcome.statuses == [431])
      #expect(outcome.closed)
      let fields = (0..<120).map { "X-\($0): 1\r\n" }.joined()
      #expect(try await RawConnection.exchange(Self.head + fields + "\r\n", port: server.port).statuses == [431])
    }
  }

  static let smuggled: [(what: String, request: String)] = [
    ("both lengths", head + credential + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET"),
    ("both lengths, the other way round", head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
    ("two different lengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    ("two equal lengths", head + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
    ("a list of lengths", head + "Content-Length: 2, 2\r\n\r\n{}"),
    ("a signed length", head + "Content-Length: +2\r\n\r\n{}"),
    ("an unknown coding", head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    ("a coding before chunked", head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    ("a blank before the colon", head + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    ("a bare line feed", "POST /webhook/vapi HTTP/1.1\nHost: h\nContent-Length: 2\n\n{}"),
    ("a chunk size that is none", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    ("two hosts", head + "Host: other\r\nContent-Length: 2\r\n\r\n{}"),
    ("no host", "POST /webhook/vapi HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"),
    ("a null in a field", head + "X-Null: a\u{0}b\r\nContent-Length: 2\r\n\r\n{}"),
  ]

  @Test(arguments: smuggled)
  func `a request that two readers could read differently is refused once and for all`(
    what: String, request: String
  ) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let next = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
      let outcome = try await RawConnection.exchange(request + next, port: server.port)
      #expect(outcome.closed)
      // With a broken body the credential is missed first; what matters is that nothing after it is answered.
      #expect(outcome.statuses == [400] || outcome.statuses == [401], "\(outcome.text)")
      #expect(!outcome.text.contains(#""status":"up""#))
    }
  }

  @Test func `more connections than the limit wait until one has closed`() async throws {
    try await TestServer.run(try plan { $0.connections = 1 }) { server async throws in
      let request = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
      let (taken, takes) = AsyncStream.makeStream(of: Void.self)
      let answered = Mutex(false)
      async let second: Void = {
        for await _ in taken { break }
        _ = try await RawConnection.exchange(request, port: server.port) { $0.statuses == [200] }
        answered.withLock { $0 = true }
      }()
      try await RawConnection.open(port: server.port) { writer, reader in
        for round in 1...20 {
          try await writer.send(request)
          _ = await reader.until { $0.statuses.count == round }
          takes.yield()
        }
        #expect(!answered.withLock { $0 })
      }
      try await second
    }
  }

  @Test func `a shutdown finishes what is under way, and says meanwhile that it is not ready`() async throws {
    let (stream, entered) = AsyncStream.makeStream(of: Void.self)
    let (gate, opens) = AsyncStream.makeStream(of: Void.self)
    var plan = try TestServer.Plan()
    plan.reception = StandInReception { _ in
      entered.yield()
      for await _ in gate { break }
      return Answer(.booked, "Booked after all.")
    }
    try await TestServer.run(plan) { server async throws in
      let body = Webhooks.toolCall()
      try await RawConnection.open(port: server.port) { writer, reader in
        try await writer.send(
          Self.head + Self.credential + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
            + "GET /readyz HTTP/1.1\r\nHost: h\r\n\r\n")
        for await _ in stream { break }
        await server.group.triggerGracefulShutdown()
        // The server hears of it on its own; only then may the answer go on.
        while await server.readiness.verdict() != .draining { await Task.yield() }
        opens.yield()
        let outcome = try await reader.untilClosed()
        #expect(outcome.statuses == [200, 503])
        #expect(outcome.text.contains("Booked after all."))
        #expect(outcome.text.contains(#"{"status":"shutting down"}"#))
      }
    }
  }
}
