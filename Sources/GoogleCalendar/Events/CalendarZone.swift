import Scheduling

/// The zone of a calendar, in which the days of its all-day events begin and end.
enum CalendarZone: Hashable, Sendable {
  case known(Zone)
  /// No rules for it: an all-day event then blocks from where its day begins first on earth to where it ends last.
  case unknown

  /// - Parameter name: what Google says of the calendar.
  init(_ name: String?, from zones: (any ZoneSource)?) {
    guard let name, let zones else {
      self = .unknown
      return
    }
    do throws(ZoneError) {
      self = .known(try zones.zone(ZoneID(name)))
    } catch {
      self = .unknown
    }
  }

  /// When that day begins, at the earliest.
  func earliestStart(of date: CivilDate) -> Instant {
    switch self {
    case .known(let zone): zone.startOfDay(date)
    // Kiribati's clocks are ahead of all others by UTC+14.
    case .unknown: Instant(seconds: Int64(date.daysSinceEpoch) * 86_400 - 14 * 3600)
    }
  }

  /// When that day begins, at the latest: the end of an event whose last day is the one before.
  func latestStart(of date: CivilDate) -> Instant {
    switch self {
    case .known(let zone): zone.startOfDay(date)
    // Clocks on ships west of the date line show UTC-12.
    case .unknown: Instant(seconds: Int64(date.daysSinceEpoch) * 86_400 + 12 * 3600)
    }
  }

  /// A `dateTime` of Google's. It has an offset in every answer; without one it would be the calendar's own clock.
  func instant(_ text: String) throws(GoogleFailure) -> Instant {
    let written: WrittenTime
    do throws(WrittenTimeError) {
      written = try WrittenTime(text)
    } catch {
      throw .unreadable
    }
    switch (written, self) {
    case (.instant(let instant, _), _): return instant
    case (.civil(let civil), .known(let zone)): return zone.reading(of: civil).first
    case (.civil, .unknown), (.date, _), (.time, _): throw .unreadable
    }
  }
}
