import Desk
import Foundation
import NIOCore
import Scheduling
import Vapi

/// Makes `tool-calls` as Vapi sends them in the middle of a call: the longer the call, the longer the transcript in them.
struct Webhooks: Sendable {
  let tools: AssistantTools

  /// With the assistant that the server itself hands out.
  init(_ server: Server) async throws {
    let scene = Self.scene("bench-assistant")
    let request = Self.request(
      scene.assistantRequest(at: Self.now).text, path: "/webhook/vapi/\(Town.checkingDesk)", server)
    let answer = KeptAnswer()
    _ = try await LoadPlan(
      port: server.port, connections: 1, request: { _, index in index == 0 ? request : nil },
      judge: { status, body in answer.take(status, body) }
    ).run().checked("assistant-request")
    tools = try AssistantTools(assistantReply: JSONValue(parsing: answer.bytes, limits: .stored))
  }

  /// With no assistant in them: the shortest there are.
  init() throws { tools = try AssistantTools(assistantReply: ["assistant": [:]]) }

  /// A body of about that many bytes, or as long as it must be.
  ///
  /// - Parameter caller: the last seven digits of the caller's number.
  func body(
    call: String, toolCall: String, tool: String, _ arguments: JSONValue, caller: Int = 5_550_123, size: Int
  ) -> String {
    let asked = CallScene.Asked(id: ToolCallID(toolCall), name: tool, arguments: arguments)
    let message = Self.scene(call, caller: caller).toolCalls([asked], of: tools, at: Self.now)
    let bare = message.text.utf8.count
    return message.saying(Self.transcript(size - bare)).text
  }

  /// The whole HTTP request.
  static func request(_ body: String, path: String, _ server: Server) -> ByteBuffer {
    ByteBuffer(
      string: """
        POST \(path) HTTP/1.1\r
        Host: 127.0.0.1:\(server.port)\r
        Authorization: Bearer \(server.secret)\r
        Content-Type: application/json\r
        Content-Length: \(body.utf8.count)\r
        \r
        \(body)
        """)
  }

  private static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }

  private static func scene(_ call: String, caller: Int = 5_550_123) -> CallScene {
    CallScene(
      call: CallID(call), organisation: "bench", began: now, caller: "+1415\(caller)", called: "+12125550100")
  }

  private static let lines = [
    "Good morning, this is the appointment desk. What can I do for you?",
    "Hi! I'd like to come in some time next week, preferably in the morning, if that's possible.",
    "Let me look. I have \"Wednesday at nine\" or Thursday at half past ten; which one suits you better?",
    "Hmm, Wednesday … no, wait, that's the day of the café opening. Could you look at Thursday again?",
  ]

  /// What was said so far, in about so many bytes.
  private static func transcript(_ size: Int) -> [JSONValue] {
    var messages: [JSONValue] = []
    var left = size
    while left > 0 {
      let number = messages.count
      let message: JSONValue = [
        "role": number % 2 == 0 ? "bot" : "user", "message": .string(lines[number % lines.count]),
        "time": .integer(1_700_000_000_000 + Int64(number) * 4200),
        "secondsFromStart": .number(Double(number) * 4.2 + 0.6),
        "endTime": .integer(1_700_000_003_000 + Int64(number) * 4200), "duration": .integer(3000), "source": "",
      ]
      left -= message.text.utf8.count + 1
      if left >= 0 || messages.isEmpty && size > 200 { messages.append(message) }
    }
    return messages
  }
}

extension JSONValue {
  /// The same message with `artifact.messages`.
  fileprivate func saying(_ messages: [JSONValue]) -> JSONValue {
    replacing("message") { $0.replacing("artifact") { $0.replacing("messages") { _ in .array(messages) } } }
  }

  private func replacing(_ name: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.name == name ? Member(name, change($0.value)) : $0 })
  }
}
