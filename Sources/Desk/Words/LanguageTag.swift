/// A language as BCP 47 (RFC 5646 section 2.1) tags it: a language, and where it matters a script and a region, such as `de`,
/// `en-GB` or `zh-Hans-CN`. Variants and extensions are not read: no wording depends on them.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
  /// In the customary letter case (RFC 5646 section 2.1.1).
  package let rawValue: String

  /// `nil` unless it has that form, in any letter case and with hyphens or underscores. Whether there is wording in the
  /// language is not checked: see ``spoken``.
  package init?(_ text: String) {
    var subtags = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }[...]
    guard let language = subtags.popFirst(), Self.isLetters(language, 2...3) else { return nil }
    var parts = [language.lowercased()]
    if let script = subtags.first, Self.isLetters(script, 4...4) {
      parts.append(script.prefix(1).uppercased() + script.dropFirst().lowercased())
      subtags.removeFirst()
    }
    if let region = subtags.first, Self.isLetters(region, 2...2) || Self.isAreaCode(region) {
      parts.append(region.uppercased())
      subtags.removeFirst()
    }
    guard subtags.isEmpty else { return nil }
    rawValue = parts.joined(separator: "-")
  }

  package init(_ language: SpokenLanguage) { rawValue = language.rawValue }

  /// The language in which answers are worded; `nil` when there is no wording in it.
  package var spoken: SpokenLanguage? { SpokenLanguage(rawValue: String(rawValue.prefix { $0 != "-" })) }

  package var description: String { rawValue }

  private static func isLetters(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
  }

  /// Three digits (UN M.49), as in `es-419`.
  private static func isAreaCode(_ text: Substring) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// A language that answers can be worded in, by its BCP 47 language subtag.
package enum SpokenLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case spanish = "es"
  case chinese = "zh"
  case german = "de"
  case french = "fr"
}
