import Desk
import Scheduling
import Yams

/// What can be booked. A service of the file is an ``Offering`` in code.
enum ServiceReading {
  private static let names = [
    "key", "name", "duration", "durations", "buffer", "interval", "notice", "horizon", "hosts",
  ]
  private static let appointment: ClosedRange<Duration> = .minutes(1) ... .hours(24)

  /// - Parameter hosts: the keys of the hosts that the desk has.
  static func read(_ node: Node, hosts: [String], _ findings: inout Findings) -> Offering? {
    guard let fields = Fields(node, of: "this service", knowing: names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let rules = rules(fields, &findings)
    let chosen = fields.list("hosts", atMost: 100, &findings).compactMap { host($0, among: hosts, &findings) }
    guard let key, let name, let rules else { return nil }
    return Offering(key: OfferingKey(key), name: name, rules: rules, hosts: chosen)
  }

  private static func rules(_ fields: Fields, _ findings: inout Findings) -> SlotRules? {
    func length(_ name: String, _ range: ClosedRange<Duration>, _ findings: inout Findings) -> Duration? {
      fields.value(name).flatMap { Lengths.read($0, name, within: range, &findings) }
    }
    let duration = fields.needed("duration", &findings)
      .flatMap { Lengths.read($0, "duration", within: appointment, &findings) }
    let durations = fields.list("durations", atMost: 12, &findings)
      .compactMap { Lengths.read($0, "an entry of durations", within: appointment, &findings) }
    let buffer = fields.value("buffer").map { buffers($0, &findings) } ?? (.zero, .zero)
    let interval = length("interval", .minutes(1) ... .hours(24), &findings)
    let notice = length("notice", .zero ... .days(365), &findings) ?? .zero
    let horizon = fields.value("horizon").flatMap { days($0, &findings) } ?? 60
    guard let duration else { return nil }
    return SlotRules(
      duration: duration, bufferBefore: buffer.before, bufferAfter: buffer.after, interval: interval ?? duration,
      notice: notice, horizonDays: horizon, durations: durations)
  }

  private static func buffers(_ node: Node, _ findings: inout Findings) -> (before: Duration, after: Duration) {
    guard let fields = Fields(node, of: "the buffer", knowing: ["before", "after"], &findings) else {
      return (.zero, .zero)
    }
    func side(_ name: String, _ findings: inout Findings) -> Duration {
      fields.value(name).flatMap { Lengths.read($0, name, within: .zero ... .hours(24), &findings) } ?? .zero
    }
    return (side("before", &findings), side("after", &findings))
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

  private static func host(_ node: Node, among hosts: [String], _ findings: inout Findings) -> HostKey? {
    guard let text = Words.text(node, "an entry of hosts", &findings) else { return nil }
    guard hosts.contains(text) else {
      findings.note(
        "There is no host with the key “\(text.shown)”\(Spelling.suggestion(for: text, among: hosts))", at: node)
      return nil
    }
    return HostKey(text)
  }
}
