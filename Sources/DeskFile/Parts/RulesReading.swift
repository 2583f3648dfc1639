import Desk
import Scheduling
import Yams

/// When a service may be booked: the part of it that is a time or a number.
enum RulesReading {
  static let bufferNames = ["before", "after"]
  static let windowNames = ["from", "until"]
  static let limitNames = ["day", "week"]
  private static let appointment: ClosedRange<Duration> = .minutes(1) ... .hours(24)

  static func read(_ fields: Fields, _ findings: inout Findings) -> SlotRules? {
    func length(_ name: String, _ range: ClosedRange<Duration>, _ findings: inout Findings) -> Duration? {
      fields.value(name).flatMap { Lengths.read($0, name, within: range, &findings) }
    }
    let duration = fields.needed("duration", &findings)
      .flatMap { Lengths.read($0, "duration", within: appointment, &findings) }
    let durations = Self.durations(fields, &findings)
    let buffer = fields.value("buffer").map { buffers($0, &findings) } ?? (.zero, .zero)
    let interval = length("interval", .minutes(1) ... .hours(24), &findings)
    let alignment = fields.value("align").flatMap { node -> SlotAlignment? in Words.choice(node, "align", &findings) }
    let notice = length("notice", .zero ... .days(365), &findings) ?? .zero
    let horizon = fields.value("horizon").flatMap { days($0, &findings) } ?? 60
    let window = fields.value("window").flatMap { Self.window($0, &findings) }
    let limits = fields.value("limit").map { Self.limits($0, &findings) } ?? (day: nil, week: nil)
    let places = fields.value("places").flatMap { Words.count($0, "places", within: 1...1000, &findings) }
    guard let duration else { return nil }
    return SlotRules(
      duration: duration, bufferBefore: buffer.before, bufferAfter: buffer.after, interval: interval ?? duration,
      alignment: alignment ?? .opening, notice: notice, horizonDays: horizon, window: window, dailyLimit: limits.day,
      weeklyLimit: limits.week, places: places ?? 1, durations: durations)
  }

  private static func durations(_ fields: Fields, _ findings: inout Findings) -> [Duration] {
    var durations: [Duration] = []
    for node in fields.list("durations", atMost: 12, &findings) {
      guard let length = Lengths.read(node, "an entry of durations", within: appointment, &findings) else { continue }
      if durations.contains(length) {
        findings.note("\(Lengths.words(length)) is written twice in durations.", at: node)
      }
      durations.append(length)
    }
    return durations
  }

  private static func buffers(_ node: Node, _ findings: inout Findings) -> (before: Duration, after: Duration) {
    guard let fields = Fields(node, of: "the buffer", knowing: bufferNames, &findings) else { return (.zero, .zero) }
    func side(_ name: String, _ findings: inout Findings) -> Duration {
      fields.value(name).flatMap { Lengths.read($0, name, within: .zero ... .hours(24), &findings) } ?? .zero
    }
    return (side("before", &findings), side("after", &findings))
  }

  private static func limits(_ node: Node, _ findings: inout Findings) -> (day: Int?, week: Int?) {
    guard let fields = Fields(node, of: "the limit", knowing: limitNames, &findings) else { return (nil, nil) }
    func limit(_ name: String, _ findings: inout Findings) -> Int? {
      fields.value(name).flatMap { Words.count($0, name, within: 1...10_000, &findings) }
    }
    return (limit("day", &findings), limit("week", &findings))
  }

  /// Both dates count; one may be left out.
  private static func window(_ node: Node, _ findings: inout Findings) -> ClosedRange<CivilDate>? {
    guard let fields = Fields(node, of: "the window", knowing: windowNames, &findings) else { return nil }
    func date(_ name: String, _ usual: CivilDate, _ findings: inout Findings) -> CivilDate? {
      guard let node = fields.value(name) else { return usual }
      guard let text = Words.text(node, name, &findings) else { return nil }
      if let date = CivilDate(iso: text) { return date }
      findings.note("\(name) must be a date such as 2026-12-24, not “\(text.shown)”.", at: node)
      return nil
    }
    let from = date("from", .first, &findings)
    let until = date("until", .last, &findings)
    guard let from, let until else { return nil }
    guard from <= until else {
      findings.note("The window ends before it begins: \(until) is before \(from).", at: node)
      return nil
    }
    return from == .first && until == .last ? nil : from...until
  }

  /// `60`, `60d` or `60 days`.
  private static func days(_ node: Node, _ findings: inout Findings) -> Int? {
    guard let text = Words.text(node, "horizon", &findings) else { return nil }
    let digits = text.prefix(while: \.isASCIIDigit)
    let unit = text.dropFirst(digits.count).filter { $0 != " " }
    guard ["", "d", "day", "days"].contains(unit), digits.count <= 4, let days = Int(digits), (1...730).contains(days)
    else {
      findings.note("horizon must be a number of days from 1 to 730, such as 60.", at: node)
      return nil
    }
    return days
  }
}

extension CivilDate {
  /// What an open end of a window means.
  static let first = CivilDate(daysSinceEpoch: .min)
  static let last = CivilDate(daysSinceEpoch: .max)
}
