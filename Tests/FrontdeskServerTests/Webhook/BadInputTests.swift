import Desk
import FrontdeskServer
import Testing

@Suite(.timeLimit(.minutes(1))) struct BadInputTests {
  @Test(arguments: ["", "not json", "[]", "{", #""text""#, "{\"message\":{}} x", "\u{FEFF}{}"])
  func `a body that is no JSON object is answered 400 with a sentence`(body: String) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let answer = try await server.webhook(body)
      #expect(answer.status == 400)
      #expect(answer.text == #"{"error":"The request could not be read."}"#)
      #expect(answer.header("content-type") == "application/json")
    }
  }

  @Test func `a body nested too deeply is answered 400, quickly`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let deep = #"{"message":"# + String(repeating: "[", count: 100_000)
      #expect(try await server.webhook(deep).status == 400)
    }
  }

  @Test func `a body of 5 MB passes`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let filler = String(repeating: "x", count: 5_000_000)
      let large = try await server.webhook(Webhooks.toolCall(extra: #""artifact":{"transcript":"\#(filler)"},"#))
      #expect(large.status == 200)
      #expect(server.reception.now.calls.count == 1)
    }
  }

  @Test(arguments: [
    ("POST /webhook/vapi", (8 << 20) + 1, 413), ("POST /webhook/vapi", Int.max, 413),
    ("GET /healthz", (256 << 10) + 1, 413), ("POST /nothing", (256 << 10) + 1, 413), ("POST /nothing", 2, 404),
  ]) func `a body that is announced too large is answered 413 before any of it has come`(
    line: String, length: Int, status: Int
  ) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let head = "\(line) HTTP/1.1\r\nHost: h\r\nX-Vapi-Secret: \(TestServer.secret)\r\n"
      let outcome = try await RawConnection.exchange(
        head + "Content-Length: \(length)\r\n\r\n", port: server.port
      ) { !$0.statuses.isEmpty }
      #expect(outcome.statuses == [status])
    }
  }

  @Test func `a chunked body is cut at the limit as well`() async throws {
    var plan = try TestServer.Plan()
    plan.limits.webhookBody = 1000
    try await TestServer.run(plan) { server async throws in
      let chunk = "400\r\n" + String(repeating: " ", count: 0x400) + "\r\n"
      let outcome = try await RawConnection.exchange(
        "POST /webhook/vapi HTTP/1.1\r\nHost: h\r\nX-Vapi-Secret: \(TestServer.secret)\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n" + "",
        port: server.port, until: { $0.statuses.count == 1 })
      #expect(outcome.statuses == [413])
    }
  }

  @Test func `an encoded body is answered 415, with a credential`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let encoded = ("Content-Encoding", "gzip")
      let known = try await server.webhook("{}", headers: [("X-Vapi-Secret", TestServer.secret), encoded])
      #expect(known.status == 415)
      #expect(try await server.webhook("{}", headers: [encoded]).status == 401)
    }
  }

  @Test func `bodies beyond the process's room are answered 503 and the room comes back`() async throws {
    var plan = try TestServer.Plan()
    plan.limits.bodiesHeld = 1000
    try await TestServer.run(plan) { server async throws in
      #expect(try await server.webhook(String(repeating: " ", count: 1001)).status == 503)
      #expect(try await server.webhook(Webhooks.toolCall()).status == 200)
      #expect(try await server.webhook(Webhooks.toolCall()).status == 200)
    }
  }

  @Test func `when the desks cannot be read a known caller hears so, a stranger is told to come back`() async throws {
    var plan = try TestServer.Plan()
    plan.adjust = { $0.desks = DeskBook(directory: BrokenDirectory(), clock: TestTimekeeper()) }
    try await TestServer.run(plan) { server async throws in
      let known = try await server.webhook(Webhooks.toolCall())
      #expect(known.status == 200)
      #expect(known.text.contains(#""error":"The appointment book cannot be read"#))
      let call = try await server.webhook(Webhooks.message("assistant-request"))
      #expect(call.text.hasPrefix(#"{"error":"We are sorry"#))
      // Whose call has ended cannot be told, so nothing was stored.
      for type in ["end-of-call-report", "status-update"] {
        #expect(try await server.webhook(Webhooks.message(type, extra: #","status":"ended""#)).status == 503)
      }
      #expect(try await server.webhook(#"{"message":{"type":"end-of-call-report"}}"#).status == 200)
      // It may be a desk's own secret; 401 would be a guess.
      let unknown = try await server.webhook(Webhooks.toolCall(), headers: [("X-Vapi-Secret", "a desk's own?")])
      #expect(unknown.status == 503)
      let without = try await server.webhook(Webhooks.toolCall(), headers: [])
      #expect(without.status == 401)
      let signed = try await server.webhook(Webhooks.toolCall(), headers: [("x-signature", "00ff")])
      #expect(signed.status == 401)
    }
  }
}

/// Storage that is gone.
private struct BrokenDirectory: Directory {
  func revision() async throws(LedgerFailure) -> Int { throw .unavailable("gone") }
  func desks() async throws(LedgerFailure) -> [DeskEntry] { throw .unavailable("gone") }
  func apply(_ entry: DeskEntry, with document: DocumentChange?) async throws(LedgerFailure) -> Bool {
    throw .unavailable("gone")
  }
  func remove(_ key: DeskKey, with document: DocumentID?) async throws(LedgerFailure) -> Bool {
    throw .unavailable("gone")
  }
}
