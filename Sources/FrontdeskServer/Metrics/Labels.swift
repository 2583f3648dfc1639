/// The labels of one series, as they are written: sorted by name, values escaped.
struct Labels: Hashable, Comparable {
  private let pairs: [Pair]

  private struct Pair: Hashable, Comparable {
    let name: String
    let value: String

    static func < (left: Pair, right: Pair) -> Bool { (left.name, left.value) < (right.name, right.value) }
  }

  init(_ dimensions: [(String, String)]) {
    pairs = dimensions.map { Pair(name: Self.name($0.0), value: $0.1) }.sorted()
  }

  private init(pairs: [Pair]) { self.pairs = pairs }

  /// The series that takes what is beyond the bound.
  var overflowing: Labels { Labels(pairs: pairs.map { Pair(name: $0.name, value: "overflow") }) }

  var isOverflow: Bool { !pairs.isEmpty && self == overflowing }

  /// `{name="value",…}`, or nothing when there is no label. `last` is a label added at the end.
  func text(last: (name: String, value: String)? = nil) -> String {
    var written = pairs.map { "\($0.name)=\"\(Self.escape($0.value))\"" }
    if let last { written.append("\(last.name)=\"\(last.value)\"") }
    return written.isEmpty ? "" : "{\(written.joined(separator: ","))}"
  }

  static func < (left: Labels, right: Labels) -> Bool { left.pairs.lexicographicallyPrecedes(right.pairs) }

  /// The name with every sign that a Prometheus name may not have replaced by `_`.
  static func name(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isFine: Bool =
        switch scalar {
        case "a"..."z", "A"..."Z", "_", ":": true
        case "0"..."9": !name.isEmpty
        default: false
        }
      name.unicodeScalars.append(isFine ? scalar : "_")
    }
    return name.isEmpty ? "_" : name
  }

  private static func escape(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
