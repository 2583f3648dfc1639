import Desk
import Testing
import Vapi

@Suite struct AssistantPushTests {
  private static let tools = [
    "tool check_availability", "tool hold_slot", "tool create_event", "tool find_events", "tool reschedule_event",
    "tool cancel_event", "tool take_message",
  ]

  @Test func `the first push makes the tools, then the assistant with them, then gives it the desk's number`()
    async throws
  {
    let scene = try PushScene()
    let number = scene.api.put(
      .phoneNumber, ["provider": "twilio", "number": "+14155550100", "twilioAuthToken": "canary"])
    let pushed = try await scene.push()
    #expect(pushed.changed == Self.tools + ["assistant Alder Dental", "number …00"])
    #expect(pushed.notes == [])
    let assistant = try scene.assistant()
    let ids = scene.api.objects(.tool).compactMap { $0["id"] }
    #expect(assistant["model"]?["toolIds"]?.array == ids && ids.count == 7)
    #expect(assistant["model"]?["tools"] == nil && assistant["credentials"] == nil)
    #expect(assistant["serverMessages"] == ["tool-calls", "status-update", "end-of-call-report"])
    #expect(assistant["metadata"]?["frontdesk"]?["desk"] == "alder")
    #expect(scene.api.objects(.phoneNumber).first?["assistantId"] == assistant["id"])
    #expect(
      scene.api.writes.last
        == PaperAPI.Asked(
          method: .patch, path: "phone-number/\(number)",
          body: ["provider": "twilio", "assistantId": assistant["id"] ?? .null]))
    for tool in scene.api.objects(.tool) {
      #expect(tool["parameters"] == [["key": "caller_number", "value": "{{customer.number}}"]])
      #expect(tool["server"]?["credentialId"] == "credential-1" && tool["server"]?["timeoutSeconds"] == 20)
      #expect(tool["messages"]?.array?.first?["type"] == "request-start")
    }
    let prompt = try #require(assistant["model"]?["messages"]?.array?.first?["content"]?.string)
    #expect(prompt.hasPrefix("<frontdesk>\n") && prompt.hasSuffix("\n</frontdesk>"))
  }

  @Test func `a second push writes nothing, and asks the same as the first would`() async throws {
    let scene = try PushScene()
    scene.api.put(.phoneNumber, ["provider": "vapi", "number": "14155550100"])
    try await scene.push()
    scene.api.meet { _, _ in nil }
    let again = try await scene.push()
    #expect(again.changed == [] && again.steps.count == 9)
    #expect(scene.api.writes == [])
  }

  @Test func `a rehearsal says what a push would do and writes nothing`() async throws {
    let scene = try PushScene()
    scene.api.put(.phoneNumber, ["provider": "vapi", "number": "+14155550100"])
    let rehearsed = try await scene.rehearse()
    #expect(scene.api.writes == [])
    let pushed = try await scene.push()
    #expect(rehearsed.changed == pushed.changed)
  }

  /// Whatever is lost from some request on, the next push ends in the state of one that went through.
  @Test(arguments: [PaperAPI.Fault.status(500), .lostBefore, .lostAfter, .notSent, .status(401), .status(429)])
  func `a push that failed anywhere is ended by the next, and nothing is made twice`(_ fault: PaperAPI.Fault)
    async throws
  {
    let whole = try PushScene()
    whole.api.put(.phoneNumber, ["provider": "vapi", "number": "+14155550100"])
    try await whole.push()
    let requests = whole.api.asked.count
    for first in 0..<requests {
      let scene = try PushScene()
      scene.api.put(.phoneNumber, ["provider": "vapi", "number": "+14155550100"])
      scene.api.meet { index, _ in
        if index == first { return fault }
        return index > first ? .notSent : nil
      }
      await #expect(throws: VapiFailure.self) { try await scene.push() }
      scene.api.meet { _, _ in nil }
      try await scene.push()
      let counts = VapiCollection.allCases.map { scene.api.objects($0).count }
      #expect(counts == [1, 7, 1], "from request \(first)")
      #expect(try await scene.rehearse().changed == [], "from request \(first)")
    }
  }

  @Test(arguments: [PaperAPI.Fault.status(500), .lostBefore, .lostAfter, .notSent, .status(429, retryAfter: "2")])
  func `one failure at any request is overcome within the push`(_ fault: PaperAPI.Fault) async throws {
    for first in 0..<12 {
      let scene = try PushScene()
      scene.api.put(.phoneNumber, ["provider": "vapi", "number": "+14155550100"])
      scene.api.meet { index, _ in index == first ? fault : nil }
      try await scene.push()
      #expect(VapiCollection.allCases.map { scene.api.objects($0).count } == [1, 7, 1], "at request \(first)")
      #expect(scene.clock.pauses.count == 1)
      if case .status(429, _) = fault { #expect(scene.clock.pauses == [.seconds(2)]) }
    }
  }

  @Test func `two desks in one account do not touch each other's`() async throws {
    let first = try PushScene()
    try await first.push()
    let before = first.api.objects(.tool)
    let second = try PushScene(name: "Birch Dental", key: "birch", in: first.api)
    let pushed = try await second.push()
    #expect(pushed.changed.count == 8)
    #expect(Array(first.api.objects(.tool).prefix(7)) == before)
    #expect(try await first.rehearse().changed == [])
  }

  @Test func `what is on later pages is found`() async throws {
    var scene = try PushScene()
    scene.pageSize = 3
    try await scene.push()
    for index in 0..<10 {
      scene.api.put(.assistant, ["name": .string("Other \(index)")])
      scene.api.put(.tool, ["type": "endCall"])
    }
    #expect(try await scene.rehearse().changed == [])
  }

  @Test func `an address that has changed is changed everywhere, and what is there is used on`() async throws {
    var scene = try PushScene()
    try await scene.push()
    scene.publicURL = "https://new.example.com"
    let pushed = try await scene.push()
    #expect(pushed.changed == Self.tools + ["assistant Alder Dental"])
    #expect(scene.api.objects(.tool).count == 7 && scene.api.objects(.assistant).count == 1)
    #expect(
      pushed.lines.allSatisfy {
        $0 == "~ server.url: \"https://desk.example.com/webhook/vapi/alder\" → "
          + "\"https://new.example.com/webhook/vapi/alder\""
      })
  }

  @Test func `a tool that was removed is made again and takes the place of its id`() async throws {
    let scene = try PushScene()
    try await scene.push()
    let gone = try #require(try scene.tool("create_event")["id"]?.string)
    scene.api.remove(.tool, gone)
    let pushed = try await scene.push()
    #expect(pushed.changed == ["tool create_event", "assistant Alder Dental"])
    let ids = try #require(try scene.assistant()["model"]?["toolIds"]?.array)
    #expect(ids.count == 7 && !ids.contains(.string(gone)))
  }

  @Test func `of several assistants with the desk's mark one must be named`() async throws {
    var scene = try PushScene()
    try await scene.push()
    let copy = scene.api.put(.assistant, try scene.assistant())
    let first = try #require(try scene.assistant()["id"]?.string)
    await #expect(throws: VapiFailure.several([first, copy].sorted())) { try await scene.push() }
    scene.adopted = first
    #expect(try await scene.push().changed == [])
    scene.adopted = "nobody"
    await #expect(throws: VapiFailure.notFound(.assistant)) { try await scene.push() }
  }

  @Test func `an assistant that was pasted from the page becomes the desk's, its inline tools replaced`() async throws {
    let scene = try PushScene()
    let settings = AssistantSettings(publicURL: scene.publicURL, authentication: .inlineBearer(secret: "s"))
    let mine: JSONValue = ["function": ["name": "mine"], "type": "function"]
    var pasted = TransientAssistant.make(for: scene.desk, settings: settings)
    let tools = pasted["model"]?["tools"]?.array ?? []
    pasted = PaperAPI.set(pasted, "model", PaperAPI.set(pasted["model"] ?? .null, "tools", .array(tools + [mine])))
    let id = scene.api.put(.assistant, pasted)
    try await scene.push()
    let assistant = try scene.assistant()
    #expect(assistant["id"]?.string == id && scene.api.objects(.assistant).count == 1)
    #expect(assistant["model"]?["tools"] == [mine])
    #expect(assistant["model"]?["messages"]?.array?.count == 1)
    #expect(try await scene.rehearse().changed == [])
  }

  @Test func `an assistant that only has the desk's name is left alone and noted`() async throws {
    let scene = try PushScene()
    let stranger = scene.api.put(.assistant, ["name": "Alder Dental", "firstMessage": "Hi"])
    let pushed = try await scene.push()
    #expect(scene.api.objects(.assistant).count == 2)
    #expect(pushed.notes.contains { $0.contains(stranger) && $0.contains("--assistant") })
    #expect(try scene.assistant()["firstMessage"] == "Hi")
  }
}
