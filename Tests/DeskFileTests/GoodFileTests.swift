import Desk
import DeskFile
import Scheduling
import Testing

@Suite struct GoodFileTests {
  @Test func `the example of a small clinic is read as it says`() throws {
    let entry = try DeskTexts.read(DeskTexts.example("desk.yaml"))
    let desk = entry.profile
    #expect(desk.key == DeskKey("lakeside-clinic"))
    #expect(desk.name == "Lakeside Clinic")
    #expect(desk.zone == ZoneID("America/New_York"))
    #expect(desk.hours.days[.monday]?.map(\.opens.hour) == [9, 13])
    #expect(desk.hours.days[.friday]?.map(\.closes.hour) == [16])
    #expect(desk.hours.days[.saturday] == nil)
    let rules = SlotRules(
      duration: .minutes(30), interval: .minutes(30), notice: .hours(2), horizonDays: 60)
    #expect(desk.offerings == [Offering(key: OfferingKey("consultation"), name: "Consultation", rules: rules)])
    let calendar = CalendarReference(account: AccountID("maria@lakeside.example"), calendar: CalendarID("primary"))
    #expect(desk.hosts == [Host(key: HostKey("maria"), name: "Dr. Maria Lindt", calendar: calendar)])
    #expect(desk.hangUp == .finish)
    #expect(desk.keeping == KeepingPolicy(duration: .minutes(3), placesEvent: false))
    #expect(entry.secretDigests.isEmpty)
    #expect(try entry.source == DeskTexts.example("desk.yaml"))
  }

  @Test func `the example of two hosts is read as it says`() throws {
    let desk = try DeskTexts.read(DeskTexts.example("desk-two-hosts.yaml")).profile
    #expect(desk.hosts.map(\.key.rawValue) == ["jonas", "aylin"])
    #expect(desk.hosts[0].blocking.map(\.account.rawValue) == ["jonas.private@mail.example"])
    #expect(desk.hosts[0].hours == nil)
    #expect(desk.hosts[1].hours?.days[.thursday]?.count == 2)
    #expect(desk.offerings[1].hosts == [HostKey("jonas")])
    #expect(desk.offerings[1].rules.durations == [.minutes(90), .minutes(150)])
    #expect(desk.offerings[0].rules.bufferBefore == .zero)
    #expect(desk.offerings[0].rules.bufferAfter == .minutes(5))
    #expect(desk.hangUp == .withdraw)
  }

  @Test func `JSON is YAML, tabs and all`() throws {
    let text = """
      {
      \t"key": "clinic", "name": "Clinic", "zone": "UTC",
      \t"hours": {"sunday": ["20:00-24:00"]},
      \t"services": [{"key": "visit", "name": "Visit", "duration": 45, "horizon": 7}],
      \t"hosts": [{"key": "maria", "name": "Maria", "calendar": {"account": "Maria@Example.com"}}],
      \t"numbers": ["+1 (212) 555-0100"], "hangup": "withdraw"
      }
      """
    let desk = try DeskTexts.read(text).profile
    #expect(desk.offerings[0].rules == SlotRules(duration: .minutes(45), interval: .minutes(45), horizonDays: 7))
    #expect(desk.hosts[0].calendar.account == AccountID("maria@example.com"))
    #expect(desk.hosts[0].calendar.calendar == CalendarID("primary"))
    #expect(desk.numbers == [PhoneNumber("+12125550100")].compactMap { $0 })
    #expect(desk.hours.days[.sunday]?.first?.closes == ClockTime(hour: 24, minute: 0))
  }

  @Test(arguments: [
    ("", KeepingPolicy(duration: .minutes(3), placesEvent: false)),
    ("hold:", KeepingPolicy(duration: .minutes(3), placesEvent: false)),
    ("hold: {keep: 5m}", KeepingPolicy(duration: .minutes(5), placesEvent: false)),
    ("hold: {placeholder: true}", KeepingPolicy(duration: .minutes(3), placesEvent: true)),
    ("hold: {keep: 10, placeholder: False}", KeepingPolicy(duration: .minutes(10), placesEvent: false)),
  ])
  func `a desk says how long a chosen time is kept`(_ text: String, _ policy: KeepingPolicy) throws {
    #expect(try DeskTexts.read(DeskTexts.desk(more: text)).profile.keeping == policy)
  }

  @Test func `a byte order mark and Windows line ends do no harm`() throws {
    let plain = try DeskTexts.read(DeskTexts.desk())
    let text = "\u{FEFF}" + DeskTexts.desk().split(separator: "\n").joined(separator: "\r\n")
    #expect(try DeskTexts.read(text).profile == plain.profile)
  }

  @Test func `a primary calendar written by its address is the same calendar`() throws {
    let host = "blocking: [{account: Maria@example.com, id: maria@Example.com}, {account: maria@example.com, id: x}]"
    let blocking = try DeskTexts.read(DeskTexts.desk(host: host)).profile.hosts[0].blocking
    #expect(blocking.map(\.calendar.rawValue) == ["primary", "x"])
  }
}

@Suite struct LengthTests {
  @Test(arguments: [
    ("duration: 45", 45), ("duration: 45m", 45), ("duration: \"45\"", 45), ("duration: 1h", 60),
    ("duration: 1h30m", 90), ("duration: 1H 30M", 90), ("duration: 90m", 90), ("duration: 24h", 1440),
    ("duration: 1d", 1440), ("duration: 1", 1),
  ])
  func `a length of time is minutes, or hours and minutes`(_ text: String, _ minutes: Int) throws {
    let file = DeskTexts.desk(hours: "  monday: 00:00-24:00", service: text)
    let rules = try DeskTexts.read(file).profile.offerings[0].rules
    #expect(rules.duration == .minutes(minutes))
    #expect(rules.interval == .minutes(minutes))
  }

  @Test(arguments: ["0.5h", "30m1h", "1h1h", "h", "1x", "1h30", "half an hour", "-5", "٣٠", "99999999999999999999"])
  func `what is not a length of time is refused`(_ text: String) {
    let expected = "10:15 duration “\(text)” is not a length of time; write 45, 45m, 1h or 1h30m."
    #expect(DeskTexts.problems(DeskTexts.desk(service: "duration: \(text)")) == [expected])
  }

  @Test(arguments: ["0", "25h", "1441", "2d", "999999"])
  func `an appointment lasts from a minute to a day`(_ text: String) {
    let expected = "10:15 duration must be between 1m and 1d."
    #expect(DeskTexts.problems(DeskTexts.desk(service: "duration: \(text)")) == [expected])
  }
}

@Suite struct HoursTests {
  @Test(arguments: [
    ("  monday: 9:00-17:00", [[9 * 60, 17 * 60]]),
    ("  monday: 00:00-24:00", [[0, 1440]]),
    ("  monday: [\"13:00-17:00\", \"09:00-12:00\"]", [[540, 720], [780, 1020]]),
    ("  monday: [09:00-12:00, 12:00-13:00]", [[540, 720], [720, 780]]),
    ("  monday: \"09:00 – 17:30\"", [[540, 1050]]),
    ("  monday: closed", []),
    ("  monday: []", []),
    ("  tuesday: 09:00-17:00", []),
  ])
  func `hours are stretches of a day`(_ text: String, _ expected: [[Int]]) throws {
    let monday = try DeskTexts.read(DeskTexts.desk(hours: text)).profile.hours.days[.monday] ?? []
    #expect(monday.map { [$0.opens.secondOfDay / 60, $0.closes.secondOfDay / 60] } == expected)
  }

  @Test(arguments: [
    (
      "  monday: 17:00-09:00",
      "6:11 17:00-09:00 ends before it begins; hours past midnight are two stretches: until 24:00, and from 00:00 the next day."
    ),
    (
      "  monday: 09:00-09:00",
      "6:11 09:00-09:00 ends before it begins; hours past midnight are two stretches: until 24:00, and from 00:00 the next day."
    ),
    (
      "  monday: 09:00-24:30", "6:11 “09:00-24:30” are not hours; write them as 09:00-17:00 (24-hour clock), or closed."
    ),
    ("  monday: 9-17", "6:11 “9-17” are not hours; write them as 09:00-17:00 (24-hour clock), or closed."),
    (
      "  monday: 9:00 AM-5:00 PM",
      "6:11 “9:00 AM-5:00 PM” are not hours; write them as 09:00-17:00 (24-hour clock), or closed."
    ),
    (
      "  monday: 09:60-17:00", "6:11 “09:60-17:00” are not hours; write them as 09:00-17:00 (24-hour clock), or closed."
    ),
    ("  monday: [\"09:00-12:00\", \"11:00-13:00\"]", "6:27 This stretch of monday overlaps an earlier one."),
    ("  monday: [\"11:00-13:00\", \"09:00-12:00\"]", "6:27 This stretch of monday overlaps an earlier one."),
    ("  monday:", "6:10 monday is empty; write hours, or closed."),
    ("  mon: 09:00-17:00", "6:3 “mon” is not a key of the hours; did you mean “monday”?"),
    ("  Thrusday: 09:00-17:00", "6:3 “Thrusday” is not a key of the hours; did you mean “thursday”?"),
    ("  monday: {from: 9}", "6:11 an entry of monday must be a single text, not a list or a mapping."),
    (
      "  []",
      "6:3 Write the hours as a mapping with the keys monday, tuesday, wednesday, thursday, friday, saturday, sunday."
    ),
  ])
  func `hours that cannot be are refused where they stand`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(hours: text)) == [expected])
  }
}
