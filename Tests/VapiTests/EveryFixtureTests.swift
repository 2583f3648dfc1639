import Desk
import Testing
import Vapi

/// All 46 payloads: every webhook has a committed decoding and reply, every other payload a check of its own.
@Suite struct EveryFixtureTests {
  private static let checks: [String: @Sendable (JSONValue) throws -> Void] = FixtureChecks.all

  @Test func `no payload is forgotten`() throws {
    let examples = try Fixtures.examples()
    let manifest = try #require(try Fixtures.value("vapi/MANIFEST.json")["files"]?.array)
    let listed = manifest.compactMap { $0["file"]?.string }.filter { $0.hasPrefix("examples/") }
      .map { String($0.dropFirst("examples/".count).prefix { $0 != "#" }).replacing(".json", with: "") }
    #expect(Set(listed) == Set(examples))
    #expect(examples.count == 46)
    #expect(Set(examples.filter { !$0.hasPrefix("webhook.") }) == Set(Self.checks.keys))
  }

  @Test func `every webhook is decoded and answered as committed`() throws {
    for name in try Fixtures.examples() where name.hasPrefix("webhook.") && name != "webhook.all-other-types" {
      let message = try WebhookReader.read(try Fixtures.bytes("vapi/examples/\(name).json"))
      try Golden.expect(
        ["decoded": message.described, "reply": try Self.reply(to: message)], matches: "webhooks/\(name)")
    }
  }

  @Test func `every other type is decoded and answered as committed`() throws {
    guard case .object(let messages) = try Fixtures.example("webhook.all-other-types") else {
      Issue.record("the file holds messages by type")
      return
    }
    #expect(messages.count == 29)
    for member in messages {
      let message = try WebhookReader.read(Array(member.value.text.utf8))
      let name = member.name.replacing("[transcriptType=\"final\"]", with: "-final").replacing("#", with: "-")
      try Golden.expect(
        ["decoded": message.described, "reply": try Self.reply(to: message)], matches: "webhooks/types/\(name)")
    }
  }

  @Test func `a written form of any webhook is decoded alike`() throws {
    for name in try Fixtures.examples() where name.hasPrefix("webhook.") && name != "webhook.all-other-types" {
      let value = try Fixtures.example(name)
      let message = try WebhookReader.read(try Fixtures.bytes("vapi/examples/\(name).json"))
      #expect(try WebhookMessage.parsing(value.text) == message)
      #expect(try WebhookMessage.parsing(value.page) == message)
    }
  }

  @Test func `every other payload passes its check`() throws {
    for (name, check) in Self.checks { try check(try Fixtures.example(name)) }
  }

  /// What a server with a fixed answer would reply.
  private static func reply(to message: WebhookMessage) throws -> JSONValue {
    let answers = [
      Answer(.offered, "Open on Tuesday, November 24: 2:00 PM, 3:30 PM.", facts: ["date": "2026-11-24"]),
      Answer(.ask, "Which day would you like?"),
    ]
    let reply: WebhookReply
    switch message {
    case .toolCalls(let calls, _):
      reply = .results(calls.enumerated().map { ($1, answers[$0 % answers.count]) })
    case .functionCall(let call, _): reply = .legacyResult(call, answers[0])
    case .assistantRequest:
      let assistant = TransientAssistant.make(
        for: try Samples.desk(), settings: Samples.settings(.credential(id: "550e8400-e29b-41d4-a716-446655440000")))
      reply = .assistant(assistant)
    case .callBegan, .callEnded, .callReported: reply = .acknowledgement(of: message.type)
    case .other(let type, _): reply = .acknowledgement(of: type)
    }
    return ["contentType": .string(reply.contentType), "body": .string(String(decoding: reply.body, as: UTF8.self))]
  }
}
