import Desk

/// A tool as the assistant's model sees it: name, description and arguments, and what is said around its use.
///
/// The article's arguments (`calendarId`, `timeMin`, `timeMax`; `calendarId`, `summary`, `start`, `end`, `attendees`)
/// are there verbatim and no argument is required by the schema: a slot handle replaces `start` and `end`, and a model
/// that is made to fill in a calendar's address invents one. What is missing is asked for by the answer.
struct ToolDefinition {
  static let checkAvailability = "check_availability"
  static let createEvent = "create_event"
  static let findEvents = "find_events"
  static let rescheduleEvent = "reschedule_event"
  static let cancelEvent = "cancel_event"
  static let holdSlot = "hold_slot"
  static let takeMessage = "take_message"

  let name: String
  let description: String
  let arguments: [Argument]
  /// Said while the tool starts.
  let start: String
  /// Said when the answer takes long.
  let delayed: String
  /// For the model, when the tool has failed.
  let failed: String

  struct Argument {
    enum Kind { case string, integer, choice([String]), emails }

    let name: String
    let kind: Kind
    let description: String

    init(_ name: String, _ kind: Kind, _ description: String) {
      self.name = name
      self.kind = kind
      self.description = description
    }

    init(_ name: String, _ description: String) { self.init(name, .string, description) }

    var schema: JSONValue {
      switch kind {
      case .string: ["type": "string", "description": .string(description)]
      case .integer: ["type": "integer", "description": .string(description)]
      case .choice(let values):
        [
          "type": "string", "enum": .array(values.map(JSONValue.string)), "description": .string(description),
        ]
      case .emails:
        [
          "type": "array", "items": ["type": "string", "format": "email"], "description": .string(description),
        ]
      }
    }
  }

  /// The `function` member of the tool.
  var function: JSONValue {
    [
      "name": .string(name),
      "description": .string(description),
      "parameters": [
        "type": "object",
        "properties": .object(arguments.map { JSONValue.Member($0.name, $0.schema) }),
      ],
    ]
  }

  /// Added by Vapi to the arguments when it calls the tool, hidden from the model and over whatever that wrote
  /// (docs.vapi.ai/tools/static-variables-and-aliases). The desk itself goes by the number in the message's envelope; this
  /// one shows a person who reads Vapi's logs for whom a tool was called. Empty where there is no telephone.
  static let staticParameters: JSONValue = [["key": "caller_number", "value": "{{customer.number}}"]]

  /// Built-in fillers would be spoken without `request-start`. The failure is a hint for the model and not spoken: an
  /// answer that asks the caller something arrives as an error too, and a spoken message would take its place.
  var messages: JSONValue {
    [
      ["type": "request-start", "content": .string(start), "blocking": false],
      ["type": "request-response-delayed", "content": .string(delayed), "timingMilliseconds": 3000],
      ["type": "request-failed", "role": "system", "content": .string(failed)],
    ]
  }
}
