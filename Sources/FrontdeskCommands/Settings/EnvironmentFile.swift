/// A `.env` file: `NAME=value` lines as shells and their imitators write them.
///
/// - `export` before the name is allowed; `#` begins a comment at the start of a line or after a blank.
/// - `'…'` is literal; in `"…"` a backslash stands before `"`, `\`, `$`, and `\n`, `\r`, `\t` mean what they do in C.
/// - An unquoted value ends at a comment; blanks around it are removed. Nothing is expanded: `$` is a dollar sign.
/// - A name that is set twice has its last value, as in a shell.
struct EnvironmentFile: Hashable, Sendable {
  private(set) var values: [String: String] = [:]
  /// Lines that mean nothing, counted from 1, each with a phrase that says why. Never holds a value.
  private(set) var mistakes: [Mistake] = []

  struct Mistake: Hashable, Sendable {
    let line: Int
    let phrase: String
  }

  init(_ text: String) {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      do {
        if let (name, value) = try Self.assignment(line) { values[name] = value }
      } catch {
        mistakes.append(Mistake(line: index + 1, phrase: error.phrase))
      }
    }
  }

  private struct Malformed: Error {
    let phrase: String
  }

  /// `nil` for an empty line or a comment.
  private static func assignment(_ line: Substring) throws(Malformed) -> (name: String, value: String)? {
    var rest = line.trimmed
    guard let first = rest.first, first != "#" else { return nil }
    if rest.hasPrefix("export"), let next = rest.dropFirst(6).first, next.isWhitespace {
      rest = rest.dropFirst(6).trimmed
    }
    guard let equals = rest.firstIndex(of: "=") else { throw Malformed(phrase: "there is no “=” in it") }
    let name = rest[..<equals].trimmed
    guard isName(name) else {
      throw Malformed(phrase: "what stands before “=” is not a name (letters, digits and _)")
    }
    return (String(name), try value(rest[rest.index(after: equals)...].trimmed))
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  private static func value(_ text: Substring) throws(Malformed) -> String {
    switch text.first {
    case "'": try literal(text.dropFirst())
    case "\"": try quoted(text.dropFirst())
    default: String(uncommented(text))
    }
  }

  private static func uncommented(_ text: Substring) -> Substring {
    var previous: Character = " "
    for index in text.indices {
      if text[index] == "#", previous.isWhitespace { return text[..<index].trimmed }
      previous = text[index]
    }
    return text
  }

  private static func literal(_ text: Substring) throws(Malformed) -> String {
    guard let end = text.firstIndex(of: "'") else { throw Malformed(phrase: "a quote is not closed") }
    try checkEnd(text[text.index(after: end)...])
    return String(text[..<end])
  }

  private static func quoted(_ text: Substring) throws(Malformed) -> String {
    let escapes: [Character: Character] = ["n": "\n", "r": "\r", "t": "\t", "\"": "\"", "\\": "\\", "$": "$"]
    var value = ""
    var rest = text
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        try checkEnd(rest)
        return value
      case "\\":
        guard let escaped = rest.popFirst() else { throw Malformed(phrase: "a quote is not closed") }
        if let meant = escapes[escaped] { value.append(meant) } else { value += ["\\", escaped] }
      default:
        value.append(character)
      }
    }
    throw Malformed(phrase: "a quote is not closed")
  }

  /// Only a comment may follow a closing quote.
  private static func checkEnd(_ rest: Substring) throws(Malformed) {
    guard uncommented(rest.trimmed).isEmpty else { throw Malformed(phrase: "something follows the closing quote") }
  }
}

extension Substring {
  /// Without the blanks at both ends.
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
