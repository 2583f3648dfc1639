import Desk
import Testing
import Vapi

@Suite struct EnvelopeTests {
  @Test(arguments: [
    ("status-update", "in-progress", "callBegan"), ("status-update", "ringing", "callBegan"),
    ("status-update", "ended", "callEnded"), ("status-update", "queued", "other status-update"),
    ("status-update", "forwarding", "other status-update"), ("end-of-call-report", "", "callReported"),
    ("assistant-request", "", "assistantRequest"), ("tool-calls", "", "toolCalls"), ("hang", "", "other hang"),
    ("something-new", "", "other something-new"), ("", "", "other "),
    (#"transcript[transcriptType=\"final\"]"#, "", "other transcript"),
  ])
  func `each type is told apart`(type: String, status: String, kind: JSONValue) throws {
    let message = try WebhookMessage.parsing(#"{"message":{"status":"\#(status)","type":"\#(type)"}}"#)
    #expect(message.described["kind"] == kind)
  }

  @Test(
    arguments: [
      (#""customer":{"number":"+1 415 555 0123"}"#, "+14155550123"),
      (#""call":{"customer":{"number":"+14155550123"}}"#, "+14155550123"),
      (#""call":{"customer":{"number":"+1"}},"customer":{"number":"+14155550123"}"#, "+14155550123"),
      (#""customer":{"number":"anonymous"},"call":{"customer":{"number":"+14155550123"}}"#, "+14155550123"),
      (#""customer":{"number":"anonymous"}"#, nil), (#""customer":null"#, nil), (#""customer":"+1415""#, nil),
      (#""customer":{"number":4155550123}"#, nil), (#""call":{"from":{"phoneNumber":"+14155550123"}}"#, nil),
      (#""toolCallList":[{"id":"a","name":"f","arguments":{"customer":{"number":"+1999"}}}]"#, nil),
    ] as [(String, String?)])
  func `the caller's number comes from the envelope alone`(members: String, number: String?) throws {
    let message = try WebhookMessage.parsing(#"{"message":{"type":"tool-calls",\#(members)}}"#)
    #expect(message.context.caller?.rawValue == number)
  }

  @Test func `a chat stands for the call where there is none`() throws {
    let chat = try WebhookMessage.parsing(#"{"message":{"type":"tool-calls","chat":{"id":"chat-1"}}}"#)
    #expect(chat.context.call == CallID("chat-1"))
    let both = try WebhookMessage.parsing(#"{"message":{"chat":{"id":"chat-1"},"call":{"id":"call-1"}}}"#)
    #expect(both.context.call == CallID("call-1"))
  }

  @Test func `hints come from every known place, each once, in order of trust`() throws {
    let message = try WebhookMessage.parsing(
      #"""
      {"message":{"type":"tool-calls",
        "assistant":{"variableValues":{"g":"seven"},"metadata":{"f":"six","n":6,"o":{"p":"deep"}}},
        "artifact":{"variables":{"e":"five"},"variableValues":{"d":"four","again":"one"}},
        "call":{"assistantOverrides":{"variableValues":{"c":"three"},"metadata":{"b":"two"}},"metadata":{"userId":"one"}}}}
      """#)
    #expect(message.context.hints == ["one", "two", "three", "four", "five", "six", "seven"])
  }

  @Test func `hints are few and short`() throws {
    let longest = String(repeating: "x", count: 320)
    let values = (0..<80).map { "\"k\($0)\":\"v\($0)\"" }.joined(separator: ",")
    let message = try WebhookMessage.parsing(
      #"{"message":{"call":{"metadata":{"a":"\#(longest)","b":"\#(longest)x","c":"",\#(values)}}}}"#)
    #expect(message.context.hints.count == 50)
    #expect(message.context.hints.first == longest)
    #expect(message.context.hints[1] == "v0")
  }

  @Test(
    arguments: [
      (
        #""toolWithToolCallList":[{"server":{"timeoutSeconds":5}},{"server":{"timeoutSeconds":2.5}}]"#,
        Duration.milliseconds(2500)
      ),
      (#""assistant":{"server":{"timeoutSeconds":20}}"#, .seconds(20)),
      (
        #""assistant":{"server":{"timeoutSeconds":20}},"toolWithToolCallList":[{"server":{"timeoutSeconds":30}}]"#,
        .seconds(30)
      ),
      (#""toolWithToolCallList":[{"server":{"timeoutSeconds":"5"}}]"#, nil),
      (#""toolWithToolCallList":[{"server":{"timeoutSeconds":0}}]"#, nil),
      (#""toolWithToolCallList":[{"server":{"timeoutSeconds":1e300}}]"#, nil),
      (#""toolWithToolCallList":[{"server":{}}]"#, nil),
    ] as [(String, Duration?)])
  func `the platform's patience is that of the tools called`(members: String, patience: Duration?) throws {
    let message = try WebhookMessage.parsing(#"{"message":{"type":"tool-calls",\#(members)}}"#)
    #expect(message.context.patience == patience)
  }

  @Test func `credentials in the phone number are not kept`() throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"phoneNumber":{"twilioAuthToken":"canary-1","number":"+14155550100","apiKey":"canary-2"}}}"#)
    #expect(message.context.called?.rawValue == "+14155550100")
    #expect(!String(reflecting: message).contains("canary"))
  }

  @Test func `of two messages the last counts`() throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"type":"tool-calls","customer":{"number":"+1"}},"message":{"type":"hang"}}"#)
    #expect(message == .other(type: "hang", CallContext(call: nil)))
  }
}
