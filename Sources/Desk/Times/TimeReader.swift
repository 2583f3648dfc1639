import Scheduling

/// Turns what a model wrote into points in time, by the desk's clock: the only place where a day or an hour is resolved.
struct TimeReader: Sendable {
  /// The desk's zone.
  let zone: Zone
  /// The zone that the model named, if it named one: its offsets are believed too, and what has no offset is read by it.
  let named: Zone?
  let now: Instant
  /// Whether `Z` and `+00:00` are taken for a slip of the model and left out: a desk may say so.
  var treatsUTCAsLocal = false

  private var clock: Zone { named ?? zone }

  /// What was asked for: a certain start, or a stretch of time to look in.
  enum Wish: Hashable, Sendable {
    case start(Instant)
    case window(Interval)
  }

  /// A time at which something starts.
  func start(_ text: String, argument: String) throws(Asking) -> Instant {
    switch try written(text, argument) {
    case .instant(let instant, let secondsEast): return try checked(instant, secondsEast: secondsEast)
    case .civil(let civil): return try instant(of: civil)
    case .time(let time): return try next(time)
    case .date(let date):
      try refusePastYear(date)
      throw Asking(.missingTime(date))
    }
  }

  /// A start or a whole day: what `when` may say.
  func wish(_ text: String, argument: String) throws(Asking) -> Wish {
    if case .date(let date) = try written(text, argument) {
      try refusePastYear(date)
      return .window(clock.day(date))
    }
    return .start(try start(text, argument: argument))
  }

  /// The edge of a window: a date means its beginning, or as the `end` its end.
  func edge(_ text: String, argument: String, isEnd: Bool) throws(Asking) -> Instant {
    switch try written(text, argument) {
    case .date(let date):
      try refusePastYear(date)
      let day = clock.day(date)
      return isEnd ? day.end : day.start
    case .civil(let civil):
      try refusePastYear(civil.date)
      // A window is not booked: a reading that is skipped or comes twice may bound it as it is.
      return clock.reading(of: civil).first
    case .instant(let instant, let secondsEast): return try checked(instant, secondsEast: secondsEast)
    case .time(let time): return try next(time)
    }
  }

  private func written(_ text: String, _ argument: String) throws(Asking) -> WrittenTime {
    do throws(WrittenTimeError) {
      return meant(by: try WrittenTime(text))
    } catch {
      switch error {
      case .empty, .unreadable: throw Asking(.unreadableTime(argument: argument))
      case .noSuchDate, .noSuchTime: throw Asking(.noSuchDate(argument: argument))
      }
    }
  }

  /// UTC on what is plainly the desk's time is left out, unless the clock that the model named shows UTC then.
  private func meant(by written: WrittenTime) -> WrittenTime {
    guard treatsUTCAsLocal, case .instant(let instant, secondsEast: 0) = written,
      named.map({ $0.offset(at: instant).secondsEast != 0 }) ?? true
    else { return written }
    return .civil(CivilTime(secondsSinceEpoch: instant.seconds))
  }

  private func instant(of civil: CivilTime) throws(Asking) -> Instant {
    try refusePastYear(civil.date)
    switch clock.reading(of: civil) {
    case .once(let instant): return instant
    case .skipped(let next): throw Asking(.skipped(next: next))
    case .twice(let earlier, let later): throw Asking(.twice(earlier: earlier, later: later))
    }
  }

  /// The next time that the clock shows it: today if that is still ahead, else tomorrow.
  private func next(_ time: ClockTime) throws(Asking) -> Instant {
    let today = clock.civilTime(at: now).date
    let first = try instant(of: CivilTime(today, time))
    return first > now ? first : try instant(of: CivilTime(today.adding(days: 1), time))
  }

  /// `Z` says a point in time and no place; any other offset must be that of a clock that is known here.
  private func checked(_ instant: Instant, secondsEast: Int) throws(Asking) -> Instant {
    let written = CivilTime(secondsSinceEpoch: instant.seconds + Int64(secondsEast))
    try refusePastYear(written.date)
    let believed = [zone, named].compactMap { $0?.offset(at: instant).secondsEast } + [0]
    guard believed.contains(secondsEast) else {
      throw Asking(.foreignOffset(at: instant, asWritten: written))
    }
    return instant
  }

  private func refusePastYear(_ date: CivilDate) throws(Asking) {
    // At the turn of the year two zones may be in different years.
    let thisYear = min(zone.civilTime(at: now).date.year, clock.civilTime(at: now).date.year)
    if date.year < thisYear { throw Asking(.pastYear) }
  }
}

/// Thrown while arguments are read: the question that the answer will be.
struct Asking: Error, Hashable, Sendable {
  let question: Question
  init(_ question: Question) { self.question = question }
}
