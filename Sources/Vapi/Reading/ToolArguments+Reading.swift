import Desk

extension ToolArguments {
  /// Arguments as they stand in the message: an object, or a string that holds one. An empty string and a string that
  /// holds `null` are no arguments.
  init(raw bytes: Span<UInt8>) {
    do throws(JSONFailure) {
      switch bytes[0] {
      case UInt8(ascii: "{"): self = .object(try JSONValue(parsing: bytes, limits: .arguments))
      case UInt8(ascii: "\""): self = try .init(text: JSONValue(parsing: bytes, limits: .quoted).string ?? "")
      default: self = .unreadable(Self.notAnObject)
      }
    } catch {
      self = .unreadable(Self.sentence(for: error))
    }
  }

  /// The string form. A model may have quoted the object twice.
  private init(text: String) throws(JSONFailure) {
    var text = text
    for _ in 0..<2 {
      if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { break }
      switch try JSONValue(parsing: text, limits: text.utf8.first == UInt8(ascii: "\"") ? .quoted : .arguments) {
      case .object(let members):
        self = .object(.object(members))
        return
      case .string(let inner): text = inner
      case .null: text = ""
      default:
        self = .unreadable(Self.notAnObject)
        return
      }
    }
    let isEmpty = text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    self = isEmpty ? .object(.object([])) : .unreadable(Self.notAnObject)
  }

  private static let notAnObject =
    "The arguments were not a JSON object. Call the tool again with one JSON object of named arguments."

  private static func sentence(for failure: JSONFailure) -> String {
    switch failure {
    case .malformed: "The arguments were not valid JSON. Call the tool again with one JSON object of named arguments."
    case .tooDeep: "The arguments were nested too deeply. Call the tool again with plain named arguments."
    case .tooManyMembers: "There were too many arguments. Call the tool again with only those that it names."
    case .stringTooLong: "One of the arguments was too long. Call the tool again with a shorter text."
    case .tooLong: "The arguments were too long. Call the tool again with only those that it names."
    }
  }
}

extension JSONLimits {
  /// A string that holds arguments: as long as they may be, escapes on top.
  fileprivate static let quoted = JSONLimits(
    depth: 0, members: 0, stringBytes: arguments.bytes, bytes: arguments.bytes * 6 + 2)
}
