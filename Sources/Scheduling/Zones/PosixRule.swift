/// The rule that a TZ string describes: one offset all year, or two that alternate (POSIX.1-2024, section 8.3).
struct PosixRule: Hashable, Sendable {
  let standard: ZoneOffset
  let summer: Summer?

  struct Summer: Hashable, Sendable {
    let offset: ZoneOffset
    /// On the clocks of standard time.
    let starts: YearlyChange
    /// On the clocks of summer time.
    let ends: YearlyChange
  }

  func offset(atSecond second: Int64) -> ZoneOffset {
    guard let summer else { return standard }
    var latest = Int64.min
    var isSummer = false
    // Where one summer ends as the next begins, it is summer all year; the order of these tests sees to that.
    for year in years(around: second) {
      let (start, end) = changes(of: summer, in: year)
      if start <= second, start >= latest { (latest, isSummer) = (start, true) }
      if end <= second, end >= latest { (latest, isSummer) = (end, false) }
    }
    return isSummer ? summer.offset : standard
  }

  func change(afterSecond second: Int64) -> Int64? {
    guard let summer else { return nil }
    var next: Int64?
    for year in years(around: second) {
      let (start, end) = changes(of: summer, in: year)
      for change in [start, end] where change > second && change < next ?? .max { next = change }
    }
    return next
  }

  private func changes(of summer: Summer, in year: Int) -> (start: Int64, end: Int64) {
    (
      summer.starts.civilSecond(in: year) - Int64(standard.secondsEast),
      summer.ends.civilSecond(in: year) - Int64(summer.offset.secondsEast)
    )
  }

  /// A change may lie a week outside its year, so the neighbours are asked too.
  private func years(around second: Int64) -> ClosedRange<Int> {
    let year = CivilTime(secondsSinceEpoch: second).date.year
    return year - 1...year + 1
  }
}

/// A time of the year, on a clock that is not set meanwhile.
struct YearlyChange: Hashable, Sendable {
  let day: Day
  /// May be negative or more than a day (RFC 9636, section 3.3.1).
  let secondOfDay: Int

  enum Day: Hashable, Sendable {
    /// `Jn`: 1...365; February 29 is never counted.
    case julian(Int)
    /// `n`: 0...365; February 29 is counted.
    case ordinal(Int)
    /// `Mm.w.d`: the first to fourth such weekday of a month, or the last (5); Sunday is 0.
    case weekday(Int, week: Int, month: Int)
  }

  /// Seconds from 1970-01-01T00:00:00 on that clock.
  func civilSecond(in year: Int) -> Int64 { Int64(dayNumber(in: year)) * 86_400 + Int64(secondOfDay) }

  /// Days since 1970-01-01.
  private func dayNumber(in year: Int) -> Int {
    let isLeap = CivilDate.days(inMonth: 2, of: year) == 29
    let newYear = Self.newYear(year)
    switch day {
    case .julian(let number): return newYear + number - (isLeap && number >= 60 ? 0 : 1)
    case .ordinal(let number): return newYear + number
    case .weekday(let weekday, let week, let month):
      var first = newYear
      for earlier in 1..<month { first += CivilDate.days(inMonth: earlier, of: year) }
      // 1970-01-01 was a Thursday, 4 when Sunday is 0.
      let weekdayOfFirst = Self.modulo(first + 4, 7)
      var dayOfMonth = Self.modulo(weekday - weekdayOfFirst, 7) + (week - 1) * 7
      if dayOfMonth >= CivilDate.days(inMonth: month, of: year) { dayOfMonth -= 7 }
      return first + dayOfMonth
    }
  }

  /// Days from 1970-01-01 to January 1 of a year, which may be 0 or 10000.
  private static func newYear(_ year: Int) -> Int {
    // Counted from 400 years earlier, so that nothing is negative.
    let before = year + 399
    return before * 365 + before / 4 - before / 100 + before / 400 - 146_097 - 719_162
  }

  private static func modulo(_ value: Int, _ divisor: Int) -> Int {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
