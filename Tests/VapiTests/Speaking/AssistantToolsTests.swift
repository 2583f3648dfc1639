import Desk
import HTTPTypes
import Scheduling
import Testing
import Vapi

@Suite struct AssistantToolsTests {
  private static let now = Instant(seconds: 1_795_455_030)
  private static let body = Array(#"{"message":{}}"#.utf8)

  private static func request(
    _ authentication: AssistantAuthentication, credential: (String) -> CredentialPlan? = { _ in nil }
  ) throws -> ToolRequest {
    let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(authentication))
    let tools = try AssistantTools(assistantReply: ["assistant": assistant])
    let request = tools.request(for: "create_event", credential: credential)
    return try #require(request)
  }

  private static func verdict(_ request: ToolRequest, _ authentication: WebhookAuthentication) throws -> Bool {
    var fields = HTTPFields()
    for header in request.headers(for: body, at: now, messageID: "m1") {
      fields[try #require(HTTPField.Name(header.name))] = header.value
    }
    switch authentication.checkHeaders(fields) {
    case .accepted: return true
    case .rejected, .absent: return false
    case .needsBody:
      return authentication.checkBody(body.span, method: "POST", url: request.url, headers: fields, at: now)
        == .accepted(.everyDesk)
    }
  }

  @Test func `what the assistant carries opens the webhook that made it, and nothing less does`() throws {
    let svix = HMACPlan(
      secrets: try Samples.plan("key").secrets, encoding: .base64,
      payload: try #require(PayloadFormat("{method}{url}{svix-id}.{timestamp}.{body}")), signaturePrefix: "v1,")
    let bearer = WebhookAuthentication(bearers: BearerSecrets(everyDesk: ["s"]))
    let signed = WebhookAuthentication(bearers: BearerSecrets(everyDesk: []), plan: svix)
    #expect(try Self.verdict(Self.request(.inlineBearer(secret: "s")), bearer))
    #expect(try Self.verdict(Self.request(.header(secret: "s")), bearer))
    #expect(try Self.verdict(Self.request(.inlineSignature(svix)), signed))
    #expect(try !Self.verdict(Self.request(.inlineBearer(secret: "t")), bearer))
    #expect(try !Self.verdict(Self.request(.inlineBearer(secret: "s")), signed))
    #expect(try !Self.verdict(Self.request(.none), bearer))
  }

  @Test func `a credential is looked up by its id, and an unknown one means none`() throws {
    let bearer = WebhookAuthentication(bearers: BearerSecrets(everyDesk: ["s"]))
    let known = try Self.request(.credential(id: "c")) { id in
      id == "c" ? .fixed(header: "Authorization", value: "Bearer s") : nil
    }
    #expect(try Self.verdict(known, bearer))
    let unknown = try Self.request(.credential(id: "c"))
    #expect(!unknown.isAuthenticated)
    #expect(try !Self.verdict(unknown, bearer))
  }

  @Test(arguments: [
    (#"{"server":{"url":"tool"}}"#, #"{"url":"assistant"}"#, "tool"), (#"{}"#, #"{"url":"assistant"}"#, "assistant"),
    (#"{"server":{}}"#, #"{"url":"assistant"}"#, "assistant"), (#"{}"#, #"{}"#, "number"),
  ])
  func `the nearest server with an address is asked`(tool: String, server: String, url: String) throws {
    let text =
      #"{"assistant":{"model":{"tools":[{"type":"function","function":{"name":"f"},"#
      + tool.dropFirst() + #"]},"server":\#(server)}}"#
    let reply = try JSONValue(parsing: text.replacing(",}", with: "}"), limits: Fixtures.limits)
    let tools = try AssistantTools(assistantReply: reply)
    #expect(tools.request(for: "f", phoneNumberServer: ["url": "number"])?.url == url)
    #expect(tools.request(for: "g", phoneNumberServer: ["url": "number"]) == nil)
  }

  @Test func `a header set by hand wins, and several credentials are none`() throws {
    let bearer: JSONValue = ["provider": "webhook", "authenticationPlan": ["type": "bearer", "token": "t"]]
    func request(_ credentials: [JSONValue], headers: JSONValue) throws -> ToolRequest? {
      let tool: JSONValue = ["type": "function", "function": ["name": "f"]]
      let tools = try AssistantTools(assistantReply: [
        "assistant": [
          "model": ["tools": [tool]], "server": ["url": "u", "headers": headers], "credentials": .array(credentials),
        ]
      ])
      return tools.request(for: "f")
    }
    #expect(try request([bearer], headers: .object([]))?.headers.map(\.value) == ["Bearer t"])
    #expect(try request([bearer], headers: ["authorization": "mine"])?.headers.map(\.value) == ["mine"])
    #expect(try request([bearer, bearer], headers: .object([]))?.isAuthenticated == false)
    let other: JSONValue = ["provider": "openai", "apiKey": "k"]
    #expect(try request([other, bearer], headers: .object([]))?.headers.map(\.value) == ["Bearer t"])
  }

  @Test func `only messages that the assistant subscribes to are sent`() throws {
    let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(.header(secret: "s")))
    let tools = try AssistantTools(assistantReply: ["assistant": assistant])
    #expect(tools.request(forMessage: "status-update")?.isAuthenticated == true)
    #expect(tools.request(forMessage: "transcript") == nil)
    let silent = try AssistantTools(assistantReply: ["assistant": ["server": ["url": "u"], "serverMessages": []]])
    #expect(silent.request(forMessage: "tool-calls") == nil)
    let usual = try AssistantTools(assistantReply: ["assistant": ["server": ["url": "u"]]])
    #expect(usual.wants("conversation-update") && !usual.wants("transcript"))
  }

  @Test func `a reply without an assistant leads to no call`() {
    #expect(throws: AssistantReplyFailure.refused("Closed.")) {
      try AssistantTools(assistantReply: ["error": "Closed.", "assistant": .object([])])
    }
    for reply in [.object([]), ["assistantId": "x"], ["assistant": "x"], .null] as [JSONValue] {
      #expect(throws: AssistantReplyFailure.noAssistant) { try AssistantTools(assistantReply: reply) }
    }
  }
}
