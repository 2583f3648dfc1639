package import Desk

/// What a desk's assistant and its tools at Vapi shall be: the same as the one that `assistant-request` is answered with,
/// its tools made objects of their own.
package struct AssistantDesign: Sendable {
  let desk: DeskProfile
  let webhookURL: String
  /// The bodies of `POST /tool`, in the order in which the model is given them.
  let tools: [JSONValue]
  /// The assistant without prompt, tools and mark.
  let assistant: JSONValue
  let prompt: String

  /// - Parameter settings: must authenticate by a credential's id or by a header. What is inlined in an assistant is not
  ///   known to serve tools that are kept apart from it.
  package init(desk: DeskProfile, settings: AssistantSettings) {
    self.desk = desk
    webhookURL = settings.webhookURL(desk.key.rawValue)
    tools = ToolDefinition.all(for: desk).map { TransientAssistant.tool($0, desk, settings) }
    let transient = TransientAssistant.make(for: desk, settings: settings)
    let model = (transient["model"] ?? .null).removing("messages", "tools")
    assistant = transient.removing("credentials").setting("model", model)
    prompt = AssistantPrompt.text(for: desk)
  }

  var name: String { assistant["name"]?.string ?? "" }

  /// Whether a `server` block leads to this desk, at whatever address this server had.
  func leadsHere(_ server: JSONValue?) -> Bool {
    server?["url"]?.string?.hasSuffix("/webhook/vapi/" + desk.key.rawValue) ?? false
  }

  /// Whether it leads to this desk at the address that this server has now.
  func leadsExactlyHere(_ server: JSONValue?) -> Bool { server?["url"]?.string == webhookURL }
}
