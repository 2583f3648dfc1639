import Foundation

/// Bodies as Vapi sends them.
enum Webhooks {
  static func toolCall(
    id: String = "call_1", name: String = "check_availability", arguments: String = "{}", extra: String = ""
  ) -> String {
    """
    {"message":{"type":"tool-calls","call":{"id":"c1"},\(extra)"toolCallList":[{"id":"\(id)","type":"function",\
    "function":{"name":"\(name)","arguments":\(arguments)}}]}}
    """
  }

  static func message(_ type: String, extra: String = "") -> String {
    #"{"message":{"type":"\#(type)","call":{"id":"c1"}\#(extra)}}"#
  }

  /// A committed payload of Vapi's, as raw text.
  static func fixture(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The payloads of every other type, by name.
  static func others() throws -> [(name: String, body: String)] {
    let data = Data(try fixture("webhook.all-other-types.json").utf8)
    guard let all = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { return [] }
    return try all.sorted { $0.key < $1.key }.map {
      ($0.key, String(decoding: try JSONSerialization.data(withJSONObject: $0.value), as: UTF8.self))
    }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "VapiTests/Fixtures/vapi/examples")
}
