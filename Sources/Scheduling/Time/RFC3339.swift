// Writers for the edges: what leaves the program as text has one form.

extension Instant {
  /// RFC 3339, section 5.6, such as `2026-11-24T14:00:00-05:00`, as a clock so far east of UTC shows it.
  ///
  /// Milliseconds are written only where there are any. RFC 3339 knows offsets of whole minutes below a day: others are
  /// cut to that, and the clock reading with them, so that the point in time stays exact. The date is clamped to the
  /// years 1...9999.
  ///
  /// - Parameter usesZ: Write `Z` instead of `+00:00`.
  package func rfc3339(secondsEast: Int = 0, usesZ: Bool = true) -> String {
    let minutesEast = min(max(secondsEast, -86_340), 86_340) / 60
    let civil = CivilTime(secondsSinceEpoch: seconds + Int64(minutesEast * 60))
    let millisecond = Int((milliseconds % 1000 + 1000) % 1000)
    let fraction = millisecond == 0 ? "" : ".\(digits(millisecond, 3))"
    let offset = ZoneOffset(secondsEast: minutesEast * 60, abbreviation: "", isDaylightSaving: false).text
    return civil.description + fraction + (minutesEast == 0 && usesZ ? "Z" : offset)
  }

  /// The same, as a clock in `zone` shows it, always with its offset in figures.
  package func rfc3339(in zone: Zone) -> String {
    rfc3339(secondsEast: zone.offset(at: self).secondsEast, usesZ: false)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, such as `2026-11-24`.
  package var description: String { "\(digits(year, 4))-\(digits(month))-\(digits(day))" }
}

extension ClockTime: CustomStringConvertible {
  /// Such as `14:30`; with seconds only where there are any.
  package var description: String {
    "\(digits(hour)):\(digits(minute))" + (second == 0 ? "" : ":\(digits(second))")
  }
}

extension CivilTime: CustomStringConvertible {
  /// ISO 8601, such as `2026-11-24T14:30:00`.
  package var description: String {
    "\(date)T\(digits(time.hour)):\(digits(time.minute)):\(digits(time.second))"
  }
}

/// A number that is not negative, with zeros before it up to so many figures.
func digits(_ value: Int, _ count: Int = 2) -> String {
  let figures = String(value)
  return String(repeating: "0", count: max(0, count - figures.count)) + figures
}
