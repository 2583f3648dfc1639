import Desk
import Testing
import Vapi

@Suite struct MalformedBodyTests {
  @Test(arguments: [
    "", " ", "null", "[]", "\"x\"", "5", "{", "{}x", "{\"message\":{}", "{\"message\"}", "{\"message\":}", "{'a':1}",
    "{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":[1}", "{\"a\":{]}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":-}", "{\"a\":1e}",
    "{\"a\":nul}", "{\"a\":truee}", "{\"a\":\"\\x\"}", "{\"a\":\"\n\"}", "{\"a\":\"x}", "{\"a\":\"x\\", "{\"a\" 1}",
    "{\"a\":1 \"b\":2}", "{\"a\":{\"b\":1,}}", "{\"a\":{,}}", "{\"a\":[,]}", "{a:1}", "{} {}", "\u{FEFF}{}",
    "{\"message\":{\"type\":\"\\ud80\"}}", "{\"message\":{\"type\":\"\\ud800\\uzzzz\"}}",
    "a=b", "<xml/>", "{\"a\":[1 2]}", "{\"a\":{\"b\"}}", "{\"a\":[}", "}",
  ])
  func `what is not one JSON object is refused`(body: String) {
    #expect(throws: WebhookFailure.notJSON) { try WebhookMessage.parsing(body) }
  }

  @Test(arguments: ["{}", "{\"message\":null}", "{\"message\":[]}", "{\"message\":\"x\"}", " { \"a\" : [ ] } \n"])
  func `an object without a message is a message of no type`(body: String) throws {
    #expect(try WebhookMessage.parsing(body) == .other(type: "", CallContext(call: nil)))
  }

  @Test(arguments: [
    #"\ud83d"#, #"\udcc5"#, #"cut \uD83D"#, #"\ud83d\ud83d\udcc5"#, #"\ud83d\n\udcc5"#, #"\udcc5\ud83d"#, #"\\\ud83d"#,
  ]) func `a string cut within a sign is absent, and nothing else is lost`(_ cut: String) throws {
    let message = try WebhookMessage.parsing(
      #"""
      {"message":{"\#(cut)":1,"type":"tool-calls","transcript":"\#(cut)","customer":{"number":"\#(cut)"},
        "call":{"id":"c1","metadata":{"\#(cut)":"kept","lost":"\#(cut)"}},
        "toolCallList":[{"id":"a","name":"f","arguments":{}}]}}
      """#)
    let context = CallContext(call: CallID("c1"), hints: ["kept"])
    #expect(message == .toolCalls([ToolCall(id: ToolCallID("a"), name: "f", arguments: .object(.object([])))], context))
  }

  @Test func `an emoji in two halves is text`() throws {
    let message = try WebhookMessage.parsing(#"{"message":{"call":{"metadata":{"a":"\ud83d\udcc5"}}}}"#)
    #expect(message.context.hints == ["📅"])
  }

  @Test func `bytes that are no UTF-8 are refused where they are read`() {
    var body = Array(#"{"message":{"type":"x"}}"#.utf8)
    body[20] = 0xFF
    #expect(throws: WebhookFailure.notJSON) { try WebhookReader.read(body) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `depth is limited, skipped or entered`(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + (opening == "[" ? "" : "1") + String(repeating: closing, count: depth)
    }
    _ = try WebhookMessage.parsing("{\"x\":\(nested(127))}")
    #expect(throws: WebhookFailure.tooDeep) { try WebhookMessage.parsing("{\"x\":\(nested(128))}") }
    #expect(throws: WebhookFailure.tooDeep) { try WebhookMessage.parsing("{\"message\":{\"x\":\(nested(127))}}") }
    #expect(throws: WebhookFailure.tooDeep) { try WebhookMessage.parsing("{\"x\":\(nested(1_000_000))}") }
  }

  @Test func `members of any kind and size are skipped`() throws {
    let noise = #""noise":[{"a":[-1.5e+3,0,1E2,true,false,null,"\"\\\/\b\f\n\r\t\u00e9",{}, [] ]},"é😀"]"#
    let long = String(repeating: "lorem \\\" ipsum ", count: 10_000)
    let message = try WebhookMessage.parsing(
      #"{\#(noise),"message":{\#(noise),"type":"hang","long":"\#(long)",\#(noise)},\#(noise)}"#)
    #expect(message == .other(type: "hang", CallContext(call: nil)))
  }

  @Test func `a string is skipped rightly wherever its end falls`() throws {
    for length in 0..<40 {
      for tail in [#""#, #"\""#, #"\\"#, #"\\\""#, "é", "😀"] {
        let text = String(repeating: "a", count: length) + tail
        let body = #"{"skipped":"\#(text)","message":{"type":"hang"}}"#
        #expect(try WebhookMessage.parsing(body) == .other(type: "hang", CallContext(call: nil)))
      }
      let broken = #"{"skipped":""# + String(repeating: "a", count: length) + "\u{1F}" + #"","message":{}}"#
      #expect(throws: WebhookFailure.notJSON) { try WebhookMessage.parsing(broken) }
    }
  }

  @Test func `no bytes whatever end the program, and every JSON object is accepted`() throws {
    var dice = Dice(seed: 7)
    let seeds = try Fixtures.examples().filter { $0.hasPrefix("webhook.tool-calls.flat") }.map {
      try Fixtures.bytes("vapi/examples/\($0).json")
    }
    let signs = Array("{}[]\",:\\u019eE+-.tfn \n\u{1}".utf8)
    for round in 0..<4000 {
      var body = seeds[round % seeds.count]
      for _ in 0...dice.below(3) {
        let place = dice.below(body.count)
        switch dice.below(4) {
        case 0: body[place] = UInt8(dice.below(256))
        case 1: body[place] = signs[dice.below(signs.count)]
        case 2: body.remove(at: place)
        default: body.insert(signs[dice.below(signs.count)], at: place)
        }
      }
      let strict = try? JSONValue(parsing: body, limits: Fixtures.limits)
      let message = try? WebhookReader.read(body)
      if case .object? = strict { #expect(message != nil) }
    }
  }
}
