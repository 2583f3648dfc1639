import Desk
import DeskFile
import Scheduling
import Testing

@Suite struct SpecialDayTests {
  private static func days(_ text: String) throws -> [String] {
    try DeskTexts.read(DeskTexts.desk(more: text)).profile.specialDays.map { day in
      let hours = day.hours.map { "\($0.opens)-\($0.closes)" }.joined(separator: ",")
      return "\(day.date) \(day.reason) [\(hours)] \(day.name ?? "-")"
    }
  }

  @Test(arguments: [
    ("special: {2026-12-24: closed}", ["2026-12-24 override [] -"]),
    ("special: {2026-12-24: 09:00-12:00}", ["2026-12-24 override [09:00-12:00] -"]),
    (
      "special: {2026-12-24: [\"14:00-16:00\", \"09:00-12:00\"]}",
      ["2026-12-24 override [09:00-12:00,14:00-16:00] -"]
    ),
    (
      "special:\n  2026-12-30/2027-01-01: {hours: closed, name: Stocktaking}",
      [
        "2026-12-30 override [] Stocktaking", "2026-12-31 override [] Stocktaking",
        "2027-01-01 override [] Stocktaking",
      ]
    ),
    ("special: {2028-02-28/2028-03-01: closed}", ["02-28", "02-29", "03-01"].map { "2028-\($0) override [] -" }),
    ("holidays:\n  2026-12-25: Christmas Day", ["2026-12-25 holiday [] Christmas Day"]),
    ("holidays:\n  2026-12-25:", ["2026-12-25 holiday [] -"]),
    (
      "holidays:\n  2026-12-24: {name: Christmas Eve, hours: 09:00-12:00}",
      ["2026-12-24 holiday [09:00-12:00] Christmas Eve"]
    ),
    (
      "holidays: {2026-12-25: Christmas Day}\nspecial: {2026-12-25: 10:00-12:00}",
      ["2026-12-25 holiday [] Christmas Day", "2026-12-25 override [10:00-12:00] -"]
    ),
  ])
  func `a date may have hours of its own`(_ text: String, _ expected: [String]) throws {
    #expect(try Self.days(text) == expected)
  }

  @Test func `a host has dates of its own`() throws {
    let host = try DeskTexts.read(DeskTexts.desk(host: "special: {2026-12-28/2026-12-30: closed}")).profile.hosts[0]
    #expect(host.specialDays.map { "\($0.date)" } == ["2026-12-28", "2026-12-29", "2026-12-30"])
  }

  @Test(arguments: [
    (
      "special: {24.12.2026: closed}",
      "16:11 “24.12.2026” is no date; write 2026-12-24, or 2026-08-03/2026-08-14 for several in a row."
    ),
    (
      "special: {2026-02-29: closed}",
      "16:11 “2026-02-29” is no date; write 2026-12-24, or 2026-08-03/2026-08-14 for several in a row."
    ),
    (
      "special: {2026-12-24/: closed}",
      "16:11 “2026-12-24/” is no date; write 2026-12-24, or 2026-08-03/2026-08-14 for several in a row."
    ),
    ("special: {2026-12-24/2026-12-01: closed}", "16:11 2026-12-24/2026-12-01 ends before it begins."),
    ("special: {2026-12-24/2028-12-24: closed}", "16:11 2026-12-24/2028-12-24 is longer than a year."),
    ("special:\n  2026-12-24:", "17:14 2026-12-24 is empty; write hours, or closed."),
    ("special: [2026-12-24]", "16:10 Write special as a mapping of dates, such as “2026-12-24: 09:00-12:00”."),
    ("holidays: [2026-12-25]", "16:11 Write holidays as a mapping of dates, such as “2026-12-25: Christmas Day”."),
    ("special: {2026-12-24: {name: Eve}}", "16:23 This day lacks hours."),
    (
      "special: {2026-12-24: {hours: closed, nmae: Eve}}", "16:39 “nmae” is not a key of this day; did you mean “name”?"
    ),
    (
      "special: {2026-12-24: 9-12}", "16:23 “9-12” are not hours; write them as 09:00-17:00 (24-hour clock), or closed."
    ),
    (
      "special: {2026-12-24: [09:00-12:00, 11:00-13:00]}",
      "16:37 This stretch of 2026-12-24 overlaps an earlier one."
    ),
    (
      "special: {2026-12-24/2026-12-26: closed, 2026-12-26: 09:00-10:00}",
      "16:42 2026-12-26 is written twice in special."
    ),
    ("holidays: {2026-12-25: [a]}", "16:24 the name of a holiday must be a single text, not a list or a mapping."),
  ])
  func `a date that cannot be is refused where it stands`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(more: text)) == [expected])
  }

  @Test func `so many dates that nobody can have meant them are refused`() {
    let years = (2027...2029).map { "  \($0)-01-01/\($0)-12-31: closed\n" }.joined()
    #expect(
      DeskTexts.problems(DeskTexts.desk(more: "special:\n" + years)) == ["17:3 special holds more than 1000 dates."])
  }
}
