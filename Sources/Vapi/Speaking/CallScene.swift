package import Desk
package import Scheduling

/// One phone call as Vapi's messages describe it: makes the bodies that Vapi would send, in the form of its OpenAPI
/// document. For the demo, `frontdesk call` and tests.
package struct CallScene: Hashable, Sendable {
  package let call: CallID
  package let organisation: String
  package let began: Instant
  /// `nil` for a call from a browser.
  package let caller: String?
  package let called: String?
  /// What the caller's own backend set when it started the call.
  package let variableValues: [JSONValue.Member]

  package init(
    call: CallID, organisation: String, began: Instant, caller: String? = nil, called: String? = nil,
    variableValues: [JSONValue.Member] = []
  ) {
    self.call = call
    self.organisation = organisation
    self.began = began
    self.caller = caller
    self.called = called
    self.variableValues = variableValues
  }

  /// A call by the model: `arguments` travel as a string that holds the object.
  package struct Asked: Hashable, Sendable {
    package let id: ToolCallID
    package let name: String
    package let arguments: JSONValue

    package init(id: ToolCallID, name: String, arguments: JSONValue) {
      self.id = id
      self.name = name
      self.arguments = arguments
    }

    fileprivate var toolCall: JSONValue {
      [
        "id": .string(id.rawValue), "type": "function",
        "function": ["name": .string(name), "arguments": .string(arguments.text)],
      ]
    }
  }

  package func assistantRequest(at now: Instant) -> JSONValue {
    message("assistant-request", status: "ringing", assistant: nil, at: now, [])
  }

  /// `tool-calls`, each call beside the tool as the assistant declares it.
  package func toolCalls(_ asked: [Asked], of tools: AssistantTools, at now: Instant) -> JSONValue {
    let declared = asked.map { asked -> JSONValue in
      guard case .object(let members)? = tools.tool(asked.name) else {
        return ["type": "function", "function": ["name": .string(asked.name)], "toolCall": asked.toolCall]
      }
      return .object(members + [JSONValue.Member("toolCall", asked.toolCall)])
    }
    return message(
      "tool-calls", status: "in-progress", assistant: tools.assistant, at: now,
      [
        JSONValue.Member("artifact", artifact),
        JSONValue.Member("toolCallList", .array(asked.map(\.toolCall))),
        JSONValue.Member("toolWithToolCallList", .array(declared)),
      ])
  }

  /// - Parameter status: `ringing`, `in-progress`, `ended` …
  package func statusUpdate(
    _ status: String, endedReason: String? = nil, assistant: JSONValue?, at now: Instant
  ) -> JSONValue {
    var members = [JSONValue.Member("status", .string(status))]
    if let endedReason { members.append(JSONValue.Member("endedReason", .string(endedReason))) }
    return message("status-update", status: status, assistant: assistant, at: now, members)
  }

  package func endOfCallReport(
    endedReason: String = "customer-ended-call", assistant: JSONValue?, at now: Instant
  ) -> JSONValue {
    message(
      "end-of-call-report", status: "ended", assistant: assistant, at: now,
      [
        JSONValue.Member("endedReason", .string(endedReason)),
        JSONValue.Member("artifact", artifact),
        JSONValue.Member("analysis", .object([])),
        JSONValue.Member("startedAt", .string(Self.text(began))),
        JSONValue.Member("endedAt", .string(Self.text(now))),
      ])
  }

  private var artifact: JSONValue {
    ["messages": [], "messagesOpenAIFormatted": [], "variableValues": .object(variableValues)]
  }

  private func message(
    _ type: String, status: String, assistant: JSONValue?, at now: Instant, _ own: [JSONValue.Member]
  ) -> JSONValue {
    var members = [
      JSONValue.Member("type", .string(type)), JSONValue.Member("timestamp", .integer(now.milliseconds)),
    ]
    if let called {
      // An imported number, since only those are described with their digits.
      members.append(
        JSONValue.Member(
          "phoneNumber",
          [
            "provider": "twilio", "number": .string(called), "twilioAccountSid": "AC00000000000000000000000000000000",
          ]))
    }
    if let caller { members.append(JSONValue.Member("customer", ["number": .string(caller)])) }
    if case .object(let assistant)? = assistant {
      members.append(JSONValue.Member("assistant", .object(assistant.filter { $0.name != "credentials" })))
    }
    members.append(JSONValue.Member("call", callObject(status: status, at: now)))
    return ["message": .object(members + own)]
  }

  private func callObject(status: String, at now: Instant) -> JSONValue {
    var members = [
      JSONValue.Member("id", .string(call.rawValue)), JSONValue.Member("orgId", .string(organisation)),
      JSONValue.Member("createdAt", .string(Self.text(began))), JSONValue.Member("updatedAt", .string(Self.text(now))),
      JSONValue.Member("type", .string(caller == nil ? "webCall" : "inboundPhoneCall")),
      JSONValue.Member("status", .string(status)),
    ]
    if let caller { members.append(JSONValue.Member("customer", ["number": .string(caller)])) }
    if !variableValues.isEmpty {
      members.append(JSONValue.Member("assistantOverrides", ["variableValues": .object(variableValues)]))
    }
    return .object(members)
  }

  /// RFC 3339 in UTC with milliseconds.
  private static func text(_ instant: Instant) -> String {
    let civil = CivilTime(secondsSinceEpoch: instant.seconds)
    let millisecond = instant.milliseconds - instant.seconds * 1000
    return padded(civil.date.year, 4) + "-" + padded(civil.date.month, 2) + "-" + padded(civil.date.day, 2) + "T"
      + padded(civil.time.hour, 2) + ":" + padded(civil.time.minute, 2) + ":" + padded(civil.time.second, 2) + "."
      + padded(Int(millisecond), 3) + "Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
