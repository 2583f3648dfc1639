import Desk
import Scheduling
import Yams

/// The single words and phrases of a desk's file.
enum Words {
  /// The text of a scalar, blanks around it removed.
  static func text(_ node: Node, _ name: String, _ findings: inout Findings) -> String? {
    guard case .scalar(let scalar) = node else {
      findings.note("\(name) must be a single text, not a list or a mapping.", at: node)
      return nil
    }
    var text = scalar.string.unicodeScalars[...]
    while let first = text.first, first.properties.isWhitespace { text.removeFirst() }
    while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    guard !text.isEmpty else {
      findings.note("\(name) is empty.", at: node)
      return nil
    }
    return String(text)
  }

  /// A name in URLs and files.
  static func key(_ node: Node, _ name: String, _ findings: inout Findings) -> String? {
    guard let text = text(node, name, &findings) else { return nil }
    let bytes = Array(text.utf8)
    let allowed = bytes.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == hyphen }
    guard allowed, bytes.count <= 40, bytes.first != hyphen, bytes.last != hyphen else {
      findings.note(
        "\(name) “\(text.shown)” must be 1 to 40 lower-case letters, digits and hyphens, such as “lakeside-clinic”.",
        at: node)
      return nil
    }
    return text
  }

  /// A name that is spoken: one line, no control or invisible formatting characters.
  static func spoken(_ node: Node, _ name: String, _ findings: inout Findings) -> String? {
    guard let text = text(node, name, &findings) else { return nil }
    let silent: [Unicode.GeneralCategory] = [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse]
    guard text.unicodeScalars.count <= 100,
      text.unicodeScalars.allSatisfy({ !silent.contains($0.properties.generalCategory) })
    else {
      findings.note("\(name) must be one line of at most 100 visible characters.", at: node)
      return nil
    }
    return text
  }

  /// One of a closed set.
  static func choice<Value: RawRepresentable & CaseIterable>(
    _ node: Node, _ name: String, _ findings: inout Findings
  ) -> Value? where Value.RawValue == String {
    guard let text = text(node, name, &findings) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let all = Value.allCases.map(\.rawValue)
    let tail = Spelling.suggestion(for: text, among: all)
    findings.note("\(name) must be \(all.joined(separator: " or ")), not “\(text.shown)”\(tail)", at: node)
    return nil
  }

  /// One of a few words that stand for something.
  static func choice<Value>(
    _ node: Node, _ name: String, among words: KeyValuePairs<String, Value>, _ findings: inout Findings
  ) -> Value? {
    guard let text = text(node, name, &findings) else { return nil }
    if let match = words.first(where: { $0.key == text }) { return match.value }
    let all = words.map(\.key)
    let tail = Spelling.suggestion(for: text, among: all)
    findings.note("\(name) must be \(all.joined(separator: " or ")), not “\(text.shown)”\(tail)", at: node)
    return nil
  }

  /// A whole number.
  static func count(_ node: Node, _ name: String, within range: ClosedRange<Int>, _ findings: inout Findings) -> Int? {
    guard let text = text(node, name, &findings) else { return nil }
    if text.allSatisfy(\.isASCIIDigit), text.utf8.count <= 6, let count = Int(text), range.contains(count) {
      return count
    }
    findings.note(
      "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text.shown)”.", at: node)
    return nil
  }

  /// `true` or `false`.
  static func flag(_ node: Node, _ name: String, _ findings: inout Findings) -> Bool? {
    guard let text = text(node, name, &findings) else { return nil }
    if let flag = Bool(text.lowercased()) { return flag }
    findings.note("\(name) must be true or false, not “\(text.shown)”.", at: node)
    return nil
  }

  /// A telephone number with its country, as E.164 writes it.
  static func number(_ node: Node, _ findings: inout Findings) -> PhoneNumber? {
    guard let text = text(node, "a number", &findings) else { return nil }
    let decoration = text.unicodeScalars.allSatisfy { "+0123456789 -().".unicodeScalars.contains($0) }
    if decoration, let number = PhoneNumber(text), number.rawValue.first == "+",
      !number.rawValue.dropFirst().contains("+"), (8...16).contains(number.rawValue.count)
    {
      return number
    }
    findings.note("A number must be written with “+” and the country code, such as “+12125550100”.", at: node)
    return nil
  }

  static func zone(_ node: Node, _ check: (ZoneID) -> ZoneCheck, _ findings: inout Findings) -> ZoneID? {
    guard let text = text(node, "zone", &findings) else { return nil }
    let zone = ZoneID(text)
    switch check(zone) {
    case .known: return zone
    case .unknown(let known):
      let tail = Spelling.suggestion(for: text, among: known.map(\.rawValue))
      findings.note("There is no zone “\(text.shown)” in the zone data\(tail)", at: node)
      return nil
    }
  }

  /// A language that answers can be worded in.
  static func language(_ node: Node, _ findings: inout Findings) -> LanguageTag? {
    guard let text = text(node, "language", &findings) else { return nil }
    if let tag = LanguageTag(text), tag.spoken != nil { return tag }
    let known = SpokenLanguage.allCases.map(\.rawValue).joined(separator: ", ")
    findings.note("There is no wording in the language “\(text.shown)”; there is \(known).", at: node)
    return nil
  }

  /// A country by its two letters.
  static func region(_ node: Node, _ findings: inout Findings) -> RegionCode? {
    guard let text = text(node, "region", &findings) else { return nil }
    guard let region = RegionCode(text) else {
      findings.note(
        "region must be the two letters of a country (ISO 3166-1), such as US, not “\(text.shown)”.", at: node)
      return nil
    }
    // The one that is often taken for the country's code.
    if region.rawValue == "UK" {
      findings.note("There is no region UK; did you mean “GB”?", at: node)
      return nil
    }
    if !region.isKnown {
      findings.warn(
        "How telephone numbers are written in \(region) is not known here: callers must say theirs with the country code.",
        at: node)
    }
    return region
  }

  private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let hyphen = UInt8(ascii: "-")
}
