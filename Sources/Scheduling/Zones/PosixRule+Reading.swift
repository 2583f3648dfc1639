extension PosixRule {
  /// Reads a TZ string such as `EST5EDT,M3.2.0,M11.1.0` or `<+03>-3` (RFC 9636, section 3.3.1).
  init(_ text: [UInt8]) throws(TZifFault) {
    var reader = PosixRuleReader(text)
    let name = try reader.name()
    let east = -(try reader.span(hours: 24))
    standard = ZoneOffset(secondsEast: east, abbreviation: name, isDaylightSaving: false)
    guard !reader.isAtEnd else {
      summer = nil
      return
    }
    let summerName = try reader.name()
    // Offsets count westwards here, and summer time is an hour ahead unless said otherwise.
    let summerEast = reader.next == UInt8(ascii: ",") ? east + 3600 : -(try reader.span(hours: 24))
    try reader.skip(",")
    let starts = try reader.yearlyChange()
    try reader.skip(",")
    let ends = try reader.yearlyChange()
    guard reader.isAtEnd else { throw PosixRuleReader.fault }
    summer = Summer(
      offset: ZoneOffset(secondsEast: summerEast, abbreviation: summerName, isDaylightSaving: true), starts: starts,
      ends: ends)
  }
}

private struct PosixRuleReader {
  static let fault = TZifFault(reason: "its footer is not a TZ string with complete rules")

  private var rest: ArraySlice<UInt8>

  init(_ text: [UInt8]) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  mutating func skip(_ character: Unicode.Scalar) throws(TZifFault) {
    guard skipIf(character) else { throw Self.fault }
  }

  mutating func skipIf(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Three letters or more, or anything of letters, digits and signs between angle brackets.
  mutating func name() throws(TZifFault) -> String {
    let isQuoted = skipIf("<")
    let name = rest.prefix { isQuoted ? Self.isLetter($0) || Self.isDigitOrSign($0) : Self.isLetter($0) }
    guard name.count >= 3 else { throw Self.fault }
    rest = rest.dropFirst(name.count)
    if isQuoted { try skip(">") }
    return String(decoding: name, as: UTF8.self)
  }

  /// `[+-]h[:m[:s]]` in seconds.
  mutating func span(hours limit: Int) throws(TZifFault) -> Int {
    let isNegative = skipIf("-")
    if !isNegative { _ = skipIf("+") }
    var seconds = try number(0...limit) * 3600
    if skipIf(":") {
      seconds += try number(0...59) * 60
      if skipIf(":") { seconds += try number(0...59) }
    }
    return isNegative ? -seconds : seconds
  }

  mutating func yearlyChange() throws(TZifFault) -> YearlyChange {
    let day: YearlyChange.Day
    if skipIf("J") {
      day = .julian(try number(1...365))
    } else if skipIf("M") {
      let month = try number(1...12)
      try skip(".")
      let week = try number(1...5)
      try skip(".")
      day = .weekday(try number(0...6), week: week, month: month)
    } else {
      day = .ordinal(try number(0...365))
    }
    return YearlyChange(day: day, secondOfDay: skipIf("/") ? try span(hours: 167) : 2 * 3600)
  }

  private mutating func number(_ range: ClosedRange<Int>) throws(TZifFault) -> Int {
    let figures = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...3).contains(figures.count) else { throw Self.fault }
    rest = rest.dropFirst(figures.count)
    let value = figures.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard range.contains(value) else { throw Self.fault }
    return value
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigitOrSign(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }
}
