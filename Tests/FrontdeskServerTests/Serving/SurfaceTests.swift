import FrontdeskServer
import Testing

@Suite struct SurfaceTests {
  static let paths = [
    "/webhook/vapi", "/webhook/vapi/bliss", "/oauth/google/start", "/oauth/google/callback", "/healthz", "/readyz",
    "/metrics",
  ]

  @Test(arguments: ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH"])
  func `what a path cannot do is answered 405, everywhere the same`(method: String) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      for path in Self.paths {
        let answer = try await server.send(method, path)
        #expect(answer.status == 405, "\(method) \(path)")
        #expect(answer.text == (method == "HEAD" ? "" : #"{"error":"This cannot be done here."}"#))
      }
    }
  }

  @Test(arguments: ["GET", "POST", "HEAD", "OPTIONS", "TRACE"])
  func `what is not declared is answered 404, whatever the method`(method: String) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      for path in ["/nothing", "/webhook", "/webhook/vapi/bliss/more", "/%2e%2e/etc/passwd"] {
        let answer = try await server.send(method, path)
        #expect(answer.status == 404, "\(method) \(path)")
      }
    }
  }

  @Test func `every answer carries the security headers and none a banner`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      for path in Self.paths + ["/nothing"] {
        for method in ["GET", "POST"] {
          let answer = try await server.send(method, path)
          let what: Comment = "\(method) \(path)"
          #expect(answer.header("x-content-type-options") == "nosniff", what)
          #expect(answer.header("cache-control") == "no-store", what)
          #expect(answer.header("referrer-policy") == "no-referrer", what)
          let policy = try #require(answer.header("content-security-policy"), what)
          #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), what)
          #expect(answer.header("server") == nil, what)
          #expect(answer.header("x-powered-by") == nil, what)
        }
      }
    }
  }

  @Test func `requests are counted and timed by declared path`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      _ = try await server.send("GET", "/healthz")
      _ = try await server.send("GET", "/no/such/path?secret=1")
      _ = try await server.webhook(Webhooks.toolCall(), path: "/webhook/vapi/bliss")
      let text = server.registry.exposition()
      for line in [
        #"frontdesk_http_requests_total{method="GET",route="/healthz",status="200"} 1"#,
        #"frontdesk_http_requests_total{method="GET",route="none",status="404"} 1"#,
        #"frontdesk_http_requests_total{method="POST",route="/webhook/vapi/{desk}",status="200"} 1"#,
        #"frontdesk_http_request_seconds_count{route="/webhook/vapi/{desk}"} 1"#,
        #"frontdesk_webhook_messages_total{type="tool-calls"} 1"#,
      ] {
        #expect(text.contains(line + "\n"), "\(line)")
      }
      #expect(!text.contains("no/such"))
    }
  }
}
