import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import Scheduling
import Vapi

/// Plays Vapi towards a webhook: one phone call, over HTTP, each message sent exactly as the assistant said that it should
/// be. What the assistant forgot to say is not made up for.
struct VapiCaller: Sendable {
  let http: HTTPClient
  let clock: any Timekeeper
  let randomness: Randomness
  let scene: CallScene
  /// The `server` of the phone number that was called: where `assistant-request` goes, and with which headers.
  let numberServer: JSONValue
  /// The credentials of the account at Vapi, by id.
  var credentials: [String: CredentialPlan] = [:]

  /// What came back, and how long it took.
  struct Exchange: Sendable {
    let status: Int
    let reply: JSONValue
    let body: [UInt8]
    let duration: Duration
  }

  /// Asks the server for an assistant, as Vapi does when a call comes in.
  func requestAssistant() async throws -> (tools: AssistantTools, exchange: Exchange) {
    let credential = numberServer["credentialId"]?.string.flatMap { credentials[$0] }
    guard let request = ToolRequest(server: numberServer, credential: credential) else {
      throw CommandFailure("The phone number has no server URL.")
    }
    let exchange = try await send(scene.assistantRequest(at: clock.now()), to: request)
    guard exchange.status == 200 else {
      throw CommandFailure(Self.refusal(of: "assistant-request", exchange.status))
    }
    do throws(AssistantReplyFailure) {
      return (try AssistantTools(assistantReply: exchange.reply), exchange)
    } catch {
      switch error {
      case .refused(let sentence): throw CommandFailure("The call was refused: \(sentence)")
      case .noAssistant: throw CommandFailure("The webhook's answer to assistant-request holds no assistant.")
      }
    }
  }

  /// Calls tools, all in one message, as the model would.
  func call(_ asked: [CallScene.Asked], of tools: AssistantTools) async throws -> Exchange {
    guard let first = asked.first else { throw CommandFailure("There is no tool to call.") }
    guard let request = tools.request(for: first.name, phoneNumberServer: numberServer, credential: credential) else {
      throw CommandFailure("The assistant has no tool \(first.name), or no server for it.")
    }
    return try await send(scene.toolCalls(asked, of: tools, at: clock.now()), to: request)
  }

  /// Tells of the call's state, if the assistant wants to hear of it.
  func report(_ status: String, endedReason: String? = nil, of tools: AssistantTools) async throws -> Exchange? {
    guard
      let request = tools.request(forMessage: "status-update", phoneNumberServer: numberServer, credential: credential)
    else { return nil }
    let message = scene.statusUpdate(
      status, endedReason: endedReason, assistant: tools.assistant, at: clock.now())
    return try await send(message, to: request)
  }

  /// Hangs up.
  func hangUp(of tools: AssistantTools) async throws -> Exchange? {
    _ = try await report("ended", endedReason: "customer-ended-call", of: tools)
    guard
      let request = tools.request(
        forMessage: "end-of-call-report", phoneNumberServer: numberServer, credential: credential)
    else { return nil }
    return try await send(scene.endOfCallReport(assistant: tools.assistant, at: clock.now()), to: request)
  }

  /// Sends any message to the number's own server.
  func send(_ message: JSONValue, to request: ToolRequest) async throws -> Exchange {
    let body = Array(message.text.utf8)
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = .POST
    for header in request.headers(for: body, at: clock.now(), messageID: randomness.hexadecimal(bytes: 8)) {
      outgoing.headers.add(name: header.name, value: header.value)
    }
    outgoing.body = .bytes(ByteBuffer(bytes: body))
    let start = clock.uptime()
    let response = try await http.execute(outgoing, timeout: .seconds(20))
    let received = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    let duration = clock.uptime() - start
    let reply: JSONValue
    do { reply = try JSONValue(parsing: received, limits: .stored) } catch { reply = .null }
    return Exchange(status: Int(response.status.code), reply: reply, body: received, duration: duration)
  }

  private func credential(_ id: String) -> CredentialPlan? { credentials[id] }
}

extension VapiCaller {
  /// What a status other than 200 means.
  static func refusal(of what: String, _ status: Int) -> String {
    let meaning = status == 401 ? ": the secret or signature is missing or not the right one" : ""
    return "The webhook answered \(what) with HTTP \(status)\(meaning)."
  }

  /// One tool's answer within a reply to `tool-calls`: the spoken line and whether it was an error.
  static func answer(to id: ToolCallID, in reply: JSONValue) -> (line: String, isError: Bool, facts: JSONValue?)? {
    let result = reply["results"]?.array?.first { $0["toolCallId"]?.string == id.rawValue }
    if let line = result?["result"]?.string { return (line, false, result?["metadata"]) }
    if let line = result?["error"]?.string { return (line, true, result?["metadata"]) }
    return nil
  }
}
