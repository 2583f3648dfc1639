/// Reads the parts of a written time from left to right.
struct WrittenTimeReader {
  private var rest: ArraySlice<UInt8>
  /// Whether the date was of eight digits.
  private var isShort = false

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

  /// Whether a year of four digits and a hyphen or slash come next, or a date of eight digits.
  var isAtDate: Bool {
    let after = rest.dropFirst(figures.count).first
    return figures.count == 4 && (after == UInt8(ascii: "-") || after == UInt8(ascii: "/")) || figures.count == 8
  }

  /// `2026-11-24`, `2026/11/24`, or as ISO 8601 writes it short, `20261124`; what the latter's time is like, too.
  mutating func date() throws(WrittenTimeError) -> CivilDate {
    isShort = figures.count == 8
    let (year, month, day): (Int, Int, Int)
    if isShort {
      let number = try number(8...8)
      (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    } else {
      year = try number(4...4)
      let separator: Unicode.Scalar = rest.first == UInt8(ascii: "/") ? "/" : "-"
      guard skip(separator) else { throw .unreadable }
      month = try number(1...2)
      guard skip(separator) else { throw .unreadable }
      day = try number(1...2)
    }
    guard let date = CivilDate(year: year, month: month, day: day) else { throw .noSuchDate }
    return date
  }

  /// What stands between date and time: `T`, a space, a comma or `at`.
  mutating func skipSeparator() -> Bool {
    let hadComma = skip(",")
    let hadSpace = skipSpaces()
    if skipWord("at") || skip("t") {
      _ = skipSpaces()
      return true
    }
    return hadSpace || hadComma
  }

  /// `h:mm`, `h:mm:ss`, with a fraction, with `am`, `pm` or `Uhr`, `14h30`, `14.30`, `noon`; the hour alone only with one of
  /// these words. Behind a short date also `hhmm` and `hhmmss`.
  mutating func time() throws(WrittenTimeError) -> ClockTime {
    if skipWord("noon") { return try clockTime(12, 0, 0) }
    if isShort, figures.count == 4 || figures.count == 6 { return try shortTime() }
    var hour = try number(1...2)
    var isWhole = false
    var (minute, second) = (0, 0)
    if skip(":") {
      (minute, isWhole) = (try number(2...2), true)
      if skip(":") { second = try secondWithFraction() }
    } else if rest.first == UInt8(ascii: "."), rest.dropFirst().prefix(2).allSatisfy(Self.isFigure) {
      rest.removeFirst()
      (minute, isWhole) = (try number(2...2), true)
    } else if skip("h") {
      isWhole = true
      if !figures.isEmpty { minute = try number(2...2) }
    }
    _ = skipSpaces()
    if hour == 12, minute == 0, skipWord("noon") {
      isWhole = true
    } else if skipWord("uhr") || skipWord("o'clock") {
      isWhole = true
      _ = skipSpaces()
    }
    if let isAfternoon = meridiem() {
      guard (1...12).contains(hour) else { throw .noSuchTime }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    } else if !isWhole {
      throw .unreadable
    }
    return try clockTime(hour, minute, second)
  }

  private mutating func shortTime() throws(WrittenTimeError) -> ClockTime {
    let hasSecond = figures.count == 6
    let number = try number(4...6)
    let minutes = hasSecond ? number / 100 : number
    return try clockTime(minutes / 100, minutes % 100, hasSecond ? number % 100 : 0)
  }

  private func clockTime(_ hour: Int, _ minute: Int, _ second: Int) throws(WrittenTimeError) -> ClockTime {
    guard let time = ClockTime(hour: hour, minute: minute, second: second == 60 ? 59 : second) else {
      throw .noSuchTime
    }
    return time
  }

  /// `Z`, `UTC`, `GMT`, `+hh:mm`, `+hhmm` or `+hh`, in seconds east of UTC. A zone in brackets behind it, as RFC 9557 has it,
  /// says no more about the point in time, and is left out.
  mutating func offset() throws(WrittenTimeError) -> Int {
    let offset = try plainOffset()
    if rest.first == UInt8(ascii: "["), rest.last == UInt8(ascii: "]") { rest = [] }
    return offset
  }

  private mutating func plainOffset() throws(WrittenTimeError) -> Int {
    _ = skipSpaces()
    if skip("z") { return 0 }
    if skipWord("utc") || skipWord("gmt"), rest.first != UInt8(ascii: "+"), rest.first != UInt8(ascii: "-") { return 0 }
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
    for spelling in ["m", ".m.", ".m", ". m."] where rest.dropFirst().starts(with: spelling.utf8) {
      rest = rest.dropFirst(1 + spelling.utf8.count)
      return letter == UInt8(ascii: "p")
    }
    return nil
  }

  private var figures: ArraySlice<UInt8> { rest.prefix(while: Self.isFigure) }

  private static func isFigure(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

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

  private mutating func skipWord(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func skipSpaces() -> Bool {
    let count = rest.prefix { $0 == UInt8(ascii: " ") }.count
    rest = rest.dropFirst(count)
    return count > 0
  }
}
