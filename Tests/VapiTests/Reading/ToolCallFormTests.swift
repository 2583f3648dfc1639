import Desk
import Testing
import Vapi

@Suite struct ToolCallFormTests {
  private static let day: JSONValue = ["date": "2026-11-24"]

  @Test(arguments: [
    ("a string", #"{"id":"a","function":{"name":"f","arguments":"{\"date\":\"2026-11-24\"}"}}"#),
    (
      "a string of a string", #"{"id":"a","function":{"name":"f","arguments":"\"{\\\"date\\\":\\\"2026-11-24\\\"}\""}}"#
    ),
    ("an object", #"{"id":"a","function":{"name":"f","arguments":{"date":"2026-11-24"}}}"#),
    ("nested parameters", #"{"id":"a","function":{"name":"f","parameters":{"date":"2026-11-24"}}}"#),
    ("nested parameters in a string", #"{"id":"a","function":{"name":"f","parameters":"{\"date\":\"2026-11-24\"}"}}"#),
    ("flat arguments", #"{"id":"a","name":"f","arguments":{"date":"2026-11-24"}}"#),
    ("flat arguments in a string", #"{"id":"a","name":"f","arguments":"{\"date\":\"2026-11-24\"}"}"#),
    ("flat parameters", #"{"id":"a","name":"f","parameters":{"date":"2026-11-24"}}"#),
    (
      "null before parameters",
      #"{"id":"a","function":{"name":"f","arguments":null,"parameters":{"date":"2026-11-24"}}}"#
    ),
    (
      "nested before flat",
      #"{"id":"a","name":"g","arguments":{"x":1},"function":{"name":"f","arguments":{"date":"2026-11-24"}}}"#
    ),
    (
      "a schema beside flat arguments",
      #"{"id":"a","function":{"name":"f","parameters":{"type":"object","properties":{"date":{"type":"string"}}}},"arguments":{"date":"2026-11-24"}}"#
    ),
    (
      "static parameters beside arguments",
      #"{"id":"a","name":"f","parameters":{"date":"2026-11-24"},"function":{"parameters":[{"key":"k","value":"v"}]}}"#
    ),
    ("names in escapes", #"{"\u0069d":"\u0061","function":{"n\u0061me":"f","arguments":{"d\u0061te":"2026-11-24"}}}"#),
    ("white space in the string", #"{"id":"a","function":{"name":"f","arguments":"\n {\"date\" : \"2026-11-24\"} "}}"#),
  ])
  func `arguments are found in every form`(form: String, entry: String) throws {
    let call = ToolCall(id: ToolCallID("a"), name: "f", arguments: .object(Self.day))
    for list in ["toolCallList", "toolCalls"] {
      let message = try WebhookMessage.parsing(#"{"message":{"type":"tool-calls","\#(list)":[\#(entry)]}}"#)
      #expect(message.toolCalls == [call], "\(form) in \(list)")
    }
    let nested = #"{"message":{"toolWithToolCallList":[{"toolCall":\#(entry)}],"type":"tool-calls"}}"#
    #expect(try WebhookMessage.parsing(nested).toolCalls == [call], "\(form) in toolWithToolCallList")
  }

  @Test(arguments: [
    "", #","arguments":null"#, #","arguments":"""#, #","arguments":"  \n""#, #","arguments":"null""#,
    #","arguments":{}"#, #","arguments":"{}""#, #","parameters":[]"#, #","arguments":"\"\"""#,
  ])
  func `no arguments are an empty object`(members: String) throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"f"\#(members)}]}}"#)
    #expect(message.toolCalls?.map(\.arguments) == [.object(.object([]))])
  }

  @Test(arguments: [
    (#"[1]"#, "JSON object"), (#"5"#, "JSON object"), (#"true"#, "JSON object"), (#""[]""#, "JSON object"),
    (#""5""#, "JSON object"), (#""{""#, "valid JSON"), (#""{'a':1}""#, "valid JSON"), (#""{\"a\":1,}""#, "valid JSON"),
    (#""\ud800""#, "valid JSON"), (#""\"\\\"{}\\\"\"""#, "JSON object"),
  ])
  func `arguments that are no object are answered with what to do`(raw: String, hint: String) throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"f","arguments":\#(raw)}]}}"#)
    guard case .unreadable(let sentence)? = message.toolCalls?.first?.arguments else {
      Issue.record("the arguments \(raw) were read")
      return
    }
    #expect(sentence.contains(hint))
    #expect(sentence.contains("Call the tool again"))
  }

  @Test(arguments: [true, false])
  func `arguments beyond a limit are not read`(asString: Bool) throws {
    let many = (0...1000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let beyond = [
      ("{\"a\":\"" + String(repeating: "x", count: 4097) + "\"}", "too long"),
      ("{\"a\":" + String(repeating: "[", count: 33) + String(repeating: "]", count: 33) + "}", "deeply"),
      ("{\(many)}", "too many"),
      ("{\"a\":[" + String(repeating: "1,", count: 33_000) + "1]}", "too long"),
    ]
    for (arguments, hint) in beyond {
      let raw = asString ? JSONValue.string(arguments).text : arguments
      let message = try WebhookMessage.parsing(
        #"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"f","arguments":\#(raw)}]}}"#)
      guard case .unreadable(let sentence)? = message.toolCalls?.first?.arguments else {
        Issue.record("arguments of \(arguments.utf8.count) bytes were read")
        continue
      }
      #expect(sentence.lowercased().contains(hint))
      #expect(!sentence.contains("xxx"))
    }
  }

  @Test func `the lists are joined, each id once, in the order first seen`() throws {
    let message = try WebhookMessage.parsing(
      #"""
      {"message":{"type":"tool-calls",
        "toolCallList":[{"id":"b","name":"f","arguments":{"n":1}},{"id":"a"}],
        "toolCalls":[{"id":"a","function":{"name":"g","arguments":{"n":2}}},{"id":"b","name":"other"}],
        "toolWithToolCallList":[{"name":"h","parameters":{"n":0},"toolCall":{"id":"c","parameters":{"n":3}}},
          {"function":{"name":"x"},"toolCall":{"id":"a","function":{"arguments":{"n":9}}}}]}}
      """#)
    #expect(
      message.toolCalls == [
        ToolCall(id: ToolCallID("b"), name: "f", arguments: .object(["n": 1])),
        ToolCall(id: ToolCallID("a"), name: "g", arguments: .object(["n": 2])),
        ToolCall(id: ToolCallID("c"), name: "h", arguments: .object(["n": 3])),
      ])
  }

  @Test func `the schema and the templates of a tool are never taken for arguments`() throws {
    let message = try WebhookMessage.parsing(
      #"""
      {"message":{"type":"tool-calls","toolWithToolCallList":[
        {"function":{"name":"f","parameters":{"type":"object","properties":{}}},"parameters":[{"key":"k","value":"v"}],
         "arguments":{"evil":1},"toolCall":{"id":"a","function":{}}}]}}
      """#)
    #expect(message.toolCalls == [ToolCall(id: ToolCallID("a"), name: "f", arguments: .object(.object([])))])
  }

  @Test func `what has no id is left out, and what is no call too`() throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"type":"tool-calls","toolCallList":[1,null,[],{"name":"f"},{"id":"","name":"f"},{"id":5,"name":"f"},{"id":"a"}]}}"#
    )
    #expect(message.toolCalls == [ToolCall(id: ToolCallID("a"), name: "", arguments: .object(.object([])))])
  }

  @Test func `of a flood of calls each gets an answer and few are read`() throws {
    let entries = (0..<2000).map { #"{"id":"c\#($0)","name":"f","arguments":{"n":\#($0)}}"# }.joined(separator: ",")
    let calls = try #require(
      try WebhookMessage.parsing(#"{"message":{"type":"tool-calls","toolCallList":[\#(entries)]}}"#).toolCalls)
    #expect(calls.count == WebhookReader.maximumAnswers)
    #expect(calls[63].arguments == .object(["n": 63]))
    guard case .unreadable(let sentence) = calls[64].arguments else {
      Issue.record("the call was read")
      return
    }
    #expect(sentence.contains("one tool at a time"))
  }

  @Test(arguments: [
    #""functionCall":{"name":"f","parameters":"{\"n\":1}"}"#, #""functionCall":{"name":"f","parameters":{"n":1}}"#,
    #""functionCall":{"name":"f","arguments":{"n":1}}"#,
  ])
  func `the legacy form has no id`(member: String) throws {
    let message = try WebhookMessage.parsing(
      #"{"message":{"type":"function-call",\#(member),"call":{"id":"c","metadata":{"userId":"dana"}}}}"#)
    guard case .functionCall(let call, let context) = message else {
      Issue.record("it is a function call")
      return
    }
    #expect(call == ToolCall(id: nil, name: "f", arguments: .object(["n": 1])))
    #expect(context.hints == ["dana"])
  }
}
