import Desk

/// What is kept of a message while it is walked; its members may come in any order.
struct Envelope {
  var type = ""
  var status = ""
  var call: String?
  var chat: String?
  /// Of `message.customer` and of `message.call.customer`.
  var caller: PhoneNumber?
  var callersCopy: PhoneNumber?
  /// Of `message.phoneNumber` and of `message.call.phoneNumber`.
  var called: PhoneNumber?
  var calledCopy: PhoneNumber?
  var hints = CallHints()
  var calls = CallCollector()
  var functionCall: CallSketch?
  /// Of the tools called, and of the assistant, whose server is asked for a tool that names none.
  var toolPatience: Duration?
  var assistantPatience: Duration?

  func message(_ bytes: Span<UInt8>) -> WebhookMessage {
    let context = CallContext(
      call: (call ?? chat).map(CallID.init(rawValue:)), caller: caller ?? callersCopy, called: called ?? calledCopy,
      hints: hints.strings, patience: toolPatience ?? assistantPatience)
    // A subscription may carry a filter, and then the type does too: transcript[transcriptType="final"].
    let kind = String(type.prefix { $0 != "[" })
    switch (kind, status) {
    case ("tool-calls", _): return .toolCalls(calls.toolCalls(bytes), context)
    case ("function-call", _):
      let sketch = functionCall ?? CallSketch()
      return .functionCall(ToolCall(id: nil, name: sketch.name ?? "", arguments: sketch.arguments(bytes)), context)
    case ("assistant-request", _): return .assistantRequest(context)
    case ("status-update", "ringing"), ("status-update", "in-progress"): return .callBegan(context)
    case ("status-update", "ended"): return .callEnded(context)
    case ("end-of-call-report", _): return .callReported(context)
    default: return .other(type: kind, context)
    }
  }
}

/// What the caller's own backend set when the call was started, wherever production traffic has been seen to carry it:
/// short strings only, in order of trust.
struct CallHints {
  enum Place: Int, CaseIterable {
    case callMetadata, overridesMetadata, overridesVariables, artifactVariableValues, artifactVariables,
      assistantMetadata, assistantVariables
  }

  /// Of all places together.
  static let maximumCount = 50
  /// UTF-8 bytes of one; a longer string is no key and no account.
  static let maximumBytes = 320

  private var found: [[String]] = Array(repeating: [], count: Place.allCases.count)

  mutating func add(_ hint: String, from place: Place) {
    guard found[place.rawValue].count < Self.maximumCount, !hint.isEmpty else { return }
    found[place.rawValue].append(hint)
  }

  /// Each once.
  var strings: [String] {
    var seen: Set<String> = []
    return Array(found.joined().filter { seen.insert($0).inserted }.prefix(Self.maximumCount))
  }
}
