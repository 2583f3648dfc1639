/// The part of RFC 5545 section 3.3.10 that the sandbox expands: daily and weekly rules with INTERVAL, COUNT, UNTIL and
/// BYDAY.
struct RecurrenceRule: Equatable, Sendable {
  enum Frequency: String, Sendable { case daily = "DAILY", weekly = "WEEKLY" }

  enum Limit: Equatable, Sendable {
    case endless
    case count(Int)
    /// The last start that may still be.
    case until(Moment)
    case untilDay(Day)
  }

  var frequency: Frequency
  var interval: Int64 = 1
  var limit = Limit.endless
  /// 0 is Monday; empty means the weekday of the start.
  var weekdays: Set<Int> = []
  var weekStart = 0

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// Nil for every rule beyond that part.
  init?(_ line: String) {
    guard line.hasPrefix("RRULE:") else { return nil }
    var parts: [String: String] = [:]
    for part in line.dropFirst(6).split(separator: ";") {
      let halves = part.split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else { return nil }
      parts[halves[0].uppercased()] = String(halves[1])
    }
    guard let frequency = parts.removeValue(forKey: "FREQ").flatMap({ Frequency(rawValue: $0.uppercased()) }) else {
      return nil
    }
    self.frequency = frequency
    for (name, value) in parts {
      switch name {
      case "INTERVAL":
        guard let number = Int64(value), number > 0 else { return nil }
        interval = number
      case "COUNT":
        guard let number = Int(value), number > 0 else { return nil }
        limit = .count(number)
      case "UNTIL":
        guard let until = RecurrenceRule.until(value) else { return nil }
        limit = until
      case "BYDAY":
        for day in value.split(separator: ",") {
          guard let index = RecurrenceRule.names.firstIndex(of: day.uppercased()) else { return nil }
          weekdays.insert(index)
        }
      case "WKST":
        guard let index = RecurrenceRule.names.firstIndex(of: value.uppercased()) else { return nil }
        weekStart = index
      default: return nil
      }
    }
  }

  private static func until(_ text: String) -> Limit? {
    switch BasicTime(text) {
    case .day(let day): .untilDay(day)
    case .utc(let moment): .until(moment)
    case .local, nil: nil
    }
  }

  /// The days on which the rule falls, from the start's own day on, without end.
  func days(from start: Day) -> some Sequence<Day> {
    let wanted = weekdays.isEmpty && frequency == .weekly ? [start.weekday] : weekdays
    let weekBegins = start.adding(-Int64((start.weekday - weekStart + 7) % 7))
    return sequence(state: start) { (next: inout Day) -> Day? in
      var day = next
      while true {
        let isOn: Bool
        switch frequency {
        case .daily: isOn = (day.number - start.number) % interval == 0
        case .weekly: isOn = (day.number - weekBegins.number) / 7 % interval == 0
        }
        if isOn, wanted.isEmpty || wanted.contains(day.weekday) { break }
        // A rule that never falls (a daily one that always misses its weekdays) must not search for ever.
        if day.number - next.number > 7 * interval + 7 { return nil }
        day = day.adding(1)
      }
      next = day.adding(1)
      return day
    }
  }
}

/// A date or time in iCalendar's basic form, RFC 5545 sections 3.3.4 and 3.3.5.
enum BasicTime: Equatable {
  case day(Day)
  case local(WallTime)
  case utc(Moment)

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 8, let year = Timestamp.number(bytes[..<4]), let month = Timestamp.number(bytes[4..<6]),
      let number = Timestamp.number(bytes[6..<8]), let day = Day(year: year, month: month, day: number)
    else { return nil }
    if bytes.count == 8 {
      self = .day(day)
      return
    }
    guard bytes.count == 15 || bytes.count == 16, bytes[8] == UInt8(ascii: "T"),
      let hour = Timestamp.number(bytes[9..<11]),
      let minute = Timestamp.number(bytes[11..<13]), let second = Timestamp.number(bytes[13..<15]), hour < 24,
      minute < 60,
      second < 61
    else { return nil }
    let wall = WallTime(day: day, secondOfDay: hour * 3600 + minute * 60 + second)
    if bytes.count == 15 {
      self = .local(wall)
    } else {
      guard bytes[15] == UInt8(ascii: "Z") else { return nil }
      self = .utc(wall.asUTC)
    }
  }
}
