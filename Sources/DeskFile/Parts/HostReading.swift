import Desk
import Scheduling
import Yams

/// The people and rooms that can be booked.
enum HostReading {
  static let names = ["key", "name", "calendar", "blocking", "hours", "special", "priority"]

  static func read(_ node: Node, _ findings: inout Findings) -> Host? {
    guard let fields = Fields(node, of: "this host", knowing: names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let calendar = fields.needed("calendar", &findings).flatMap { CalendarReading.read($0, &findings) }
    let hours = fields.value("hours").flatMap { HoursReading.read($0, &findings) }
    let special = SpecialDaysReading.read(fields.value("special"), .override, &findings)
    let priority = fields.value("priority").flatMap { Words.count($0, "priority", within: 1...100, &findings) }
    let blocking = blocking(fields, &findings)
    guard let key, let name, let calendar else { return nil }
    return Host(
      key: HostKey(key), name: name, calendar: calendar, blocking: blocking, hours: hours, specialDays: special,
      priority: priority)
  }

  private static func blocking(_ fields: Fields, _ findings: inout Findings) -> [CalendarReference] {
    var calendars: [CalendarReference] = []
    for node in fields.list("blocking", atMost: 20, &findings) {
      guard let calendar = CalendarReading.read(node, &findings) else { continue }
      if calendars.contains(calendar) { findings.note("This calendar is written twice in blocking.", at: node) }
      calendars.append(calendar)
    }
    return calendars
  }
}
