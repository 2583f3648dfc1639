import FrontdeskServer
import Testing

@Suite struct RedactionTests {
  static let canaries = [
    "4155550123", "canary-twilio-token", "Penelope", "penelope@example.com", "canary-argument", "canary-path",
    "canary-query", "canary-header", "canary-tool", "canary-type", TestServer.secret, TestServer.adminToken,
  ]

  @Test func `nothing of a caller or a secret is in any log line at any level`() async throws {
    let extra = """
      "customer":{"number":"+14155550123","name":"Penelope"},\
      "phoneNumber":{"number":"+14155550100","twilioAuthToken":"canary-twilio-token"},
      """
    let arguments = #"{"name":"Penelope","email":"penelope@example.com","notes":"canary-argument"}"#
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      _ = try await server.webhook(Webhooks.toolCall(name: "create_event", arguments: arguments, extra: extra))
      _ = try await server.webhook(Webhooks.toolCall(name: "canary-tool", arguments: arguments, extra: extra))
      _ = try await server.webhook(Webhooks.message("canary-type", extra: #","x":"canary-argument""#))
      _ = try await server.webhook(
        Webhooks.toolCall(arguments: arguments, extra: extra), path: "/webhook/vapi/canary-path")
      _ = try await server.webhook(#"{"message": canary-argument"#)
      _ = try await server.webhook(Webhooks.toolCall(extra: extra), headers: [("X-Vapi-Secret", "canary-header")])
      _ = try await server.send("GET", "/canary-path?q=canary-query")
      _ = try await server.send("GET", "/oauth/google/start?invite=canary-query")
      _ = try await server.send("GET", "/metrics", headers: [("Authorization", "Bearer \(TestServer.adminToken)")])
      let broken = "POST /webhook/vapi HTTP/1.1\r\nHost: h\r\nX-Vapi-Secret: \(TestServer.secret)\r\n"
      _ = try await RawConnection.exchange(
        broken + "Transfer-Encoding: chunked\r\n\r\nfff\r\ncanary-argument", port: server.port
      ) { _ in true }
      _ = try await RawConnection.exchange(
        broken + "Transfer-Encoding: chunked\r\n\r\nzz\r\ncanary-argument", port: server.port)
      let log = server.log.text
      #expect(log.contains("outcomes=offered"))
      for canary in Self.canaries { #expect(!log.contains(canary), "\(canary)") }
    }
  }

  @Test func `a request is one line with its route, desk, tools, outcomes, status and time`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      _ = try await server.webhook(Webhooks.toolCall(name: "create_event"), path: "/webhook/vapi/bliss")
      let lines = server.log.lines(containing: "route=")
      #expect(lines.count == 1)
      let line = try #require(lines.first)
      for part in [
        "info request", "desk=bliss", "message=tool-calls", "outcomes=offered", "route=/webhook/vapi/{desk}",
        "status=200", "tools=create_event", "ms=",
      ] {
        #expect(line.contains(part), "\(part)")
      }
    }
  }
}
