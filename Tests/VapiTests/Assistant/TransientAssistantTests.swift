import Desk
import Testing
import Vapi

@Suite struct TransientAssistantTests {
  private static func ways() throws -> [AssistantAuthentication] {
    let svix = HMACPlan(
      secrets: [try #require(HMACSecret("c2VjcmV0", isBase64: true))], algorithm: .sha512, encoding: .base64,
      payload: try #require(PayloadFormat("{svix-id}.{timestamp}.{body}")), signatureHeader: "svix-signature",
      signaturePrefix: "v1,", timestampHeader: "svix-timestamp", messageIDHeader: "svix-id")
    return [
      .credential(id: "550e8400-e29b-41d4-a716-446655440000"), .inlineBearer(secret: "s"),
      .inlineSignature(try Samples.plan("s")), .inlineSignature(svix), .header(secret: "s"), .none,
    ]
  }

  @Test func `the assistant is valid by Vapi's schema, whichever way it authenticates`() throws {
    let checker = try SchemaChecker()
    for way in try Self.ways() {
      for desk in [try Samples.desk(), try Samples.desk(offerings: 3, hosts: 3)] {
        let assistant = TransientAssistant.make(for: desk, settings: Samples.settings(way))
        #expect(checker.problems(assistant, "CreateAssistantDTO") == [], "\(way)")
        let reply = try JSONValue(parsing: WebhookReply.assistant(assistant).body, limits: Fixtures.limits)
        #expect(checker.problems(reply, "ServerMessageResponseAssistantRequest") == [])
      }
    }
  }

  @Test func `exactly one way to authenticate stands in it`() throws {
    for way in try Self.ways() {
      let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(way))
      var servers = [assistant["server"]]
      servers += assistant["model"]?["tools"]?.array?.map { $0["server"] } ?? []
      #expect(servers.count == 8)
      for server in servers {
        let ways = [
          server?["credentialId"] != nil, server?["headers"] != nil, assistant["credentials"]?.array?.count == 1,
        ]
        #expect(ways.filter { $0 }.count == (way == .none ? 0 : 1))
        #expect(server?["url"] == "https://desk.example.com/webhook/vapi/alder")
        #expect(server?["timeoutSeconds"] == 20)
      }
    }
  }

  @Test func `the way is chosen by what is set`() throws {
    let plan = try Samples.plan("k")
    #expect(AssistantAuthentication.choose(credentialID: "c", plan: plan, secret: "s") == .credential(id: "c"))
    #expect(AssistantAuthentication.choose(credentialID: "", plan: plan, secret: "s") == .inlineSignature(plan))
    #expect(AssistantAuthentication.choose(credentialID: nil, plan: nil, secret: "s") == .inlineBearer(secret: "s"))
    #expect(AssistantAuthentication.choose(credentialID: nil, plan: nil, secret: nil) == .none)
  }

  @Test(arguments: [
    ("aZ09-._~+/", true), ("c2VjcmV0cw==", true), ("two words", false), ("semi;colon", false), ("a=b", false),
    ("==", false), ("sécret", false),
  ]) func `a secret that is no bearer token goes into the header`(_ secret: String, _ isToken: Bool) {
    let way: AssistantAuthentication = isToken ? .inlineBearer(secret: secret) : .header(secret: secret)
    #expect(AssistantAuthentication.choose(credentialID: nil, plan: nil, secret: secret) == way)
    #expect(AssistantAuthentication(repeating: .bearer(secret)) == way)
  }

  @Test func `the article's arguments are there, and none is required`() throws {
    let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(.none))
    let tools = try AssistantTools(assistantReply: ["assistant": assistant])
    #expect(Set(tools.names) == Set(ToolName.allCases.map(\.rawValue)))
    #expect(tools.names.count == ToolName.allCases.count)
    for (name, arguments) in [
      ("check_availability", ["calendarId", "timeMin", "timeMax", "when", "durationMinutes", "service", "host"]),
      ("create_event", ["calendarId", "summary", "start", "end", "attendees", "slot", "name", "email", "phone"]),
      ("find_events", ["confirmationCode", "name"]),
      ("reschedule_event", ["booking", "confirmationCode", "slot", "start", "when"]),
      ("cancel_event", ["booking", "confirmationCode"]),
      ("hold_slot", ["slot", "start", "service", "host"]),
      ("take_message", ["name", "phone", "message"]),
    ] {
      let parameters = tools.tool(name)?["function"]?["parameters"]
      for argument in arguments { #expect(parameters?["properties"]?[argument] != nil, "\(argument)") }
      #expect(parameters?["required"] == nil)
    }
  }

  @Test func `a failed tool is a hint for the model and never spoken over the answer`() throws {
    let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(.none))
    for tool in assistant["model"]?["tools"]?.array ?? [] {
      let messages = tool["messages"]?.array ?? []
      #expect(
        messages.compactMap { $0["type"]?.string } == ["request-start", "request-response-delayed", "request-failed"])
      #expect(messages.last?["role"] == "system")
      #expect(tool["async"] == false)
    }
  }

  @Test func `services and hosts are choices only where there are several`() throws {
    for (count, isChoice) in [(1, false), (2, true)] {
      let desk = try Samples.desk(offerings: count, hosts: count)
      let assistant = TransientAssistant.make(for: desk, settings: Samples.settings(.none))
      let tools = try AssistantTools(assistantReply: ["assistant": assistant])
      for argument in ["service", "host"] {
        let property = tools.tool("create_event")?["function"]?["parameters"]?["properties"]?[argument]
        #expect(property?["enum"]?.array?.count == (isChoice ? count : nil))
      }
    }
  }

  @Test func `the prompt names the local date as Vapi wants it, and the owner's words cannot start a template`() throws
  {
    let desk = try Samples.desk(name: "{{secret}} {% raw %}\nAlder")
    let assistant = TransientAssistant.make(for: desk, settings: Samples.settings(.none))
    let prompt = try #require(assistant["model"]?["messages"]?.array?.first?["content"]?.string)
    #expect(prompt.contains(#"{{"now" | date: "%A, %B %d, %Y, %I:%M %p", "America/New_York"}}"#))
    #expect(prompt.ranges(of: "{{").count == 1)
    #expect(!prompt.contains("{%"))
    for tool in ToolName.allCases { #expect(prompt.contains(tool.rawValue), "\(tool)") }
    #expect(!(assistant["firstMessage"]?.string?.contains("{") ?? true))
  }

  @Test func `a long name is cut to what Vapi takes, counted as Vapi does`() throws {
    for name in [String(repeating: "x", count: 100), String(repeating: "😀", count: 60), "", "{}"] {
      let assistant = TransientAssistant.make(for: try Samples.desk(name: name), settings: Samples.settings(.none))
      let length = try #require(assistant["name"]?.string?.utf16.count)
      #expect((1...40).contains(length))
    }
  }

  @Test func `the largest desk stays within the size`() throws {
    let desk = try Samples.desk(name: String(repeating: "长", count: 500), offerings: 500, hosts: 500)
    let assistant = TransientAssistant.make(for: desk, settings: Samples.settings(.inlineBearer(secret: "s")))
    #expect(assistant.text.utf8.count <= TransientAssistant.maximumBytes)
    let usual = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(.header(secret: "s")))
    #expect(usual.text.utf8.count <= 16_000)
  }

  @Test func `the same desk gives the same bytes, and they are as committed`() throws {
    let assistant = TransientAssistant.make(
      for: try Samples.desk(offerings: 2, hosts: 2), settings: Samples.settings(.inlineBearer(secret: "<secret>")))
    try Golden.expect(assistant, matches: "assistant")
  }

  @Test func `redacted, no secret is shown`() throws {
    for way in try Self.ways() {
      let canary: AssistantAuthentication =
        switch way {
        case .inlineBearer: .inlineBearer(secret: "canary")
        case .inlineSignature: .inlineSignature(try Samples.plan("canary"))
        case .header: .header(secret: "canary")
        case .credential, .none: way
        }
      let assistant = TransientAssistant.make(for: try Samples.desk(), settings: Samples.settings(canary.redacted))
      #expect(!assistant.page.contains("canary"))
    }
  }
}
