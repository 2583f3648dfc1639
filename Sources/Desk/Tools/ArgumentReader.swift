/// Reads what a language model wrote for a tool: generously, and never trusting it.
///
/// Strings for numbers, numbers for strings, `"null"`, blanks and the wrong case are read as they are meant. Invisible and
/// bidirectional characters are dropped, and lengths are capped.
package struct ArgumentReader: Sendable {
  private let members: [JSONValue.Member]

  /// - Parameter arguments: an object; anything else has no arguments.
  package init(_ arguments: JSONValue) {
    if case .object(let members) = arguments { self.members = members } else { members = [] }
  }

  /// The argument's value; `nil` when it is absent or as good as absent (`null`, `"null"`, `""`, `"undefined"`, `"none"`).
  func value(_ name: String) -> JSONValue? {
    let wanted = Self.folded(name)
    guard let value = members.last(where: { Self.folded($0.name) == wanted })?.value else { return nil }
    switch value {
    case .null: return nil
    case .string(let text):
      return Self.isAbsent(text) ? nil : value
    default: return value
    }
  }

  /// The argument as text, cleaned, and cut at `limit` characters.
  package func text(_ name: String, limit: Int = 200) -> String? {
    switch value(name) {
    case .string(let text):
      let clean = Self.cleaned(text)
      return clean.isEmpty ? nil : String(clean.prefix(limit))
    case .integer(let number): return String(number)
    case .number(let number): return Int64(exactly: number).map { String($0) } ?? String(number)
    case .bool(let flag): return String(flag)
    case .array(let values):
      return values.count == 1
        ? ArgumentReader(JSONValue.object([.init(name, values[0])])).text(name, limit: limit) : nil
    // Google's own way to write a time, which models know.
    case .object:
      let inner = value(name).flatMap { $0["dateTime"] ?? $0["date"] }
      return inner.flatMap { ArgumentReader(JSONValue.object([.init(name, $0)])).text(name, limit: limit) }
    case .null, .none: return nil
    }
  }

  /// The argument as a whole number of minutes; `.failure` when there is something that is no such number.
  package func minutes(_ name: String) -> Reading<Int> {
    switch value(name) {
    case .none: return .absent
    case .integer(let number): return Int(exactly: number).map(Reading.present) ?? .unreadable
    case .number(let number): return Int(exactly: number).map(Reading.present) ?? .unreadable
    case .string(let text):
      let digits = Self.trimmed(text).prefix { $0.isNumber }
      let rest = Self.trimmed(String(Self.trimmed(text).dropFirst(digits.count))).lowercased()
      guard ["", ".0", "m", "min", "mins", "minute", "minutes"].contains(rest), let number = Int(digits) else {
        return .unreadable
      }
      return .present(number)
    case .bool, .array, .object, .null: return .unreadable
    }
  }

  /// The argument as a list of texts; one text counts as a list of one, whatever is in it, and objects are read by their
  /// `email`.
  package func texts(_ name: String, limit: Int = 20) -> [String] {
    switch value(name) {
    case .array(let values): Array(values.compactMap(Self.listed).prefix(limit))
    case let value?: Self.listed(value).map { [$0] } ?? []
    case .none: []
    }
  }

  /// What models write for *nothing*.
  private static func isAbsent(_ text: String) -> Bool {
    ["", "null", "undefined", "none", "n/a", "nil"].contains(trimmed(text).lowercased())
  }

  private static func listed(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text):
      let clean = cleaned(text)
      return isAbsent(clean) ? nil : String(clean.prefix(500))
    case .object: return value["email"]?.string.map { String(cleaned($0).prefix(500)) }
    default: return nil
    }
  }

  /// `timeMin`, `time_min` and `TimeMin` are one name.
  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Without control, invisible, tag and bidirectional characters; runs of white space become one blank.
  static func cleaned(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if let last = scalars.last, last != " " { scalars.append(" ") }
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: scalars.append(scalar)
      }
    }
    return trimmed(String(scalars))
  }
}

/// An argument that may be absent, present, or there but not readable.
package enum Reading<Value: Hashable & Sendable>: Hashable, Sendable {
  case absent
  case present(Value)
  case unreadable
}
