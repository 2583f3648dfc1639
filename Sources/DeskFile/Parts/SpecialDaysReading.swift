import Desk
import Scheduling
import Yams

/// Dates on which the week's hours do not count: `special` and `holidays` in the file, each a mapping of dates.
///
/// A date is `2026-12-24`, several in a row are `2026-08-03/2026-08-14` (ISO 8601).
struct SpecialDaysReading {
  /// So many dates may have hours of their own, of one list.
  static let limit = 1000
  static let names = ["hours", "name"]

  private let reason: SpecialDay.Reason
  private let subject: String
  private var days: [CivilDate: SpecialDay] = [:]
  private var count = 0

  /// `special`: hours, `closed`, or both hours and a name. `holidays`: what the day is called, or nothing, or the same.
  static func read(_ node: Node?, _ reason: SpecialDay.Reason, _ findings: inout Findings) -> [SpecialDay] {
    guard let node else { return [] }
    let subject = reason == .holiday ? "holidays" : "special"
    guard case .mapping(let mapping) = node else {
      let example = reason == .holiday ? "2026-12-25: Christmas Day" : "2026-12-24: 09:00-12:00"
      findings.note("Write \(subject) as a mapping of dates, such as “\(example)”.", at: node)
      return []
    }
    var reading = SpecialDaysReading(reason: reason, subject: subject)
    for member in mapping.members where !findings.isFull {
      reading.read(member.key, member.value, in: node, &findings)
    }
    return reading.days.values.sorted { $0.date < $1.date }
  }

  private init(reason: SpecialDay.Reason, subject: String) {
    self.reason = reason
    self.subject = subject
  }

  private mutating func read(_ key: Node, _ value: Node, in node: Node, _ findings: inout Findings) {
    guard let dates = dates(key, &findings), let (hours, name) = content(value, of: key, &findings) else { return }
    if count < Self.limit, count + dates.count >= Self.limit {
      findings.note("\(subject) holds more than \(Self.limit) dates.", at: node)
    }
    count += dates.count
    guard count < Self.limit else { return }
    for date in dates {
      guard days[date] == nil else {
        findings.note("\(date) is written twice in \(subject).", at: key)
        continue
      }
      // Overlaps have been noted, and left out, stretch by stretch.
      do { days[date] = try SpecialDay(date: date, hours: hours, reason: reason, name: name) } catch {
        findings.note("These hours overlap.", at: value)
      }
    }
  }

  private func dates(_ key: Node, _ findings: inout Findings) -> [CivilDate]? {
    guard let text = Words.text(key, "a date of \(subject)", &findings) else { return nil }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map { CivilDate(iso: String($0)) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
      findings.note(
        "“\(text.shown)” is no date; write 2026-12-24, or 2026-08-03/2026-08-14 for several in a row.", at: key)
      return nil
    }
    let count = last.daysSinceEpoch - first.daysSinceEpoch
    guard (0...366).contains(count) else {
      findings.note(
        count < 0 ? "\(text.shown) ends before it begins." : "\(text.shown) is longer than a year.", at: key)
      return nil
    }
    return (0...count).map { first.adding(days: $0) }
  }

  private func content(
    _ value: Node, of key: Node, _ findings: inout Findings
  ) -> (hours: [OpenHours], name: String?)? {
    let day = key.string ?? "that date"
    if case .mapping = value {
      guard let fields = Fields(value, of: "this day", knowing: Self.names, &findings) else { return nil }
      // A holiday is closed unless it says otherwise.
      let written = reason == .holiday ? fields.value("hours") : fields.needed("hours", &findings)
      let hours = written.map { HoursReading.stretches($0, of: day, &findings) } ?? []
      return (hours, fields.value("name").flatMap { Words.spoken($0, "name", &findings) })
    }
    guard !value.isEmpty else {
      guard reason == .holiday else {
        findings.note("\(day.shown) is empty; write hours, or closed.", at: value)
        return nil
      }
      return ([], nil)
    }
    switch reason {
    case .holiday:
      guard let name = Words.spoken(value, "the name of a holiday", &findings) else { return nil }
      return ([], name)
    case .override: return (HoursReading.stretches(value, of: day, &findings), nil)
    }
  }
}
