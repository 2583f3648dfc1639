import AsyncHTTPClient
import Desk
import GoogleCalendar
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AsyncHTTPExchangeTests {
  let clock = HandClock()

  /// An exchange with a client of its own, shut down afterwards.
  func withExchange(
    maximumAnswerBytes: Int = 8 * 1024 * 1024, _ test: (AsyncHTTPExchange) async throws -> Void
  ) async throws {
    let client = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
    do {
      try await test(AsyncHTTPExchange(client: client, clock: clock, maximumAnswerBytes: maximumAnswerBytes))
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  func outcome(
    _ exchange: AsyncHTTPExchange, _ url: String, within duration: Duration = .seconds(2)
  ) async -> Result<Int, ExchangeFailure> {
    let deadline = Deadline(in: duration, on: clock)
    do throws(ExchangeFailure) {
      return .success(try await exchange.send(HTTPExchangeRequest(method: .get, url: url), by: deadline).status)
    } catch {
      return .failure(error)
    }
  }

  @Test func `a request and its answer arrive whole`() async throws {
    try await withServer { seen in
      .answer(200, seen.body, [("ETag", "\"1\"")])
    } _: { server in
      try await withExchange { exchange in
        let request = HTTPExchangeRequest(
          method: .patch, url: server.url + "/a%40b?x=%2B1", headers: [("If-Match", "\"0\"")],
          body: Array("{\"a\":1}".utf8))
        let answer = try await exchange.send(request, by: Deadline(in: .seconds(2), on: clock))
        #expect(answer.status == 200)
        #expect(answer.body == Array("{\"a\":1}".utf8))
        #expect(answer.header("etag") == "\"1\"")
        let seen = try #require(server.seen.first)
        #expect(seen.method == "PATCH")
        #expect(seen.uri == "/a%40b?x=%2B1")
        #expect(seen.headers.first(name: "if-match") == "\"0\"")
      }
    }
  }

  @Test func `only HTTP 1 is spoken, with verified TLS, no proxy and no retries below`() {
    let configuration = AsyncHTTPExchange.makeConfiguration()
    // The type of `httpVersion` cannot be compared, its description can.
    #expect(
      String(describing: configuration.httpVersion)
        == String(describing: HTTPClient.Configuration.HTTPVersion.http1Only))
    #expect(configuration.tlsConfiguration == nil)
    #expect(configuration.proxy == nil)
    #expect(!configuration.connectionPool.retryConnectionEstablishment)
    #expect(configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit >= 64)
  }

  @Test func `sixty-four requests run side by side`() async throws {
    // Nobody is answered before all have come: with fewer connections this would never end.
    try await withGate(Gate(64), answer: "") { url, http in
      let exchange = AsyncHTTPExchange(client: http, clock: clock)
      let statuses = await withTaskGroup(of: Result<Int, ExchangeFailure>.self) { group in
        for _ in 0..<64 { group.addTask { await outcome(exchange, url) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: .success(200), count: 64))
    }
  }

  @Test func `a refused port fails at once, whatever time is left`() async throws {
    try await withExchange { exchange in
      // The clock never moves, so only the refusal itself can end this; AsyncHTTPClient's retries would take 10 s.
      // Port 1 is for the superuser and listened on by nobody; one of our own, closed, might be taken by another test.
      let failure = await outcome(exchange, "http://127.0.0.1:1", within: .seconds(3600))
      guard case .failure(.notConnected) = failure else {
        Issue.record("\(failure)")
        return
      }
    }
  }

  @Test func `a redirect is handed on, not followed`() async throws {
    try await withServer { seen in
      seen.path == "/a" ? .answer(302, "", [("Location", "/b")]) : .answer(200)
    } _: { server in
      try await withExchange { exchange in
        #expect(await outcome(exchange, server.url + "/a") == .success(302))
        #expect(server.lines == ["GET /a"])
      }
    }
  }

  @Test(arguments: [(10, true), (11, false)])
  func `an answer may be as long as the cap and no longer`(length: Int, fits: Bool) async throws {
    try await withServer { _ in
      .answer(200, String(repeating: "x", count: length))
    } _: { server in
      try await withExchange(maximumAnswerBytes: 10) { exchange in
        #expect(await outcome(exchange, server.url) == (fits ? .success(200) : .failure(.answerTooLong)))
      }
    }
  }

  @Test func `a body that stops coming ends at the deadline and takes its connection along`() async throws {
    try await withServer { _ in
      .partial("{\"items\":[", announced: 1000)
    } _: { server in
      try await withExchange { exchange in
        async let result = outcome(exchange, server.url, within: .seconds(2))
        #expect(await eventually { server.seen.count == 1 && clock.sleeping == 1 })
        clock.advance(by: .seconds(2))
        #expect(await result == .failure(.timedOut))
        #expect(await eventually { server.openConnections == 0 })
      }
    }
  }

  @Test func `a body cut short is a broken exchange, not a short answer`() async throws {
    try await withServer { _ in
      .truncated("{}", announced: 1000)
    } _: { server in
      try await withExchange { exchange in
        guard case .failure(.broken) = await outcome(exchange, server.url) else {
          Issue.record("a part was taken for the whole")
          return
        }
      }
    }
  }

  @Test func `a connection that has gone silent serves nobody twice`() async throws {
    // The first connection answers once and then falls silent, as one does behind a router that forgot it.
    try await withServer { seen in
      seen.connection == 1 && seen.number > 1 ? .silence : .answer(200)
    } _: { server in
      try await withExchange { exchange in
        #expect(await outcome(exchange, server.url) == .success(200))
        async let first = outcome(exchange, server.url, within: .seconds(1))
        #expect(await eventually { server.seen.count == 2 && clock.sleeping == 1 })
        clock.advance(by: .seconds(1))
        #expect(await first == .failure(.timedOut))
        #expect(await outcome(exchange, server.url, within: .seconds(1)) == .success(200))
        #expect(server.connections == 2)
      }
    }
  }

  @Test func `a cancelled request ends though the clock stands still`() async throws {
    try await withServer { _ in
      .silence
    } _: { server in
      try await withExchange { exchange in
        let task = Task { await outcome(exchange, server.url) }
        #expect(await eventually { server.seen.count == 1 })
        task.cancel()
        guard case .failure(.broken) = await task.value else {
          Issue.record("not cancelled")
          return
        }
        #expect(await eventually { server.openConnections == 0 })
      }
    }
  }

  @Test func `nothing is sent after the deadline`() async throws {
    try await withServer { _ in
      .answer(200)
    } _: { server in
      try await withExchange { exchange in
        #expect(await outcome(exchange, server.url, within: .zero) == .failure(.timedOut))
        #expect(server.seen.isEmpty)
      }
    }
  }

  @Test(arguments: [
    ("https://www.googleapis.com/calendar/v3", true), ("HTTPS://www.googleapis.com", true),
    ("http://127.0.0.1:8080/x", true), ("http://127.8.9.10", true), ("http://localhost:1/", true),
    ("http://[::1]:80/", true), ("http://www.googleapis.com/", false), ("http://127.0.0.1.example.com/", false),
    ("http://localhost.example.com/", false), ("http://app.localhost/", false), ("http://LOCALHOST/", true),
    ("http://127.1/", false), ("http://0.0.0.0/", false),
    ("http://169.254.169.254/", false), ("http://10.0.0.1/", false), ("http://127.0.0.256/", false),
    ("http://user@127.0.0.1/", false), ("https://127.0.0.1@example.com/", false), ("ftp://127.0.0.1/", false),
    ("unix:///tmp/socket", false), ("//127.0.0.1/", false), ("", false), ("http://", false),
  ])
  func `plain http goes to this machine only`(url: String, allowed: Bool) {
    #expect(AsyncHTTPExchange.isAllowed(url: url) == allowed)
  }

  @Test func `a request to where it must not go is not sent`() async throws {
    try await withExchange { exchange in
      guard case .failure(.notConnected) = await outcome(exchange, "http://192.0.2.1/") else {
        Issue.record("sent")
        return
      }
    }
  }
}
