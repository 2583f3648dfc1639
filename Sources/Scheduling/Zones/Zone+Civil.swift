extension Zone {
  /// What point or points in time a wall clock reading means.
  package func reading(of civil: CivilTime) -> CivilReading { reading(ofSecond: civil.secondsSinceEpoch) }

  /// The same for seconds as in ``CivilTime/secondsSinceEpoch``; unlike a ``CivilTime``, they may lie at the end of 9999.
  func reading(ofSecond shown: Int64) -> CivilReading {
    // Clocks are never further from UTC than this, so nothing outside can show the reading.
    var start = shown - Int64(ZoneOffset.possibleSeconds.upperBound)
    let last = shown - Int64(ZoneOffset.possibleSeconds.lowerBound)
    var earlier: Int64?
    var later: Int64?
    var jump: Int64?
    while true {
      let east = Int64(offset(atSecond: start).secondsEast)
      let end = change(afterSecond: start)
      let second = shown - east
      if start <= second, second < end ?? .max {
        if earlier == nil { earlier = second } else { later = second }
      }
      guard let end, end <= last else { break }
      if jump == nil, end + east <= shown, shown < end + Int64(offset(atSecond: end).secondsEast) { jump = end }
      start = end
    }
    switch (earlier, later, jump) {
    case (let earlier?, let later?, _):
      return .twice(earlier: Instant(seconds: earlier), later: Instant(seconds: later))
    case (let once?, nil, _): return .once(Instant(seconds: once))
    case (nil, _, let jump?): return .skipped(next: Instant(seconds: jump))
    case (nil, _, nil): preconditionFailure("a clock that never shows a reading has jumped over it")
    }
  }

  /// The first instant of the civil day: midnight, or what the clocks show next where they jump over midnight.
  package func startOfDay(_ date: CivilDate) -> Instant {
    reading(ofSecond: Int64(date.daysSinceEpoch) * 86_400).first
  }

  /// The whole civil day, 23, 24 or 25 hours long where clocks change by an hour.
  ///
  /// Days follow one another without a hole, each from its first instant to that of the next. A day that a zone left
  /// out (Apia left out 2011-12-30) gives the day after it.
  package func day(_ date: CivilDate) -> Interval {
    let start = startOfDay(date)
    // No jump of a clock is longer than the distance between two possible offsets, which is 51 hours.
    for days in 1...4 {
      if let day = Interval(start: start, end: startOfDay(date.adding(days: days))) { return day }
    }
    return Interval(start: start, duration: .days(1))
  }
}
