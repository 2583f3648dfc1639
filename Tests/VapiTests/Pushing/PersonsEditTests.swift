import Desk
import Testing
import Vapi

/// What a person has set at Vapi survives every push.
@Suite struct PersonsEditTests {
  @Test func `members that are not ours stay as they are`() async throws {
    let scene = try PushScene()
    try await scene.push()
    let assistant = try scene.assistant()
    scene.edit(.assistant, assistant, "maxDurationSeconds", 900)
    scene.edit(.assistant, assistant, "hooks", [])
    scene.edit(.assistant, assistant, "serverMessages", ["hang", "tool-calls"])
    scene.edit(.assistant, assistant, "metadata", PaperAPI.set(assistant["metadata"] ?? .null, "team", "north"))
    var model = PaperAPI.set(assistant["model"] ?? .null, "maxTokens", 300)
    model = PaperAPI.set(model, "toolIds", .array([.string(scene.api.put(.tool, ["type": "endCall"]))]))
    scene.edit(.assistant, assistant, "model", model)
    let pushed = try await scene.push()
    #expect(pushed.changed == ["assistant Alder Dental"])
    let after = try scene.assistant()
    #expect(after["maxDurationSeconds"] == 900 && after["hooks"] == [])
    #expect(after["serverMessages"] == ["hang", "tool-calls", "status-update", "end-of-call-report"])
    #expect(after["metadata"]?["team"] == "north" && after["metadata"]?["frontdesk"]?["desk"] == "alder")
    #expect(after["model"]?["maxTokens"] == 300)
    #expect(after["model"]?["toolIds"]?.array?.count == 8)
    #expect(try await scene.rehearse().changed == [])
  }

  @Test func `a tool's own additions stay`() async throws {
    let scene = try PushScene()
    try await scene.push()
    let tool = try scene.tool("create_event")
    let server = PaperAPI.set(tool["server"] ?? .null, "headers", ["x-team": "north"])
    scene.edit(.tool, tool, "server", PaperAPI.set(server, "timeoutSeconds", 3))
    scene.edit(.tool, tool, "parameters", [["key": "campaign", "value": "spring"]])
    let plan: JSONValue = ["conditions": []]
    scene.edit(.tool, tool, "rejectionPlan", plan)
    let description = PaperAPI.set(tool["function"] ?? .null, "description", "Books.")
    scene.edit(.tool, tool, "function", PaperAPI.set(description, "strict", false))
    let pushed = try await scene.push()
    #expect(pushed.changed == ["tool create_event"])
    let after = try scene.tool("create_event")
    #expect(after["rejectionPlan"] == plan && after["server"]?["headers"] == ["x-team": "north"])
    #expect(after["server"]?["timeoutSeconds"] == 20, "the desk's deadlines count on it")
    #expect(after["parameters"]?.array?.compactMap { $0["key"] } == ["campaign", "caller_number"])
    #expect(after["function"]?["description"] == tool["function"]?["description"])
    #expect(after["function"]?["strict"] == false)
    #expect(try await scene.rehearse().changed == [])
  }

  @Test(arguments: ["name", "firstMessage", "voice"])
  func `what they have changed of ours is kept and noted, and ours follows where they have not`(_ place: String)
    async throws
  {
    var scene = try PushScene()
    try await scene.push()
    let theirs: JSONValue =
      place == "voice" ? ["provider": "vapi", "voiceId": "Elliot", "version": 2] : "As I want it"
    scene.edit(.assistant, try scene.assistant(), place, theirs)
    scene.desk = try PushScene.desk("Alder & Sons", "alder")
    let pushed = try await scene.push()
    #expect(pushed.notes.contains { $0.contains("Kept") && $0.contains(place) })
    let after = try scene.assistant()
    #expect(after[place] == theirs)
    if place != "name" { #expect(after["name"] == "Alder & Sons") }
    if place != "firstMessage" { #expect(after["firstMessage"]?.string?.contains("Alder & Sons") ?? false) }
    #expect(try await scene.rehearse().changed == [])
  }

  @Test func `what a server adds to ours does not make it a person's`() async throws {
    var scene = try PushScene()
    try await scene.push()
    let assistant = try scene.assistant()
    scene.edit(.assistant, assistant, "model", PaperAPI.set(assistant["model"] ?? .null, "numFastTurns", 0))
    #expect(try await scene.rehearse().changed == [])
    scene.model = "gpt-4.1"
    let pushed = try await scene.push()
    #expect(pushed.lines.contains("~ model.model: \"gpt-4.1-mini-2025-04-14\" → \"gpt-4.1\""))
    #expect(try scene.assistant()["model"]?["numFastTurns"] == 0)
  }

  @Test func `a model that they have chosen stays, with our prompt and tools on it`() async throws {
    var scene = try PushScene()
    try await scene.push()
    let assistant = try scene.assistant()
    let theirs: JSONValue = [
      "provider": "anthropic", "model": "claude-sonnet-4-6", "messages": assistant["model"]?["messages"] ?? .null,
    ]
    scene.edit(.assistant, assistant, "model", theirs)
    scene.model = "gpt-4.1"
    let pushed = try await scene.push()
    #expect(pushed.notes == ["Kept as somebody has changed it at Vapi: model."] + pushed.notes.dropFirst())
    let model = try #require(try scene.assistant()["model"])
    #expect(model["provider"] == "anthropic" && model["toolIds"]?.array?.count == 7)
  }

  @Test func `what a tool says meanwhile is kept once they have changed it`() async throws {
    let scene = try PushScene()
    try await scene.push()
    let said: JSONValue = [["type": "request-start", "content": "Bear with me.", "blocking": false]]
    scene.edit(.tool, try scene.tool("hold_slot"), "messages", said)
    let pushed = try await scene.push()
    #expect(pushed.changed == [] && pushed.notes.contains { $0.contains("messages.hold_slot") })
    #expect(try scene.tool("hold_slot")["messages"] == said)
  }

  @Test func `text around our part of the prompt stays, and our part is renewed`() async throws {
    var scene = try PushScene()
    try await scene.push()
    let assistant = try scene.assistant()
    let ours = try #require(assistant["model"]?["messages"]?.array?.first?["content"]?.string)
    let written = "Be brief.\n" + ours.replacing("ask one thing", with: "ask ten things") + "\nParking is free."
    let messages: JSONValue = [
      ["role": "system", "content": .string(written)], ["role": "assistant", "content": "Hi"],
    ]
    scene.edit(.assistant, assistant, "model", PaperAPI.set(assistant["model"] ?? .null, "messages", messages))
    scene.desk = try PushScene.desk("Alder Dental", "alder", offerings: 3)
    let rehearsed = try await scene.rehearse()
    #expect(rehearsed.lines.contains("  + - Check-up 2 (service service-2), 30 minutes, or 60"))
    try await scene.push()
    let after = try #require(try scene.assistant()["model"]?["messages"]?.array)
    let prompt = try #require(after.first?["content"]?.string)
    #expect(after.count == 2 && prompt.hasPrefix("Be brief.\n<frontdesk>") && prompt.hasSuffix("\nParking is free."))
    #expect(prompt.contains("ask one thing") && prompt.contains("service-2"))
  }

  @Test func `a prompt that is a person's own follows ours when their assistant is taken over`() async throws {
    var scene = try PushScene()
    let model: JSONValue = [
      "provider": "openai", "model": "gpt-4o", "messages": [["role": "system", "content": "You are Ada."]],
    ]
    scene.adopted = scene.api.put(.assistant, ["name": "Ada", "model": model])
    try await scene.push()
    let prompt = try #require(try scene.assistant()["model"]?["messages"]?.array?.first?["content"]?.string)
    #expect(prompt.hasSuffix("</frontdesk>\n\nYou are Ada."))
    #expect(try scene.assistant()["name"] == "Ada")
    scene.adopted = nil
    #expect(try await scene.rehearse().changed == [])
  }

  @Test func `a number that something else answers is left to it and noted`() async throws {
    let scene = try PushScene()
    scene.api.put(.phoneNumber, ["provider": "vapi", "number": "+14155550100", "squadId": "squad-1"])
    let pushed = try await scene.push()
    #expect(pushed.notes.contains { $0.contains("…00") })
    #expect(scene.api.objects(.phoneNumber).first?["assistantId"] == nil)
  }

  @Test func `a number is had from Vapi only when it is asked for, and only once`() async throws {
    var scene = try PushScene()
    #expect(try await scene.push().notes.contains { $0.contains("--area-code") })
    scene.areaCode = "415"
    #expect(try await scene.push().changed == ["number in the area 415"])
    #expect(try await scene.push().changed == [])
    #expect(scene.api.objects(.phoneNumber).count == 1)
  }

  @Test func `no secret is shown among the changes, and a credential takes the header's place`() async throws {
    var scene = try PushScene()
    scene.authentication = .header(secret: "canary-one")
    try await scene.push()
    scene.authentication = .header(secret: "canary-two")
    let renewed = try await scene.push()
    #expect(renewed.changed.count == 8 && !renewed.lines.contains { $0.contains("canary") })
    #expect(renewed.lines.allSatisfy { $0.hasPrefix("~ server.headers.X-Vapi-Secret: ") })
    scene.authentication = .credential(id: "credential-1")
    let pushed = try await scene.push()
    #expect(!pushed.lines.contains { $0.contains("canary") })
    for object in scene.api.objects(.tool) + scene.api.objects(.assistant) {
      #expect(object["server"]?["headers"] == nil && object["server"]?["credentialId"] == "credential-1")
    }
  }
}
