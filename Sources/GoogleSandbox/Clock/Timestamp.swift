/// RFC 3339 as Google reads and writes it.
enum Timestamp {
  enum Reading: Equatable {
    case moment(Moment)
    /// No offset was given, so a zone must say which moment is meant.
    case local(WallTime)
  }

  /// Nil for anything that is not `YYYY-MM-DDTHH:MM[:SS[.fraction]][Z|±HH:MM]`.
  static func read(_ text: String) -> Reading? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let day = readDay(String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[13] == UInt8(ascii: ":"), let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      hour < 24, minute < 60
    else { return nil }
    var rest = bytes[16...]
    var second: Int64 = 0
    if rest.first == UInt8(ascii: ":") {
      guard rest.count >= 3, let value = number(rest.dropFirst().prefix(2)), value < 61 else { return nil }
      second = value
      rest = rest.dropFirst(3)
    }
    var millisecond: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty, let value = number((digits + [48, 48, 48]).prefix(3)) else { return nil }
      millisecond = value
      rest = rest.dropFirst(1 + digits.count)
    }
    let wall = WallTime(day: day, secondOfDay: hour * 3600 + minute * 60 + second, millisecond: millisecond)
    if rest.isEmpty { return .local(wall) }
    if rest.count == 1, rest.first == UInt8(ascii: "Z") || rest.first == UInt8(ascii: "z") {
      return .moment(wall.asUTC)
    }
    let tail = Array(rest)
    guard tail.count == 6, tail[3] == UInt8(ascii: ":"), let hours = number(tail[1..<3]),
      let minutes = number(tail[4..<6]),
      tail[0] == UInt8(ascii: "+") || tail[0] == UInt8(ascii: "-"), hours < 24, minutes < 60
    else { return nil }
    let offset = (hours * 60 + minutes) * 60
    return .moment(wall.asUTC.adding(seconds: tail[0] == UInt8(ascii: "-") ? offset : -offset))
  }

  /// A moment with an offset; nil for everything else.
  static func readMoment(_ text: String) -> Moment? {
    guard case .moment(let moment) = read(text) else { return nil }
    return moment
  }

  static func readDay(_ text: String) -> Day? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[..<4]),
      let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  static func write(_ day: Day) -> String {
    let parts = day.parts
    return "\(pad(parts.year, 4))-\(pad(parts.month))-\(pad(parts.day))"
  }

  /// With the zone's offset, whole seconds, `Z` only for UTC itself.
  static func write(_ moment: Moment, in zone: ZoneRules) -> String {
    let offset = zone.offset(at: moment)
    let wall = WallTime(utc: moment.adding(seconds: offset))
    let clock = "\(write(wall.day))T\(write(secondOfDay: wall.secondOfDay))"
    if offset == 0 { return clock + "Z" }
    let minutes = abs(offset) / 60
    return "\(clock)\(offset < 0 ? "-" : "+")\(pad(minutes / 60)):\(pad(minutes % 60))"
  }

  /// UTC with milliseconds, as in `created` and `updated`.
  static func writeUTC(_ moment: Moment) -> String {
    let wall = WallTime(utc: moment)
    return "\(write(wall.day))T\(write(secondOfDay: wall.secondOfDay)).\(pad(wall.millisecond, 3))Z"
  }

  /// `YYYYMMDDTHHMMSSZ`, as in the ids of a series' instances.
  static func writeBasic(_ moment: Moment) -> String {
    let wall = WallTime(utc: moment)
    return writeBasic(wall.day) + "T" + write(secondOfDay: wall.secondOfDay).replacing(":", with: "") + "Z"
  }

  static func writeBasic(_ day: Day) -> String { write(day).replacing("-", with: "") }

  private static func write(secondOfDay: Int64) -> String {
    "\(pad(secondOfDay / 3600)):\(pad(secondOfDay / 60 % 60)):\(pad(secondOfDay % 60))"
  }

  private static func pad(_ value: Int64, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func number(_ digits: some Collection<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
