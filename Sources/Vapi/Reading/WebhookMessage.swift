package import Desk

/// What Vapi sent, in the few kinds that mean something to a desk.
///
/// Source: `message.type` of the server messages in Vapi's OpenAPI document, and docs.vapi.ai/server-url/events.
package enum WebhookMessage: Hashable, Sendable {
  /// `tool-calls`: every call that can be answered, in the order asked, each id once. A call without an id is left out,
  /// since nothing may be done that cannot be answered; the list may be empty.
  case toolCalls([ToolCall], CallContext)
  /// `function-call`, the legacy form of one call without an id.
  case functionCall(ToolCall, CallContext)
  /// `assistant-request`: a call has come in and Vapi asks who shall answer it.
  case assistantRequest(CallContext)
  /// `status-update` with `ringing` or `in-progress`.
  case callBegan(CallContext)
  /// `status-update` with `ended`.
  case callEnded(CallContext)
  /// `end-of-call-report`: the call has ended, and this is what became of it.
  case callReported(CallContext)
  /// Any other type, known or not; a filter behind the type (`transcript[transcriptType="final"]`) is dropped. Empty
  /// when the message names no type.
  case other(type: String, CallContext)

  package var context: CallContext {
    switch self {
    case .toolCalls(_, let context), .functionCall(_, let context), .assistantRequest(let context),
      .callBegan(let context), .callEnded(let context), .callReported(let context), .other(_, let context):
      context
    }
  }

  /// The type in Vapi's own word, without a filter; of an unknown type that is the sender's word.
  package var type: String {
    switch self {
    case .toolCalls: "tool-calls"
    case .functionCall: "function-call"
    case .assistantRequest: "assistant-request"
    case .callBegan, .callEnded: "status-update"
    case .callReported: "end-of-call-report"
    case .other(let type, _): type
    }
  }
}

/// Why a webhook's body was not read. Holds nothing of the body.
package enum WebhookFailure: Error, Hashable, Sendable {
  /// The body is not one JSON object.
  case notJSON
  /// Nested deeper than ``WebhookReader/maximumDepth``.
  case tooDeep
}
