package import Desk

extension WebhookReply {
  /// Facts longer than this, as JSON text, are not sent: they would stand beside every result for the rest of the call.
  package static let maximumMetadata = 1024

  /// The reply to `tool-calls`: one result for each call, in the order asked, with the exact id.
  ///
  /// A failed answer stands in `error`, any other in `result`; both are one line. Small facts go along as `metadata`,
  /// which Vapi hands to the client's own program and not to the model.
  /// Source: `ToolCallResult` in Vapi's OpenAPI document, docs.vapi.ai/tools/custom-tools-troubleshooting.
  package static func results(_ answers: [(call: ToolCall, answer: Answer)]) -> WebhookReply {
    guard !answers.isEmpty else {
      return WebhookReply(["results": [], "error": "No tool call with an id was found in this message."])
    }
    return WebhookReply(["results": .array(answers.map(result))])
  }

  private static func result(_ call: ToolCall, _ answer: Answer) -> JSONValue {
    var members = [JSONValue.Member("name", .string(call.name))]
    if let id = call.id { members.append(JSONValue.Member("toolCallId", .string(id.rawValue))) }
    let line = SpokenLine.clean(answer.line)
    if line.isEmpty {
      members.append(JSONValue.Member("error", "The desk has no answer to that."))
    } else {
      members.append(JSONValue.Member(answer.kind.isFailure ? "error" : "result", .string(line)))
    }
    members.append(JSONValue.Member("metadata", metadata(of: answer)))
    return .object(members)
  }

  /// What the caller's own program may know: what became of the call, and the facts where they are small. When the host is
  /// busy is not for it: the article's form alone promises that.
  private static func metadata(of answer: Answer) -> JSONValue {
    let outcome = JSONValue.Member("outcome", .string(answer.kind.rawValue))
    guard case .object(let facts) = answer.facts else { return .object([outcome]) }
    let told = JSONValue.object([outcome] + facts.filter { $0.name != "busySlots" && $0.name != "outcome" })
    return told.text.utf8.count <= maximumMetadata ? told : .object([outcome])
  }

  /// The reply to the legacy `function-call`: `{"result":"…"}`, where the string is one line of compact JSON for the
  /// two tools that promise members (`busySlots`, `eventId`, `link`), each present only if the answer has it, and the
  /// spoken line for any other. A failure is `{"error":{"message":"…"}}`.
  package static func legacyResult(_ call: ToolCall, _ answer: Answer) -> WebhookReply {
    let line = SpokenLine.clean(answer.line)
    if answer.kind.isFailure || line.isEmpty {
      return WebhookReply(["error": ["message": .string(line.isEmpty ? "The desk has no answer to that." : line)]])
    }
    guard let promised = legacyMembers[call.name] else { return WebhookReply(["result": .string(line)]) }
    var members: [JSONValue.Member] = []
    for name in promised {
      if let fact = answer.facts[name] { members.append(JSONValue.Member(name, fact)) }
    }
    members.append(JSONValue.Member("message", .string(line)))
    return WebhookReply(["result": .string(JSONValue.object(members).text)])
  }

  private static let legacyMembers = [
    ToolDefinition.checkAvailability: ["busySlots"],
    ToolDefinition.createEvent: ["eventId", "link"],
  ]
}
