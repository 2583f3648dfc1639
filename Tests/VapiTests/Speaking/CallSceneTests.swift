import Desk
import Scheduling
import Testing
import Vapi

@Suite struct CallSceneTests {
  private static let began = Instant(milliseconds: 1_795_454_998_001)
  private static let now = Instant(milliseconds: 1_795_455_030_123)
  private static let phone = CallScene(
    call: CallID("call-1"), organisation: "org-1", began: began, caller: "+14155550123", called: "+14155550100",
    variableValues: [JSONValue.Member("userId", "dana")])
  private static let web = CallScene(call: CallID("call-2"), organisation: "org-1", began: began)

  private static func tools() throws -> AssistantTools {
    let assistant = TransientAssistant.make(
      for: try Samples.desk(), settings: Samples.settings(.inlineBearer(secret: "canary")))
    return try AssistantTools(assistantReply: ["assistant": assistant])
  }

  @Test func `what is spoken is valid by Vapi's schema`() throws {
    let checker = try SchemaChecker()
    let tools = try Self.tools()
    for scene in [Self.phone, Self.web] {
      let asked = CallScene.Asked(id: ToolCallID("t1"), name: "create_event", arguments: ["slot": "A1"])
      for (message, schema) in [
        (scene.assistantRequest(at: Self.now), "ServerMessageAssistantRequest"),
        (scene.toolCalls([asked], of: tools, at: Self.now), "ServerMessageToolCalls"),
        (scene.statusUpdate("in-progress", assistant: tools.assistant, at: Self.now), "ServerMessageStatusUpdate"),
        (
          scene.statusUpdate("ended", endedReason: "customer-ended-call", assistant: nil, at: Self.now),
          "ServerMessageStatusUpdate"
        ),
        (scene.endOfCallReport(assistant: tools.assistant, at: Self.now), "ServerMessageEndOfCallReport"),
      ] {
        let problems = checker.problems(message["message"] ?? .null, schema)
        #expect(problems == [], "\(schema)")
      }
    }
  }

  @Test func `what is spoken is understood`() throws {
    let tools = try Self.tools()
    let asked = [
      CallScene.Asked(id: ToolCallID("t1"), name: "create_event", arguments: ["slot": "A1"]),
      CallScene.Asked(id: ToolCallID("t2"), name: "unknown_tool", arguments: .object([])),
    ]
    let context = CallContext(
      call: CallID("call-1"), caller: PhoneNumber("+14155550123"), called: PhoneNumber("+14155550100"),
      hints: ["dana"], patience: .seconds(20))
    let spoken = Self.phone.toolCalls(asked, of: tools, at: Self.now)
    #expect(
      try WebhookMessage.parsing(spoken.text)
        == .toolCalls(
          [
            ToolCall(id: ToolCallID("t1"), name: "create_event", arguments: .object(["slot": "A1"])),
            ToolCall(id: ToolCallID("t2"), name: "unknown_tool", arguments: .object(.object([]))),
          ], context))
    let ended = Self.phone.endOfCallReport(assistant: tools.assistant, at: Self.now)
    #expect(try WebhookMessage.parsing(ended.text) == .callReported(context))
    let web = Self.web.assistantRequest(at: Self.now)
    #expect(try WebhookMessage.parsing(web.text) == .assistantRequest(CallContext(call: CallID("call-2"))))
  }

  @Test func `times are written in UTC, and credentials are not repeated`() throws {
    let message = Self.phone.statusUpdate("ended", assistant: try Self.tools().assistant, at: Self.now)["message"]
    #expect(message?["call"]?["createdAt"] == "2026-11-23T17:29:58.001Z")
    #expect(message?["timestamp"] == 1_795_455_030_123)
    #expect(message?.text.contains("canary") == false)
  }
}
