import Desk

/// Writes a tree as YAML that a person would write: a member a line, short lists in brackets, quotes only where needed.
struct YAMLWriter {
  private var text = ""

  static func text(of value: JSONValue) -> String {
    var writer = YAMLWriter()
    writer.members(of: value, depth: 0, isFirstInline: false)
    return writer.text
  }

  private mutating func members(of value: JSONValue, depth: Int, isFirstInline: Bool) {
    guard case .object(let members) = value else { return }
    for (index, member) in members.enumerated() {
      if index > 0 || !isFirstInline { indent(depth) }
      text += Self.scalar(member.name) + ":"
      self.value(member.value, depth: depth)
    }
  }

  /// What follows a colon, to the end of its lines.
  private mutating func value(_ value: JSONValue, depth: Int) {
    switch value {
    case .object(let members):
      text += members.isEmpty ? " {}\n" : "\n"
      self.members(of: value, depth: depth + 1, isFirstInline: false)
    case .array(let values) where !values.isEmpty && values.allSatisfy(\.isNested):
      text += "\n"
      for entry in values {
        indent(depth + 1)
        text += "- "
        if case .array(let inner) = entry {
          text += Self.flow(inner) + "\n"
        } else {
          self.members(of: entry, depth: depth + 2, isFirstInline: true)
        }
      }
    case .array(let values): text += " " + Self.flow(values) + "\n"
    case .null: text += "\n"
    case .string(let string) where string.contains("\n"): block(string, depth: depth + 1)
    default: text += " " + Self.scalar(value) + "\n"
    }
  }

  /// A text of several lines as it stands (YAML 1.2 section 8.1.2); neither its first nor its last character is a blank.
  private mutating func block(_ string: String, depth: Int) {
    text += " |-\n"
    for line in string.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty { indent(depth) }
      text += line + "\n"
    }
  }

  private mutating func indent(_ depth: Int) { text += String(repeating: "  ", count: depth) }

  private static func flow(_ values: [JSONValue]) -> String {
    "[" + values.map { scalar($0) }.joined(separator: ", ") + "]"
  }

  private static func scalar(_ value: JSONValue) -> String {
    if case .string(let string) = value { scalar(string) } else { value.text }
  }

  /// In quotes, as JSON writes it, unless it can be taken for nothing but itself.
  private static func scalar(_ string: String) -> String {
    let isPlain =
      string.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } == true && string.last != " "
      && !["null", "true", "false"].contains(string.lowercased())
      && string.utf8.allSatisfy { plain.contains($0) }
    return isPlain ? string : JSONValue.string(string).text
  }

  private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._/@+-".utf8)
}

extension JSONValue {
  fileprivate var isNested: Bool {
    switch self {
    case .object, .array: true
    case .null, .bool, .integer, .number, .string: false
    }
  }
}
