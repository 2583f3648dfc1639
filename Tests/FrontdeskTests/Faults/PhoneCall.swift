import Desk
import Foundation
import NIOHTTP1
import Scheduling
import Testing
import Vapi

@testable import FrontdeskCommands

/// One telephone call to the demo's desk, as the assistant makes it: every tool call is a webhook over HTTP.
struct PhoneCall: Sendable {
  let caller: VapiCaller
  let tools: AssistantTools

  /// What one tool call was told.
  struct Told: Sendable, CustomStringConvertible {
    let outcome: AnswerKind?
    let line: String
    let facts: JSONValue
    let status: Int
    let duration: Duration
    let body: [UInt8]

    var description: String { "\(outcome?.rawValue ?? "nothing") after \(duration): \(line)" }
    var code: String? { facts["confirmationCode"]?.string }
  }

  /// - Parameter port: of the server that it reaches, whose assistant names the same for its tools.
  static func begin(
    _ scene: Scene, _ call: String = "call-1", from number: String = "+14155550123", at port: Int? = nil
  ) async throws -> PhoneCall {
    let caller = scene.caller(call, from: number, at: port)
    return PhoneCall(caller: caller, tools: try await caller.requestAssistant().tools)
  }

  /// - Parameter id: the tool call's; the same again is the same delivery.
  func ask(_ tool: String, _ arguments: JSONValue, id: String) async throws -> Told {
    let asked = CallScene.Asked(id: ToolCallID(id), name: tool, arguments: arguments)
    let exchange = try await caller.call([asked], of: tools)
    let answer = try #require(VapiCaller.answer(to: asked.id, in: exchange.reply), "no answer to \(tool)")
    return Told(
      outcome: answer.facts?["outcome"]?.string.flatMap(AnswerKind.init(rawValue:)), line: answer.line,
      facts: answer.facts ?? .null, status: exchange.status, duration: exchange.duration, body: exchange.body)
  }

  func book(_ slot: String, id: String = "book", email: String? = nil) async throws -> Told {
    try await ask(
      "create_event", ["slot": .string(slot), "name": "Ada", "email": email.map { .string($0) } ?? .null], id: id)
  }

  /// Asks again and again, as the answer *please stay* says, until there is another answer.
  func bookPatiently(
    _ slot: String, email: String? = nil, within patience: Duration = .seconds(60)
  ) async throws -> [Told] {
    var all: [Told] = []
    _ = try await eventually("the booking is not settled", within: patience, otherwise: { "\(all)" }) { () -> Bool? in
      let told = try await book(slot, id: "book-\(all.count)", email: email)
      all.append(told)
      return told.outcome == .stay || told.outcome == .held ? nil : true
    }
    return all
  }

  /// One message that says that the call has ended.
  func hangUp() async throws -> VapiCaller.Exchange? {
    try await caller.report("ended", endedReason: "customer-ended-call", of: tools)
  }

  /// The open times of the next days, by their slots.
  func slots() async throws -> [(slot: String, start: String, end: String)] {
    let told = try await ask("check_availability", [:], id: "check-\(Randomness.system.hexadecimal(bytes: 4))")
    return (told.facts["slots"]?.array ?? []).compactMap { slot in
      guard let code = slot["slot"]?.string, let start = slot["start"]?.string, let end = slot["end"]?.string else {
        return nil
      }
      return (code, start, end)
    }
  }
}

extension DemoGoogle {
  /// From now on these faults strike, in order (`PUT /sandbox/faults`).
  func setFaults(_ json: String) async throws { try await put("/sandbox/faults", json) }

  /// From now on it behaves so where its behaviour is doubtful (`PUT /sandbox/settings`).
  func setBehaviour(_ json: String) async throws { try await put("/sandbox/settings", json) }

  private func put(_ path: String, _ json: String) async throws {
    _ = try await control(.PUT, path, JSONValue(parsing: Array(json.utf8), limits: .stored))
  }

  /// Live events with this program's mark, and those without.
  func live(of account: String = DemoDesk.owner) async throws -> [Event] {
    try await events(of: account).filter { !$0.isCancelled }
  }
}
