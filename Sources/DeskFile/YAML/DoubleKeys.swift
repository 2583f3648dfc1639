import Yams

/// Keys that stand twice in one mapping. The parser gives up at the first, so the earlier of the two is marked in the text,
/// its place noted, and the text parsed again: the mistakes after it are named too.
struct DoubleKeys {
  /// So many are looked for in one file.
  private static let limit = 20
  /// The first of the characters that mark a key, from Unicode's private use area; nobody writes them.
  private static let marks: ClosedRange<UInt32> = 0xE000...0xE0FF

  private(set) var text: String
  private var count: UInt32 = 0

  init(in text: String) { self.text = text }

  /// Whether a key was marked.
  static func isMarked(_ key: String) -> Bool { key.unicodeScalars.first.map { marks.contains($0.value) } ?? false }

  /// Marks the key that the parser found twice; `false` when it cannot be told where it begins.
  mutating func mark(_ key: String, at place: Mark) -> Bool {
    guard count < Self.limit, let first = key.unicodeScalars.first,
      let sign = Unicode.Scalar(Self.marks.lowerBound + count), var index = index(of: place)
    else { return false }
    if ["\"", "'"].contains(text.unicodeScalars[index]) { index = text.unicodeScalars.index(after: index) }
    guard index < text.unicodeScalars.endIndex, text.unicodeScalars[index] == first else { return false }
    count += 1
    text.unicodeScalars.replaceSubrange(index...index, with: CollectionOfOne(sign))
    return true
  }

  /// Lines end as libyaml ends them: at a line feed, a carriage return, both together, U+0085, U+2028 and U+2029.
  private func index(of place: Mark) -> String.UnicodeScalarView.Index? {
    let scalars = text.unicodeScalars
    var (index, line, column) = (scalars.startIndex, 1, 1)
    while index < scalars.endIndex {
      if line == place.line, column == place.column { return index }
      let scalar = scalars[index]
      index = scalars.index(after: index)
      let isHalf = scalar == "\r" && index < scalars.endIndex && scalars[index] == "\n"
      if ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar), !isHalf {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    return nil
  }
}

extension Node.Mapping {
  /// Its members, without those that were marked as written twice.
  var members: [(key: Node, value: Node)] {
    filter { member in
      if case .scalar(let scalar) = member.key { !DoubleKeys.isMarked(scalar.string) } else { true }
    }.map { ($0.key, $0.value) }
  }
}
