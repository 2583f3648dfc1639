package import Desk

/// The complete assistant of a desk, as the reply to `assistant-request` carries it and `frontdesk assistant show`
/// prints it.
///
/// Source: `CreateAssistantDTO` in Vapi's OpenAPI document; Vapi refuses a member that it does not know.
package enum TransientAssistant {
  /// UTF-8 bytes of the largest assistant that a desk can lead to, however many services and hosts it has.
  package static let maximumBytes = 32_768

  /// `CreateAssistantDTO.name`, in characters.
  static let maximumName = 40

  /// The same desk and settings always give the same value.
  package static func make(for desk: DeskProfile, settings: AssistantSettings) -> JSONValue {
    let server = server(for: desk, settings)
    var members: [JSONValue.Member] = [
      JSONValue.Member("name", .string(name(of: desk))),
      JSONValue.Member(
        "firstMessage", .string("Thanks for calling \(AssistantPrompt.plain(desk.name)). How can I help you?")),
      JSONValue.Member("model", model(for: desk, settings)),
      JSONValue.Member("voice", voice(settings.voice)),
      JSONValue.Member(
        "transcriber",
        [
          "provider": "deepgram", "model": .string(settings.transcriber), "language": .string(settings.language),
        ]),
      JSONValue.Member("server", server),
      // Without this list Vapi sends everything, conversation updates of megabytes included.
      JSONValue.Member("serverMessages", ["tool-calls", "status-update", "end-of-call-report"]),
    ]
    if let credentials = settings.authentication.credentials {
      members.append(JSONValue.Member("credentials", credentials))
    }
    return .object(members)
  }

  private static func name(of desk: DeskProfile) -> String {
    var name = AssistantPrompt.plain(desk.name)
    while name.utf16.count > maximumName { name.removeLast() }
    return name.isEmpty ? "Front desk" : name
  }

  private static func model(for desk: DeskProfile, _ settings: AssistantSettings) -> JSONValue {
    [
      "provider": "openai",
      "model": .string(settings.model),
      "temperature": .number(0.2),
      "messages": [["role": "system", "content": .string(AssistantPrompt.text(for: desk))]],
      "tools": .array(ToolDefinition.all(for: desk).map { tool($0, desk, settings) }),
    ]
  }

  /// One tool, inside an assistant and as an object of its own alike (`CreateFunctionToolDTO`).
  static func tool(_ tool: ToolDefinition, _ desk: DeskProfile, _ settings: AssistantSettings) -> JSONValue {
    [
      "type": "function", "async": false, "function": tool.function, "server": server(for: desk, settings),
      "messages": tool.messages, "parameters": ToolDefinition.staticParameters,
    ]
  }

  private static func voice(_ voice: AssistantSettings.Voice) -> JSONValue {
    var members = [
      JSONValue.Member("provider", .string(voice.provider)), JSONValue.Member("voiceId", .string(voice.id)),
    ]
    if let model = voice.model { members.append(JSONValue.Member("model", .string(model))) }
    return .object(members)
  }

  /// Every call is safe to repeat here, so Vapi may try again when a connection breaks or this server restarts; never
  /// after an answer that would be the same again.
  private static func server(for desk: DeskProfile, _ settings: AssistantSettings) -> JSONValue {
    .object(
      [
        JSONValue.Member("url", .string(settings.webhookURL(desk.key.rawValue))),
        JSONValue.Member("timeoutSeconds", 20),
      ] + settings.authentication.serverMembers + [
        JSONValue.Member(
          "backoffPlan",
          [
            "type": "exponential", "maxRetries": 2, "baseDelaySeconds": 1,
            "excludedStatusCodes": [400, 401, 403, 404, 413, 422],
          ])
      ])
  }
}
