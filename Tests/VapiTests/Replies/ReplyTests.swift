import Desk
import Testing
import Vapi

@Suite struct ReplyTests {
  private static func call(_ id: String?, _ name: String = "check_availability") -> ToolCall {
    ToolCall(id: id.map(ToolCallID.init(rawValue:)), name: name, arguments: .object(.object([])))
  }

  private static func text(_ reply: WebhookReply) -> String { String(decoding: reply.body, as: UTF8.self) }

  @Test func `results stand in the order asked, with exact ids, each as result or error`() {
    let reply = WebhookReply.results([
      (Self.call("z\"1"), Answer(.offered, "Open at 2 PM.")), (Self.call("a", "x"), Answer(.ask, "Which day?")),
    ])
    #expect(
      Self.text(reply)
        == #"{"results":[{"name":"check_availability","toolCallId":"z\"1","result":"Open at 2 PM.","metadata":{"outcome":"offered"}},"#
        + #"{"name":"x","toolCallId":"a","error":"Which day?","metadata":{"outcome":"ask"}}]}"#)
    #expect(reply.contentType == "application/json")
  }

  @Test(arguments: AnswerKind.allCases)
  func `each kind of answer is either a result or an error`(kind: AnswerKind) throws {
    let reply = WebhookReply.results([(Self.call("a"), Answer(kind, "Line."))])
    let result = try JSONValue(parsing: reply.body, limits: Fixtures.limits)["results"]?.array?.first
    #expect((result?["error"] == "Line.") == kind.isFailure)
    #expect((result?["result"] == "Line.") == !kind.isFailure)
  }

  @Test(arguments: [
    ("a\nb", "a b"), ("a\r\n\r\n b", "a b"), ("a\tb\u{B}c\u{0}d", "a b c d"), ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
    (" a ", "a"), ("a\u{A0}\u{3000}b", "a b"), ("a\u{200B}b\u{202E}c\u{2066}d\u{FEFF}", "abcd"),
    ("a\u{E0041}\u{E007F}b", "ab"), ("Zoë 日本 😀", "Zoë 日本 😀"), ("\"quoted\" \\", "\"quoted\" \\"),
  ])
  func `lines are one line without unseen signs`(line: String, clean: String) throws {
    let reply = WebhookReply.results([(Self.call("a"), Answer(.offered, line))])
    #expect(!Self.text(reply).contains("\\n"))
    let value = try JSONValue(parsing: reply.body, limits: Fixtures.limits)
    #expect(value["results"]?.array?.first?["result"]?.string == clean)
  }

  @Test func `an empty line is an error, never an empty result`() throws {
    let reply = WebhookReply.results([(Self.call("a"), Answer(.booked, "\n"))])
    let result = try JSONValue(parsing: reply.body, limits: Fixtures.limits)["results"]?.array?.first
    #expect(result?["result"] == nil)
    #expect(result?["error"]?.string?.isEmpty == false)
  }

  @Test func `no calls are an empty list and an error for the whole`() throws {
    let value = try JSONValue(parsing: WebhookReply.results([]).body, limits: Fixtures.limits)
    #expect(value["results"] == [])
    #expect(value["error"]?.string?.isEmpty == false)
  }

  @Test func `facts go along while they are small`() throws {
    for (length, isSent) in [(900, true), (1100, false)] {
      let facts: JSONValue = ["eventId": .string(String(repeating: "x", count: length))]
      let reply = WebhookReply.results([(Self.call("a"), Answer(.booked, "Booked.", facts: facts))])
      let value = try JSONValue(parsing: reply.body, limits: Fixtures.limits)
      let metadata = value["results"]?.array?.first?["metadata"]
      #expect(metadata?["outcome"] == "booked")
      #expect(metadata?["eventId"] == (isSent ? facts["eventId"] : .none))
    }
  }

  @Test func `the same answers give the same bytes`() {
    let answers = [(Self.call("a"), Answer(.booked, "Booked.", facts: ["b": 1, "a": [2, .null]]))]
    #expect(WebhookReply.results(answers) == WebhookReply.results(answers))
  }

  @Test(arguments: [
    (
      "check_availability",
      Answer(.offered, "Open\nat 2.", facts: ["busySlots": [["start": "s", "end": "e"]], "x": 1]),
      #"{"result":"{\"busySlots\":[{\"start\":\"s\",\"end\":\"e\"}],\"message\":\"Open at 2.\"}"}"#
    ),
    ("check_availability", Answer(.nothing, "Closed."), #"{"result":"{\"message\":\"Closed.\"}"}"#),
    (
      "create_event", Answer(.booked, "Booked.", facts: ["link": "l", "eventId": "e", "code": "c"]),
      #"{"result":"{\"eventId\":\"e\",\"link\":\"l\",\"message\":\"Booked.\"}"}"#
    ),
    ("create_event", Answer(.taken, "Taken."), #"{"result":"{\"message\":\"Taken.\"}"}"#),
    ("cancel_event", Answer(.booked, "Gone."), #"{"result":"Gone."}"#),
    ("create_event", Answer(.unreachable, "Out of\nreach."), #"{"error":{"message":"Out of reach."}}"#),
    ("create_event", Answer(.booked, ""), #"{"error":{"message":"The desk has no answer to that."}}"#),
  ])
  func `the legacy form has the article's members in one line of text`(name: String, answer: Answer, text: String) {
    #expect(Self.text(WebhookReply.legacyResult(Self.call(nil, name), answer)) == text)
  }

  @Test func `a message that asks nothing is answered with an empty object`() {
    for type in ["hang", "conversation-update", "status-update", "", "something-new"] {
      #expect(Self.text(.acknowledgement(of: type)) == "{}")
    }
  }

  @Test func `replies that Vapi reads are valid by its schema`() throws {
    let checker = try SchemaChecker()
    for (type, schema) in [
      ("transfer-destination-request", "ServerMessageResponseTransferDestinationRequest"),
      ("knowledge-base-request", "ServerMessageResponseKnowledgeBaseRequest"),
      ("call.endpointing.request", "ServerMessageResponseCallEndpointingRequest"),
      ("campaign.predial", "ServerMessageResponseCampaignPredial"),
    ] {
      let reply = WebhookReply.acknowledgement(of: type)
      let value = try JSONValue(parsing: reply.body, limits: Fixtures.limits)
      #expect(checker.problems(value, schema) == [], "\(type)")
    }
    let handoff = try JSONValue(
      parsing: WebhookReply.acknowledgement(of: "handoff-destination-request").body, limits: Fixtures.limits)
    #expect(
      checker.problems(handoff, "ServerMessageResponseHandoffDestinationRequest") == [
        "ServerMessageResponseHandoffDestinationRequest: destination is missing"
      ])
    #expect(WebhookReply.acknowledgement(of: "voice-request").body.isEmpty)
  }
}
