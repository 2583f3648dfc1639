import Scheduling

/// The `Date` header's preferred form, `Tue, 24 Nov 2026 14:30:00 GMT` (RFC 9110 section 5.6.7).
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `nil` for anything else.
  static func read(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
      let month = months.firstIndex(of: String(words[2])),
      let year = Int(words[3]), let date = CivilDate(year: year, month: month + 1, day: day)
    else { return nil }
    let parts = words[4].split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3, let time = ClockTime(hour: parts[0], minute: parts[1], second: parts[2]) else { return nil }
    return Instant(seconds: CivilTime(date, time).secondsSinceEpoch)
  }
}
