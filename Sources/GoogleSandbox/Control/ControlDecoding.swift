import Foundation

/// Reading control bodies, and saying what is wrong with one.
enum ControlDecoding {
  static func decode<Value: Decodable>(_: Value.Type, _ json: JSON) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.bytes))
  }

  static func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing"
    case .typeMismatch(let type, let context): "\(path(context.codingPath)) is not of type \(type)"
    case .valueNotFound(let type, let context): "\(path(context.codingPath)) is null where \(type) is wanted"
    case .dataCorrupted(let context): "\(path(context.codingPath)) is wrong: \(context.debugDescription)"
    @unknown default: "the body is wrong"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.isEmpty ? "the body" : keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
