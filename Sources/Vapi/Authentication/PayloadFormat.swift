/// What is signed, as Vapi's `payloadFormat` writes it: text with the placeholders `{body}`, `{timestamp}`, `{method}`,
/// `{url}` and `{svix-id}`.
package struct PayloadFormat: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String), body, timestamp, method, url, messageID
  }

  package let text: String
  let parts: [Part]

  /// `{timestamp}.{body}`, Vapi's default.
  package static let standard = PayloadFormat(text: "{timestamp}.{body}", parts: [.timestamp, .text("."), .body])

  private static let placeholders: [(String, Part)] = [
    ("{body}", .body), ("{timestamp}", .timestamp), ("{method}", .method), ("{url}", .url), ("{svix-id}", .messageID),
  ]

  private init(text: String, parts: [Part]) {
    self.text = text
    self.parts = parts
  }

  /// `nil` when the format leaves out the body, so that a signature would say nothing of it.
  package init?(_ text: String) {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(text)
    while !rest.isEmpty {
      if let (sign, part) = Self.placeholders.first(where: { rest.hasPrefix($0.0) }) {
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
        parts.append(part)
        rest = rest.dropFirst(sign.count)
      } else {
        literal.append(rest.removeFirst())
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    guard parts.contains(.body) else { return nil }
    self.init(text: text, parts: parts)
  }

  /// The format as it may be meant where no timestamp is included: each `{timestamp}` left out, with the separator
  /// behind it and without.
  var withoutTimestamp: [PayloadFormat] {
    let bare = parts.filter { $0 != .timestamp }
    var joined: [Part] = []
    var skipsText = false
    for part in parts {
      if part == .timestamp {
        skipsText = true
      } else if skipsText, case .text = part {
        skipsText = false
      } else {
        skipsText = false
        joined.append(part)
      }
    }
    return [PayloadFormat(text: text, parts: bare), PayloadFormat(text: text, parts: joined)]
  }
}
