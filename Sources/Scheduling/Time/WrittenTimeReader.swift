/// Reads the parts of a written time from left to right.
struct WrittenTimeReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) throws(WrittenTimeError) {
    guard text.utf8.count <= 80 else { throw .unreadable }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      // Formatters write these between a time and its AM, and before an offset.
      case " ", "\t", "\n", "\r", "\u{A0}", "\u{2009}", "\u{202F}": bytes.append(UInt8(ascii: " "))
      case "\u{2212}": bytes.append(UInt8(ascii: "-"))
      case "A"..."Z": bytes.append(UInt8(ascii: scalar) | 0x20)
      case "!"..."~": bytes.append(UInt8(ascii: scalar))
      default: throw .unreadable
      }
    }
    let isSpace = { $0 == UInt8(ascii: " ") } as (UInt8) -> Bool
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { throw .empty }
    rest = bytes[...last].drop(while: isSpace)
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Whether a year of four digits and a hyphen come next.
  var isAtDate: Bool { figures.count == 4 && rest.dropFirst(4).first == UInt8(ascii: "-") }

  mutating func date() throws(WrittenTimeError) -> CivilDate {
    let year = try number(4...4)
    guard skip("-") else { throw .unreadable }
    let month = try number(1...2)
    guard skip("-") else { throw .unreadable }
    let day = try number(1...2)
    guard let date = CivilDate(year: year, month: month, day: day) else { throw .noSuchDate }
    return date
  }

  /// What stands between date and time: `T` or space.
  mutating func skipSeparator() -> Bool {
    let hadSpace = skipSpaces()
    return skip("t") ? true : hadSpace
  }

  /// `h:mm`, `h:mm:ss`, with a fraction, with `am` or `pm`; the hour alone only with one of these.
  mutating func time() throws(WrittenTimeError) -> ClockTime {
    var hour = try number(1...2)
    let hasMinute = skip(":")
    let minute = hasMinute ? try number(2...2) : 0
    let second = hasMinute && skip(":") ? try secondWithFraction() : 0
    _ = skipSpaces()
    if let isAfternoon = meridiem() {
      guard (1...12).contains(hour) else { throw .noSuchTime }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    } else if !hasMinute {
      throw .unreadable
    }
    guard let time = ClockTime(hour: hour, minute: minute, second: second == 60 ? 59 : second) else {
      throw .noSuchTime
    }
    return time
  }

  /// `Z`, `+hh:mm`, `+hhmm` or `+hh`, in seconds east of UTC.
  mutating func offset() throws(WrittenTimeError) -> Int {
    _ = skipSpaces()
    if skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+") else { throw .unreadable }
    var hour: Int
    var minute = 0
    if figures.count == 4 {
      (hour, minute) = try number(4...4).quotientAndRemainder(dividingBy: 100)
    } else {
      hour = try number(1...2)
      if skip(":") { minute = try number(2...2) }
    }
    guard hour < 24, minute < 60 else { throw .noSuchTime }
    return (hour * 3600 + minute * 60) * (isWest ? -1 : 1)
  }

  private mutating func secondWithFraction() throws(WrittenTimeError) -> Int {
    let second = try number(2...2)
    if skip(".") || skip(",") {
      guard !figures.isEmpty else { throw .unreadable }
      rest = rest.dropFirst(figures.count)
    }
    return second
  }

  /// `true` after `pm` or `p.m.`, `false` after `am` or `a.m.`.
  private mutating func meridiem() -> Bool? {
    guard let letter = rest.first, letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
    for spelling in ["m", ".m.", ".m"] where rest.dropFirst().starts(with: spelling.utf8) {
      rest = rest.dropFirst(1 + spelling.utf8.count)
      return letter == UInt8(ascii: "p")
    }
    return nil
  }

  private var figures: ArraySlice<UInt8> { rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }

  private mutating func number(_ length: ClosedRange<Int>) throws(WrittenTimeError) -> Int {
    let figures = figures
    guard length.contains(figures.count) else { throw .unreadable }
    rest = rest.dropFirst(figures.count)
    return figures.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpaces() -> Bool {
    let count = rest.prefix { $0 == UInt8(ascii: " ") }.count
    rest = rest.dropFirst(count)
    return count > 0
  }
}
