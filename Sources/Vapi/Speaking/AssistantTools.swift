package import Desk

/// Why a reply to `assistant-request` leads to no call.
package enum AssistantReplyFailure: Error, Hashable, Sendable {
  /// The call is refused; the sentence would be spoken.
  case refused(String)
  /// There is no assistant in the reply.
  case noAssistant
}

/// The other side of the conversation: reads a transient assistant as Vapi does, and tells where and how Vapi would
/// send each message. What the assistant leaves out is not made up for, so a forgotten credential ends in a request
/// without one.
///
/// Source: docs.vapi.ai/server-url/setting-server-urls and docs.vapi.ai/server-url/server-authentication.
package struct AssistantTools: Hashable, Sendable {
  package let assistant: JSONValue

  /// - Parameter assistantReply: the body that answered `assistant-request`.
  package init(assistantReply: JSONValue) throws(AssistantReplyFailure) {
    if let error = assistantReply["error"]?.string { throw .refused(error) }
    guard let assistant = assistantReply["assistant"], case .object = assistant else { throw .noAssistant }
    self.assistant = assistant
  }

  /// The function tools that the model is given.
  package var names: [String] { functionTools.compactMap { $0["function"]?["name"]?.string } }

  /// The tool as the assistant declares it.
  package func tool(_ name: String) -> JSONValue? {
    functionTools.first { $0["function"]?["name"]?.string == name }
  }

  private var functionTools: [JSONValue] {
    (assistant["model"]?["tools"]?.array ?? []).filter { $0["type"]?.string == "function" }
  }

  /// Whether the assistant subscribes to messages of this type; an absent list is Vapi's default one.
  package func wants(_ type: String) -> Bool {
    guard let list = assistant["serverMessages"]?.array else { return Self.defaultMessages.contains(type) }
    return list.contains(.string(type))
  }

  private static let defaultMessages: Set = [
    "conversation-update", "end-of-call-report", "function-call", "hang", "speech-update", "status-update",
    "tool-calls", "transfer-destination-request", "handoff-destination-request", "user-interrupted",
    "assistant.started",
  ]

  /// How a call of the tool is sent: to the tool's own server, else the assistant's, else the phone number's.
  ///
  /// - Parameters:
  ///   - phoneNumberServer: the `server` of the number that was called.
  ///   - credential: looks up a credential by its id, as Vapi does among those of the account.
  /// - Returns: `nil` when the assistant has no such tool, does not subscribe to `tool-calls`, or nobody has a URL.
  package func request(
    for name: String, phoneNumberServer: JSONValue? = nil, credential: (String) -> CredentialPlan? = { _ in nil }
  ) -> ToolRequest? {
    guard wants("tool-calls"), let tool = tool(name) else { return nil }
    return request(to: [tool["server"], assistant["server"], phoneNumberServer], credential)
  }

  /// How any other message is sent: to the assistant's server, else the phone number's; `nil` when it is not wanted or
  /// nobody has a URL.
  package func request(
    forMessage type: String, phoneNumberServer: JSONValue? = nil,
    credential: (String) -> CredentialPlan? = { _ in nil }
  ) -> ToolRequest? {
    guard wants(type) else { return nil }
    return request(to: [assistant["server"], phoneNumberServer], credential)
  }

  private func request(to servers: [JSONValue?], _ credential: (String) -> CredentialPlan?) -> ToolRequest? {
    guard let server = servers.compactMap({ $0 }).first(where: { $0["url"]?.string != nil }) else { return nil }
    return ToolRequest(server: server, credential: plan(of: server, credential))
  }

  /// The credential that the server names, else the assistant's only one. Of several Vapi picks any: none is used here,
  /// so that the mistake shows.
  private func plan(of server: JSONValue, _ credential: (String) -> CredentialPlan?) -> CredentialPlan? {
    if let id = server["credentialId"]?.string { return credential(id) }
    let inline = (assistant["credentials"]?.array ?? []).filter {
      $0["provider"]?.string == "webhook" || $0["provider"]?.string == "custom-credential"
    }
    guard inline.count == 1, let plan = inline[0]["authenticationPlan"] else { return nil }
    return CredentialPlan(authenticationPlan: plan)
  }
}
