import Scheduling
import Yams

/// Lengths of time as a desk's file writes them.
enum Lengths {
  /// `45` (minutes), `45m`, `1h`, `1h30m`, `2d`, `1d12h`: whole numbers, the larger unit first, each unit once.
  static func parse(_ text: String) -> Duration? {
    let units: [(sign: Character, minutes: Int)] = [("d", 1440), ("h", 60), ("m", 1)]
    var rest = text.lowercased().filter { $0 != " " }[...]
    if rest.allSatisfy(\.isASCIIDigit) { return number(rest).map(Duration.minutes) }
    var minutes = 0
    for unit in units {
      let digits = rest.prefix(while: \.isASCIIDigit)
      guard !digits.isEmpty, rest.dropFirst(digits.count).first == unit.sign else { continue }
      guard let count = number(digits) else { return nil }
      minutes += count * unit.minutes
      rest = rest.dropFirst(digits.count + 1)
    }
    return rest.isEmpty ? .minutes(minutes) : nil
  }

  private static func number(_ digits: Substring) -> Int? { digits.count <= 6 ? Int(digits) : nil }

  /// The length, if it lies within `range`.
  static func read(
    _ node: Node, _ name: String, within range: ClosedRange<Duration>, _ findings: inout Findings
  ) -> Duration? {
    guard let text = Words.text(node, name, &findings) else { return nil }
    guard let length = parse(text) else {
      findings.note("\(name) “\(text.shown)” is not a length of time; write 45, 45m, 1h or 1h30m.", at: node)
      return nil
    }
    guard range.contains(length) else {
      findings.note(
        "\(name) must be between \(words(range.lowerBound)) and \(words(range.upperBound)).", at: node)
      return nil
    }
    return length
  }

  /// The length as the file would write it: `1h30m`.
  static func words(_ length: Duration) -> String {
    let minutes = length.wholeMinutes
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "m")].filter { $0.0 > 0 }
    return parts.isEmpty ? "0m" : parts.map { "\($0.0)\($0.1)" }.joined()
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
