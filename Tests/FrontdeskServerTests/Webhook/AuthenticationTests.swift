import Crypto
import Desk
import FrontdeskServer
import Testing
import Vapi

@Suite(.timeLimit(.minutes(1))) struct AuthenticationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let headers: [(String, String)]
    var path = "/webhook/vapi/bliss"
    let status: Int

    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(what: "no credential", headers: [], status: 401),
    Case(what: "an empty bearer", headers: [("Authorization", "Bearer ")], status: 401),
    Case(what: "an empty secret", headers: [("X-Vapi-Secret", "")], status: 401),
    Case(what: "a wrong bearer", headers: [("Authorization", "Bearer nothing")], status: 401),
    Case(what: "a truncated secret", headers: [("X-Vapi-Secret", "first-secre")], status: 401),
    Case(what: "a longer secret", headers: [("X-Vapi-Secret", "first-secret1")], status: 401),
    Case(what: "the secret as bearer", headers: [("Authorization", "Bearer first-secret")], status: 200),
    Case(what: "the secret in Vapi's own header", headers: [("X-Vapi-Secret", "first-secret")], status: 200),
    Case(what: "the second secret", headers: [("Authorization", "bearer second-secret")], status: 200),
    Case(what: "the desk's own secret", headers: [("Authorization", "Bearer own-of-bliss")], status: 200),
    Case(
      what: "the desk's own secret without a desk in the path", headers: [("Authorization", "Bearer own-of-bliss")],
      path: "/webhook/vapi", status: 200),
    Case(what: "another desk's own secret", headers: [("Authorization", "Bearer own-of-calm")], status: 401),
    Case(
      what: "a desk's own secret for a desk that is not there", headers: [("Authorization", "Bearer own-of-bliss")],
      path: "/webhook/vapi/nobody", status: 401),
    Case(
      what: "a wrong secret for a desk that is not there", headers: [("Authorization", "Bearer nothing")],
      path: "/webhook/vapi/nobody", status: 401),
    Case(what: "a signature header with nothing behind it", headers: [("x-signature", "00ff")], status: 401),
  ]

  private func plan() throws -> TestServer.Plan {
    var plan = TestServer.Plan(desks: [
      try TestDesks.entry("bliss", secrets: ["own-of-bliss"]), try TestDesks.entry("calm", secrets: ["own-of-calm"]),
    ])
    let signature = HMACPlan(secrets: [try #require(HMACSecret("signing-key"))])
    plan.admission = WebhookAdmission(everyDesk: ["first-secret", "second-secret"], signature: signature)
    return plan
  }

  @Test(arguments: cases) func `a credential opens what it should and nothing else`(_ test: Case) async throws {
    try await TestServer.run(try plan()) { server async throws in
      let answer = try await server.webhook(Webhooks.toolCall(), path: test.path, headers: test.headers)
      #expect(answer.status == test.status)
      if test.status == 401 {
        #expect(answer.text == #"{"error":"The request carries no valid credential."}"#)
        #expect(server.reception.now.calls.isEmpty)
      } else {
        #expect(server.reception.now.desks == [DeskKey("bliss")])
      }
    }
  }

  @Test func `every refusal is the same, header for header`() async throws {
    try await TestServer.run(try plan()) { server async throws in
      var seen: Set<String> = []
      for test in Self.cases where test.status == 401 {
        let answer = try await server.webhook(Webhooks.toolCall(), path: test.path, headers: test.headers)
        let headers = answer.headers.filter { $0.name.lowercased() != "date" }.map { "\($0.name): \($0.value)" }
        seen.insert("\(answer.status) \(headers.sorted().joined(separator: "\n")) \(answer.text)")
      }
      #expect(seen.count == 1)
    }
  }

  private func signature(of body: String, at seconds: Int64, key: String = "signing-key") -> [(String, String)] {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("\(seconds).\(body)".utf8), using: SymmetricKey(data: Array(key.utf8)))
    return [("x-signature", code.hexadecimal), ("x-timestamp", String(seconds))]
  }

  @Test func `a signature over the raw bytes opens every desk`() async throws {
    let body = Webhooks.toolCall()
    try await TestServer.run(try plan()) { server async throws in
      let headers = signature(of: body, at: 1_795_455_000)
      #expect(try await server.webhook(body, path: "/webhook/vapi/calm", headers: headers).status == 200)
      #expect(try await server.webhook(body + " ", path: "/webhook/vapi/calm", headers: headers).status == 401)
      let late = signature(of: body, at: 1_795_455_000 - 301)
      #expect(try await server.webhook(body, path: "/webhook/vapi/calm", headers: late).status == 401)
      let wrong = signature(of: body, at: 1_795_455_000, key: "another-key")
      #expect(try await server.webhook(body, path: "/webhook/vapi/calm", headers: wrong).status == 401)
      #expect(server.reception.now.calls.count == 1)
    }
  }

  @Test func `a signature over the URL is one over the public URL with path and query`() async throws {
    var plan = try plan()
    let format = try #require(PayloadFormat("{method} {url} {timestamp}.{body}"))
    let signature = HMACPlan(secrets: [try #require(HMACSecret("signing-key"))], payload: format)
    plan.admission.signature = signature
    let body = Webhooks.toolCall()
    try await TestServer.run(plan) { server async throws in
      let path = "/webhook/vapi/calm?from=vapi"
      for (url, status) in [
        ("https://desk.example.com\(path)", 200), ("https://desk.example.com/webhook/vapi/calm", 401),
        ("https://desk.example.com/webhook/vapi/bliss?from=vapi", 401), ("https://elsewhere.example.com\(path)", 401),
        ("http://127.0.0.1:\(server.port)\(path)", 401),
      ] {
        let signed = SignedRequest(method: "POST", url: url, timestamp: "1795455000")
        let bytes = Array(body.utf8)
        let code = signature.signature(of: bytes.span, in: signed, with: signature.secrets[0])
        let headers = [("x-signature", try #require(code)), ("x-timestamp", "1795455000")]
        #expect(try await server.webhook(body, path: path, headers: headers).status == status, "\(url)")
      }
    }
  }

  @Test func `without any secret nobody is let in`() async throws {
    var plan = try TestServer.Plan()
    plan.admission = WebhookAdmission(everyDesk: [], signature: nil)
    try await TestServer.run(plan) { server async throws in
      #expect(try await server.webhook(Webhooks.toolCall(), headers: []).status == 401)
      #expect(try await server.webhook(Webhooks.toolCall()).status == 401)
    }
  }

  @Test func `the hundredth guess is answered like the first, and counted`() async throws {
    try await TestServer.run(try plan()) { server async throws in
      for _ in 1...100 {
        let answer = try await server.webhook(Webhooks.toolCall(), headers: [("X-Vapi-Secret", "guess")])
        #expect(answer.status == 401)
        #expect(answer.header("retry-after") == nil)
      }
      #expect(
        server.registry.exposition().contains(#"frontdesk_webhook_refusals_total{reason="credential"} 100"#))
    }
  }
}
