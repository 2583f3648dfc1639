/// One thing the assistant asks of the desk, in neutral words: which platform spoke them is no longer visible.
package struct ToolCall: Hashable, Sendable {
  /// `nil` when the platform names no tool call (Vapi's legacy form).
  package let id: ToolCallID?
  package let name: String
  /// What the model wrote. Untrusted: a wish to be checked.
  package let arguments: ToolArguments

  package init(id: ToolCallID?, name: String, arguments: ToolArguments) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// A tool call's arguments as they came.
package enum ToolArguments: Hashable, Sendable {
  /// Always an object.
  case object(JSONValue)
  /// Not readable as a JSON object within the limits; the text says why, for the model, and echoes nothing.
  case unreadable(String)
}

/// What the platform itself says of the call in which the assistant asks, as far as it can be trusted.
package struct CallContext: Hashable, Sendable {
  /// `nil` when the platform names neither call nor chat.
  package let call: CallID?
  /// The caller's number from the signalling, never from the model; absent for web calls and withheld numbers, also where a
  /// carrier sends a code for *withheld* instead.
  package let caller: PhoneNumber?
  /// The number that was called.
  package let called: PhoneNumber?
  /// What the caller's own backend set when the call was started: it may choose among the desk's hosts, nothing more.
  package let hints: [String]
  /// How long the platform waits for the answer, when it says so.
  package let patience: Duration?

  package init(
    call: CallID?, caller: PhoneNumber? = nil, called: PhoneNumber? = nil, hints: [String] = [],
    patience: Duration? = nil
  ) {
    self.call = call?.storable
    self.caller = caller.flatMap { $0.isWithheld ? nil : $0 }
    self.called = called
    self.hints = hints
    self.patience = patience
  }
}
