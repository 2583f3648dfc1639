import Scheduling

/// Times in words for the ear, in English, by the clock of one zone.
struct Spoken: Sendable {
  let zone: Zone

  /// `Tuesday, November 24`; with the year when it is not the year of `now`.
  func day(_ date: CivilDate, now: Instant) -> String {
    let year = date.year == zone.civilTime(at: now).date.year ? "" : ", \(date.year)"
    return "\(date.weekday.spoken), \(Self.months[date.month - 1]) \(date.day)\(year)"
  }

  func day(_ instant: Instant, now: Instant) -> String { day(zone.civilTime(at: instant).date, now: now) }

  /// `2:30 PM`; where the clock shows it twice that day, with its offset: `1:30 AM (UTC-04:00)`.
  func time(_ instant: Instant) -> String {
    let civil = zone.civilTime(at: instant)
    let text = Self.time(civil.time)
    guard case .twice = zone.reading(of: civil) else { return text }
    return "\(text) (UTC\(zone.offset(at: instant).text))"
  }

  static func time(_ time: ClockTime) -> String {
    let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
    let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
    return "\(hour):\(minute) \(time.hour % 24 < 12 ? "AM" : "PM")"
  }

  /// `Tuesday, November 24 at 2:30 PM New York time`.
  func moment(_ instant: Instant, now: Instant) -> String {
    "\(day(instant, now: now)) at \(time(instant)) \(zoneName)"
  }

  /// The zone by the city that names it: `New York time`; `UTC` as it is.
  var zoneName: String {
    let city = zone.id.rawValue.split(separator: "/").last.map(String.init) ?? zone.id.rawValue
    let isTechnical = zone.id.rawValue.hasPrefix("Etc/") || !zone.id.rawValue.contains("/")
    return isTechnical ? city : city.replacing("_", with: " ") + " time"
  }

  /// `45 minutes`, `1 hour`, `1 hour 30 minutes`.
  static func length(_ duration: Duration) -> String {
    let (hours, minutes) = duration.wholeMinutes.quotientAndRemainder(dividingBy: 60)
    let parts = [
      hours == 0 ? nil : hours == 1 ? "1 hour" : "\(hours) hours",
      minutes == 0 ? nil : minutes == 1 ? "1 minute" : "\(minutes) minutes",
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// `1 appointment`, `2 appointments`.
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `a`, `a or b`, `a, b or c`.
  static func choice(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " or " + last
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}

extension Weekday {
  var spoken: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
