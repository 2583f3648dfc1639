import Desk
import FrontdeskServer
import Scheduling
import Testing
import Vapi

/// What the assistant that answers a call is given to authenticate with.
@Suite(.timeLimit(.minutes(1))) struct AssistantCredentialTests {
  private static let own = [("Authorization", "Bearer own-of-bliss")]

  private func plan(_ authentication: AssistantAuthentication) throws -> TestServer.Plan {
    var plan = TestServer.Plan(desks: [
      try TestDesks.entry("bliss", secrets: ["own-of-bliss", "new-of-bliss"]),
      try TestDesks.entry("calm", secrets: ["own-of-calm"]),
    ])
    plan.adjust = { $0.assistant = $0.assistant.authenticating(by: authentication) }
    return plan
  }

  @Test(arguments: [
    AssistantAuthentication.inlineBearer(secret: TestServer.secret), .header(secret: TestServer.secret),
    .credential(id: "the-servers-credential"),
  ]) func `a desk's own credential gets an assistant that opens that desk alone`(
    _ servers: AssistantAuthentication
  ) async throws {
    try await TestServer.run(try plan(servers)) { server async throws in
      for path in ["/webhook/vapi", "/webhook/vapi/bliss"] {
        let reply = try await server.webhook(Webhooks.message("assistant-request"), path: path, headers: Self.own)
        #expect(reply.status == 200)
        for foreign in [TestServer.secret, "the-servers-credential", "own-of-calm", "new-of-bliss"] {
          #expect(!reply.text.contains(foreign))
        }
        let call = try server.toolCall(asToldBy: reply)
        #expect(call.path == "/webhook/vapi/bliss")
        #expect(try await server.webhook(call.body, path: call.path, headers: call.headers).status == 200)
        #expect(try await server.webhook(call.body, path: "/webhook/vapi/calm", headers: call.headers).status == 401)
      }
      #expect(server.reception.now.desks == [DeskKey("bliss"), DeskKey("bliss")])
    }
  }

  @Test func `the server's credential gets the assistant that the settings describe`() async throws {
    try await TestServer.run(try plan(.credential(id: "the-servers-credential"))) { server async throws in
      let reply = try await server.webhook(Webhooks.message("assistant-request"), path: "/webhook/vapi/bliss")
      #expect(reply.text.contains(#""credentialId":"the-servers-credential""#))
      #expect(!reply.text.contains(TestServer.secret))
    }
  }
}

extension TestServer {
  /// A tool call as Vapi would send it with the assistant in the reply.
  func toolCall(
    asToldBy reply: Answer, at now: Instant = TestTimekeeper().now()
  ) throws -> (path: String, headers: [(String, String)], body: String) {
    let tools = try AssistantTools(assistantReply: try JSONValue(parsing: reply.text, limits: .stored))
    let request = try #require(tools.request(for: "check_availability"))
    let body = Webhooks.toolCall()
    let headers = request.headers(for: Array(body.utf8), at: now, messageID: "m1").map { ($0.name, $0.value) }
    let path = request.url.replacing("https://desk.example.com", with: "")
    return (path, headers, body)
  }
}
