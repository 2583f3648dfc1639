/// A time as somebody wrote it, before it is known what clock they meant.
///
/// RFC 3339, section 5.6, read generously: a date-time with an offset or without, a date, or a time of day. What has
/// no offset stays civil; whoever asked decides whose clock it is.
package enum WrittenTime: Hashable, Sendable {
  /// With an offset or `Z`: a point in time, and how far east of UTC its writer's clock was.
  case instant(Instant, secondsEast: Int)
  case civil(CivilTime)
  case date(CivilDate)
  case time(ClockTime)

  /// Reads `2026-11-24T14:30:00-05:00`, `2026-11-24 14:30`, `2026-11-24`, `14:30`, `2pm`, `2:30 PM`, `14h30`,
  /// `20261124T143000Z` and the like.
  ///
  /// A fraction of a second is cut off, a leap second is the second before it, and 24:00 of a day is 0:00 of the next.
  package init(_ text: String) throws(WrittenTimeError) {
    var reader = try WrittenTimeReader(text)
    guard reader.isAtDate else {
      let time = try reader.time()
      guard reader.isAtEnd else { throw .unreadable }
      guard time.hour < 24 else { throw .noSuchTime }
      self = .time(time)
      return
    }
    let date = try reader.date()
    guard !reader.isAtEnd else {
      self = .date(date)
      return
    }
    guard reader.skipSeparator() else { throw .unreadable }
    let time = try reader.time()
    guard time.hour < 24 || date < date.adding(days: 1) else { throw .noSuchDate }
    let civil = CivilTime(secondsSinceEpoch: CivilTime(date, time).secondsSinceEpoch)
    guard !reader.isAtEnd else {
      self = .civil(civil)
      return
    }
    let secondsEast = try reader.offset()
    guard reader.isAtEnd else { throw .unreadable }
    self = .instant(Instant(seconds: civil.secondsSinceEpoch - Int64(secondsEast)), secondsEast: secondsEast)
  }
}

/// Why a written time could not be read.
package enum WrittenTimeError: Error, Hashable, Sendable {
  /// Nothing was written.
  case empty
  /// It is no form of a time that is known here.
  case unreadable
  /// It has the form of a date, but no calendar has that day.
  case noSuchDate
  /// It has the form of a time, but no clock shows it.
  case noSuchTime
}
