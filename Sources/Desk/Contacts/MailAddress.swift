/// An e-mail address (RFC 5321, section 4.1.2, without quoted local parts), lower-cased.
struct MailAddress: Hashable, Sendable {
  let text: String

  /// `nil` when it could not be one: no or several `@`, a blank, no dot in the domain, too long.
  init?(_ written: String) {
    let text = written.lowercased()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (4...253).contains(parts[1].utf8.count),
      Self.isAtomic(parts[0], extra: "!#$%&'*+-/=?^_`{|}~"), Self.isAtomic(parts[1], extra: "-"),
      parts[1].contains(".")
    else { return nil }
    self.text = text
  }

  /// Dots separate atoms that are never empty.
  private static func isAtomic(_ text: Substring, extra: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { scalar in
          ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || extra.unicodeScalars.contains(scalar)
        }
    }
  }
}
