import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import Scheduling
import Vapi

/// Sends tool calls as Vapi does, and writes down what came of each.
struct Telephone: Sendable {
  let http: HTTPClient
  let ports: [Int]
  let secret: String
  let transcript: Transcript
  private let tools: AssistantTools
  private let deadline: Duration
  private let bookingDeadline: Duration

  /// Vapi's own patience.
  static let patience = TimeAmount.seconds(20)

  init(
    http: HTTPClient, ports: [Int], secret: String, transcript: Transcript, deadline: Duration,
    bookingDeadline: Duration
  ) throws {
    self.http = http
    self.ports = ports
    self.secret = secret
    self.transcript = transcript
    self.deadline = deadline
    self.bookingDeadline = bookingDeadline
    tools = try AssistantTools(assistantReply: ["assistant": [:]])
  }

  /// One tool call within a telephone call.
  struct Request: Sendable {
    let intent: Intent
    let call: String
    let delivery: String
    let tool: String
    let arguments: JSONValue
    let server: Int
    /// After so long the caller closes the socket.
    var patience: Duration?
  }

  func ask(_ request: Request) async -> Exchange {
    let sent = Instant.now
    let ending = await ending(of: request, at: sent)
    return transcript.note { number in
      Exchange(
        number: number, intent: request.intent.id, call: request.call, delivery: request.delivery, tool: request.tool,
        server: request.server, sent: sent, ended: .now, limit: limit(of: request.tool), ending: ending)
    }
  }

  private func limit(of tool: String) -> Duration {
    tool == "create_event" || tool == "reschedule_event" ? bookingDeadline : deadline
  }

  private func ending(of request: Request, at now: Instant) async -> Exchange.Ending {
    let asked = CallScene.Asked(
      id: ToolCallID(request.delivery), name: request.tool, arguments: request.arguments)
    let body = scene(request.call, request.intent.caller, at: now).toolCalls([asked], of: tools, at: now).text
    do {
      guard let patience = request.patience else { return try await reply(to: body, request.server) }
      return try await withThrowingTaskGroup(of: Exchange.Ending.self) { group in
        group.addTask { try await reply(to: body, request.server) }
        group.addTask {
          try await Task.sleep(for: patience)
          return .abandoned
        }
        defer { group.cancelAll() }
        return try await group.next() ?? .abandoned
      }
    } catch {
      return .broken("\(error)")
    }
  }

  private func reply(to body: String, _ server: Int) async throws -> Exchange.Ending {
    let (status, bytes) = try await send(body, to: server)
    return .answered(Reply(status: status, body: bytes))
  }

  /// Tells the desk that the call has ended.
  func hangUp(_ call: String, from caller: String, server: Int) async throws -> Bool {
    let body = scene(call, caller, at: .now).endOfCallReport(assistant: tools.assistant, at: .now).text
    return try await send(body, to: server).status == 200
  }

  private func scene(_ call: String, _ caller: String, at now: Instant) -> CallScene {
    CallScene(call: CallID(call), organisation: "soak", began: now, caller: caller, called: "+12125550100")
  }

  private func send(_ body: String, to server: Int) async throws -> (status: Int, body: [UInt8]) {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(ports[server])/webhook/vapi/\(Town.desk)")
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(secret)")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: body))
    let response = try await http.execute(request, timeout: Self.patience)
    let bytes = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    return (Int(response.status.code), bytes)
  }
}
