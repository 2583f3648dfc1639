package import Desk

/// What is sent back to Vapi, always with status 200: Vapi drops the body of any other.
package struct WebhookReply: Hashable, Sendable {
  package let contentType: String
  package let body: [UInt8]

  /// Compact JSON. The same value always gives the same bytes.
  package init(_ value: JSONValue) {
    contentType = "application/json"
    body = Array(value.text.utf8)
  }

  private init(contentType: String, body: [UInt8]) {
    self.contentType = contentType
    self.body = body
  }

  /// Raw sound of no length, the only truthful answer to a `voice-request`, whose reply is PCM and not JSON.
  static let silence = WebhookReply(contentType: "application/octet-stream", body: [])

  /// The reply to `assistant-request` with a transient assistant; see ``TransientAssistant``.
  package static func assistant(_ assistant: JSONValue) -> WebhookReply {
    WebhookReply(["assistant": assistant])
  }

  /// The reply to `assistant-request` that refuses the call; the sentence is spoken to the caller.
  package static func refusal(_ sentence: String) -> WebhookReply {
    WebhookReply(["error": .string(SpokenLine.clean(sentence))])
  }
}
