/// The owner's own words for an event in the calendar, with places for what is known of the appointment, such as
/// `{service}: {name}`. `{{` and `}}` stand for braces.
package struct EventTemplate: Hashable, Sendable {
  /// What can be put in.
  package enum Placeholder: String, Hashable, Sendable, CaseIterable {
    /// The caller's name, as they said it.
    case name
    /// The caller's telephone number.
    case phone
    /// The caller's e-mail address.
    case email
    /// What the caller wants the business to know.
    case notes
    /// The service's name.
    case service
    /// The host's name.
    case host
    /// The business's name.
    case desk
    /// The rooms' names.
    case room
    /// The confirmation code, once there is one.
    case code
  }

  /// As the owner wrote it.
  package let text: String
  private let lines: [[Part]]

  private enum Part: Hashable, Sendable {
    case text(String)
    case value(Placeholder)
  }

  /// So many characters of one value are kept.
  package static let valueLimit = 500

  /// - Throws: what is wrong with the first brace that cannot be read.
  package init(_ text: String) throws(EventTemplateError) {
    var lines: [[Part]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append(try Self.parts(of: line)) }
    self.text = text
    self.lines = lines
  }

  /// The text with the values put in, each on one line, without control, invisible and bidirectional characters, and cut to
  /// ``valueLimit``; a value is never read for placeholders.
  ///
  /// A line whose values are all unknown is left out, and so are colons, commas, dashes and blanks that stood before a value
  /// that is unknown at the end of a line. `nil` when nothing is left.
  package func rendered(_ value: (Placeholder) -> String?) -> String? {
    let rendered = lines.compactMap { Self.line($0, value) }
    let text = String(rendered.joined(separator: "\n").reversed().drop { $0.isWhitespace }.reversed())
    return text.isEmpty ? nil : text
  }

  private static func line(_ parts: [Part], _ value: (Placeholder) -> String?) -> String? {
    var (line, wanted, known, endsOpen) = ("", 0, 0, false)
    for part in parts {
      switch part {
      case .text(let text): (line, endsOpen) = (line + text, false)
      case .value(let placeholder):
        wanted += 1
        let text = ArgumentReader.cleaned(value(placeholder) ?? "")
        endsOpen = text.isEmpty
        guard !text.isEmpty else { continue }
        known += 1
        line += String(String.UnicodeScalarView(text.unicodeScalars.prefix(valueLimit)))
      }
    }
    guard wanted == 0 || known > 0 else { return nil }
    return endsOpen ? String(line.reversed().drop { $0.isWhitespace || ":,;-–—·|/".contains($0) }.reversed()) : line
  }
}

package enum EventTemplateError: Error, Hashable, Sendable {
  /// Nothing of that name can be put in.
  case unknown(String)
  /// A brace that opens or closes nothing.
  case stray(Character)
}

extension EventTemplate {
  private static func parts(of line: Substring) throws(EventTemplateError) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = line
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        literal.append(character)
        rest.removeFirst()
      case "{":
        guard let end = rest.firstIndex(of: "}") else { throw .stray("{") }
        let name = String(rest[..<end].filter { $0 != " " })
        guard let placeholder = Placeholder(rawValue: name.lowercased()) else { throw .unknown(name) }
        if !literal.isEmpty { parts.append(.text(literal)) }
        parts.append(.value(placeholder))
        literal = ""
        rest = rest[rest.index(after: end)...]
      case "}": throw .stray("}")
      default: literal.append(character)
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    return parts
  }
}
