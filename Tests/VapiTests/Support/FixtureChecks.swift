import Desk
import Testing
import Vapi

/// What must hold of each payload that is no webhook.
enum FixtureChecks {
  typealias Check = @Sendable (JSONValue) throws -> Void

  static let all: [String: Check] = responses.merging(credentials) { first, _ in first }
    .merging(requests) { first, _ in first }

  private static func call(_ id: String, _ name: String) -> ToolCall {
    ToolCall(id: ToolCallID(id), name: name, arguments: .object(.object([])))
  }

  private static func encoded(_ reply: WebhookReply) throws -> JSONValue {
    try JSONValue(parsing: reply.body, limits: Fixtures.limits)
  }

  private static func valid(_ schema: String) -> Check {
    { payload in
      let problems = try SchemaChecker().problems(payload, schema)
      #expect(problems == [])
    }
  }

  /// Our encoder makes exactly this reply from its lines; `message` is a member that we never send.
  private static let reproducedResults: Check = { payload in
    let problems = try SchemaChecker().problems(payload, "ServerMessageResponseToolCalls")
    #expect(problems == [])
    let results = try #require(payload["results"]?.array)
    let answers = results.map { result -> (call: ToolCall, answer: Answer) in
      let line = result["result"]?.string ?? result["error"]?.string ?? ""
      let kind: AnswerKind = result["error"] == nil ? .offered : .refused
      let answer = Answer(kind, line, facts: result["metadata"] ?? .object([]))
      return (call(result["toolCallId"]?.string ?? "", result["name"]?.string ?? ""), answer)
    }
    let expected = results.map { result -> JSONValue in
      guard case .object(let members) = result else { return result }
      return .object(members.filter { $0.name != "message" })
    }
    let reply = try encoded(.results(answers))
    #expect(reply["results"]?.array?.map(withoutOutcome) == expected)
  }

  /// The outcome stands in all that we send, and in no payload of Vapi's.
  private static func withoutOutcome(_ result: JSONValue) -> JSONValue {
    guard case .object(let members) = result, case .object(let facts)? = result["metadata"] else { return result }
    let others = facts.filter { $0.name != "outcome" }
    return .object(
      members.compactMap { member in
        guard member.name == "metadata" else { return member }
        return others.isEmpty ? nil : JSONValue.Member("metadata", .object(others))
      })
  }

  /// No assistant stands in it, so the caller's side finds nothing to call.
  private static let withoutAssistant: Check = { payload in
    #expect(throws: AssistantReplyFailure.noAssistant) { try AssistantTools(assistantReply: payload) }
  }

  private static let legacyResult: Check = { payload in
    let answer = Answer(.offered, payload["result"]?.string ?? "")
    let reply = try encoded(.legacyResult(call("", "another_tool"), answer))
    #expect(reply == payload)
  }

  private static let refusal: Check = { payload in
    let reply = try encoded(.refusal(payload["error"]?.string ?? ""))
    #expect(reply == payload)
  }

  private static let transientAssistant: Check = { payload in
    let problems = try SchemaChecker().problems(payload, "ServerMessageResponseAssistantRequest")
    #expect(problems == [])
    let tools = try AssistantTools(assistantReply: payload)
    #expect(tools.names == ["check_availability", "book_appointment"])
    let request = tools.request(for: "check_availability") { id in
      id == "550e8400-e29b-41d4-a716-446655440000" ? .fixed(header: "Authorization", value: "Bearer s") : nil
    }
    #expect(request?.url == "https://scheduler.example.com/vapi/webhook")
    #expect(request?.headers.map(\.value) == ["Bearer s"])
  }

  private static let assistant: Check = { payload in
    let checker = try SchemaChecker()
    #expect(checker.problems(payload, "CreateAssistantDTO") == [])
    // The same assistant, as a reply, is one that our tools reader follows.
    #expect(try AssistantTools(assistantReply: ["assistant": payload]).wants("tool-calls"))
  }

  /// Clears `assistantId` with null, which the schema does not allow.
  private static let clearedAssistant: Check = { payload in
    let problems = try SchemaChecker().problems(payload, "UpdateVapiPhoneNumberDTO")
    #expect(problems == ["UpdateVapiPhoneNumberDTO.assistantId: should be string"])
  }

  /// Written by the schema that was in force and not by the document, which types messages otherwise.
  private static let chat: Check = { payload in
    #expect(payload["output"]?.array?.first?["role"] == "assistant")
  }

  private static let badRequest: Check = { payload in
    #expect(payload["message"]?.array?.first == "property customer should not exist")
  }

  private static let responses: [String: Check] = [
    "response.tool-calls.success": reproducedResults,
    "response.tool-calls.error": reproducedResults,
    "response.tool-calls.parallel-mixed": reproducedResults,
    "response.tool-calls.spoken-message": reproducedResults,
    "response.tool-calls.hint-message": reproducedResults,
    "response.function-call.legacy": legacyResult,
    "response.assistant-request.error": refusal,
    "response.assistant-request.transient": transientAssistant,
    "response.assistant-request.assistant-id": withoutAssistant,
    "response.assistant-request.forward": withoutAssistant,
    "response.transfer-destination": valid("ServerMessageResponseTransferDestinationRequest"),
    "response.handoff-destination": valid("ServerMessageResponseHandoffDestinationRequest"),
    "response.knowledge-base": valid("ServerMessageResponseKnowledgeBaseRequest"),
    "response.call-endpointing": valid("ServerMessageResponseCallEndpointingRequest"),
    "response.campaign-predial": valid("ServerMessageResponseCampaignPredial"),
  ]

  private static func credential(_ schema: String, _ expected: @escaping @Sendable () -> CredentialPlan?) -> Check {
    { payload in
      let problems = try SchemaChecker().problems(payload, schema)
      #expect(problems == [])
      #expect(CredentialPlan(authenticationPlan: payload["authenticationPlan"] ?? .null) == expected())
    }
  }

  private static let credentials: [String: Check] = [
    "credential.webhook.bearer": credential("CreateWebhookCredentialDTO") {
      .fixed(header: "Authorization", value: "Bearer <secret>")
    },
    "credential.webhook.bearer-x-vapi-secret": credential("CreateWebhookCredentialDTO") {
      .fixed(header: "X-Vapi-Secret", value: "<secret>")
    },
    "credential.custom.hmac": credential("CreateCustomCredentialDTO") {
      HMACSecret("<secret>").map { .signature(HMACPlan(secrets: [$0])) }
    },
    "credential.custom.oauth2": credential("CreateCustomCredentialDTO") { nil },
  ]

  /// Every member of our tools stands in the schema by which this one is valid, and this one's members that we use mean
  /// the same.
  private static let functionTool: Check = { payload in
    let checker = try SchemaChecker()
    #expect(
      checker.problems(payload, "CreateFunctionToolDTO").filter { !$0.contains("additionalProperties") } == [])
    let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(.credential(id: "c")))
    for tool in try #require(assistant["model"]?["tools"]?.array) {
      #expect(checker.problems(tool, "CreateFunctionToolDTO") == [])
      #expect(tool["type"] == payload["type"])
      #expect(tool["async"] == payload["async"])
      #expect(tool["server"]?["timeoutSeconds"] == payload["server"]?["timeoutSeconds"])
    }
  }

  private static let requests: [String: Check] = [
    "api.post-assistant": assistant,
    "api.post-tool.function.check_availability": functionTool,
    "api.post-tool.function.book_appointment": functionTool,
    "api.post-tool.function.strict": functionTool,
    "api.post-tool.apiRequest": valid("CreateApiRequestToolDTO"),
    "api.post-tool.mcp": valid("CreateMcpToolDTO"),
    "api.post-tool.google-calendar.availability": valid("CreateGoogleCalendarCheckAvailabilityToolDTO"),
    "api.post-tool.google-calendar.event-create": valid("CreateGoogleCalendarCreateEventToolDTO"),
    "api.patch-assistant.toolIds": valid("UpdateAssistantDTO"),
    "api.patch-phone-number.assistant": valid("UpdateTwilioPhoneNumberDTO"),
    "api.patch-phone-number.server": clearedAssistant,
    "api.post-phone-number.vapi": valid("CreateVapiPhoneNumberDTO"),
    "api.post-call.outbound": valid("CreateCallDTO"),
    "api.post-chat": valid("CreateChatDTO"),
    "api.post-chat.followup": valid("CreateChatDTO"),
    "api.chat.response": chat,
    "api.error.400": badRequest,
  ]
}
