/// A point in time in whole milliseconds since 1970-01-01T00:00:00Z.
struct Moment: Hashable, Comparable, Sendable {
  var milliseconds: Int64

  static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

  /// Whole seconds since the epoch, rounded down.
  var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

  init(milliseconds: Int64) { self.milliseconds = milliseconds }
  init(seconds: Int64) { milliseconds = seconds * 1000 }

  func adding(milliseconds: Int64) -> Moment { Moment(milliseconds: self.milliseconds + milliseconds) }
  func adding(seconds: Int64) -> Moment { adding(milliseconds: seconds * 1000) }

  /// The list methods document that fractions of a second are ignored.
  var wholeSecond: Moment { Moment(seconds: seconds) }
}

/// A civil date as days since 1970-01-01 in the proleptic Gregorian calendar.
struct Day: Hashable, Comparable, Sendable {
  var number: Int64

  static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  init(number: Int64) { self.number = number }

  /// Nil for a month or day that does not exist.
  init?(year: Int64, month: Int64, day: Int64) {
    guard (1...12).contains(month), (1...Day.length(year: year, month: month)).contains(day) else { return nil }
    // Years begin in March here, so that the leap day comes last; eras are 400 years.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  var parts: (year: Int64, month: Int64, day: Int64) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * index + 2) / 5 + 1)
  }

  /// 0 is Monday.
  var weekday: Int { Int(((number + 3) % 7 + 7) % 7) }

  func adding(_ days: Int64) -> Day { Day(number: number + days) }

  private static func length(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// What a wall clock shows.
struct WallTime: Hashable, Sendable {
  var day: Day
  var secondOfDay: Int64
  var millisecond: Int64 = 0

  /// The moment that this would be if the clock showed UTC.
  var asUTC: Moment { Moment(milliseconds: (day.number * 86_400 + secondOfDay) * 1000 + millisecond) }

  init(day: Day, secondOfDay: Int64, millisecond: Int64 = 0) {
    self.day = day
    self.secondOfDay = secondOfDay
    self.millisecond = millisecond
  }

  init(utc moment: Moment) {
    let seconds = moment.seconds
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    day = Day(number: days)
    secondOfDay = seconds - days * 86_400
    millisecond = moment.milliseconds - seconds * 1000
  }
}
