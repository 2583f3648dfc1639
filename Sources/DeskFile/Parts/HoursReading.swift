import Scheduling
import Yams

/// Opening hours: for each day a list of stretches (`["09:00-12:00", "13:00-17:00"]`), one stretch, or `closed`.
enum HoursReading {
  static let names = Weekday.allCases.map(\.rawValue)

  static func read(_ node: Node, _ findings: inout Findings) -> WeeklyHours? {
    guard let fields = Fields(node, of: "the hours", knowing: names, &findings) else { return nil }
    var days: [Weekday: [OpenHours]] = [:]
    for day in Weekday.allCases {
      guard let value = fields.value(day.rawValue) else {
        if let empty = fields.written(day.rawValue) {
          findings.note("\(day.rawValue) is empty; write hours, or closed.", at: empty)
        }
        continue
      }
      days[day] = stretches(value, of: day.rawValue, &findings)
    }
    do {
      return try WeeklyHours(days)
    } catch {
      // Overlaps have been noted, and left out, stretch by stretch.
      findings.note("These hours overlap.", at: node)
      return nil
    }
  }

  /// The stretches of one day, without those that are wrong, which are noted.
  static func stretches(_ node: Node, of day: String, _ findings: inout Findings) -> [OpenHours] {
    let entries: [Node]
    switch node {
    case .sequence(let sequence): entries = Array(sequence)
    case .scalar(let scalar) where scalar.string == "closed": entries = []
    case .scalar, .mapping, .alias: entries = [node]
    }
    if entries.count > 12 { findings.note("\(day) has more than 12 stretches.", at: node) }
    var kept: [OpenHours] = []
    for entry in entries.prefix(12) {
      guard let stretch = stretch(entry, of: day, &findings) else { continue }
      if kept.contains(where: { $0.opens < stretch.closes && stretch.opens < $0.closes }) {
        findings.note("This stretch of \(day) overlaps an earlier one.", at: entry)
      } else {
        kept.append(stretch)
      }
    }
    return kept
  }

  private static func stretch(_ node: Node, of day: String, _ findings: inout Findings) -> OpenHours? {
    guard let text = Words.text(node, "an entry of \(day)", &findings) else { return nil }
    let ends = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }.map(time)
    guard ends.count == 2, let opens = ends[0], let closes = ends[1] else {
      findings.note(
        "“\(text.shown)” are not hours; write them as 09:00-17:00 (24-hour clock), or closed.", at: node)
      return nil
    }
    guard let stretch = OpenHours(opens: opens, closes: closes) else {
      findings.note(
        "\(text.shown) ends before it begins; hours past midnight are two stretches: until 24:00, and from 00:00 the next day.",
        at: node)
      return nil
    }
    return stretch
  }

  /// `9:00`, `09:00`, `24:00`.
  private static func time(_ text: Substring) -> ClockTime? {
    let parts = text.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), let hour = Int(parts[0]), let minute = Int(parts[1])
    else { return nil }
    return ClockTime(hour: hour, minute: minute)
  }
}
