import Desk
import Scheduling

/// Makes desks of everything that a file can say, the same for the same seed.
final class RandomDesks {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(state: seed) }

  func desk() throws -> DeskProfile {
    let rooms = (0..<number(0...4)).map { index in
      Room(
        key: RoomKey("room-\(index)"), name: "Room \(words()) \(index)", kind: maybe { "kind" },
        calendar: maybe { calendar("room\(index)") })
    }
    let hosts = try (0..<number(1...4)).map { try host($0) }
    let offerings = try (0..<number(1...4)).map { try offering($0, hosts: hosts, rooms: rooms) }
    let numbers = (0..<number(0...2)).compactMap { PhoneNumber("+1212555010\($0)") }
    return DeskProfile(
      key: DeskKey("desk-\(number(0...99))"), name: words(), zone: ZoneID("Europe/Berlin"),
      hours: try week(from: 8, to: 20), offerings: offerings, hosts: hosts, numbers: numbers,
      hangUp: pick([.finish, .withdraw]),
      keeping: KeepingPolicy(duration: .minutes(number(1...30)), placesEvent: flag()),
      region: maybe { pick(["DE", "US", "CN"]) }.flatMap { RegionCode($0) }, treatsUTCAsLocal: flag(),
      language: LanguageTag(pick(["en", "de-AT", "zh-Hans-CN", "es-419", "fr"])) ?? LanguageTag(.english),
      specialDays: try days(.override) + days(.holiday), rooms: rooms,
      caps: BookingCaps(
        holdsPerCaller: number(1...3), upcomingPerCaller: number(1...20), perDay: maybe { number(1...99) }),
      sharing: pick([.priority, .fewestUpcoming]))
  }

  private func host(_ index: Int) throws -> Host {
    Host(
      key: HostKey("host-\(index)"), name: "\(words()) \(index)", calendar: Self.calendar("host\(index)", "primary"),
      blocking: (0..<number(0...2)).map { Self.calendar("other\(index)", "c\($0)@group.example") },
      // Always longer than any service is.
      hours: flag() ? try week(from: 8, to: 20) : nil, specialDays: try days(.override),
      priority: maybe { number(1...100) })
  }

  private func offering(_ index: Int, hosts: [Host], rooms: [Room]) throws -> Offering {
    let templates = ["{service}: {name}", "{{braces}} # {code}", "\"quoted\" 'and' – {host}", "null", "- {room}: [x]"]
    let texts = templates + ["Tel. {phone}\n\n  {notes}\nEnd", "{email}\n# no comment\n\"x\": y"]
    return Offering(
      key: OfferingKey("service-\(index)"), name: "\(words()) \(index)", rules: rules(),
      hosts: flag() ? [] : [pick(hosts).key], needs: rooms.filter { _ in flag() }.map { [$0.key] }, needsOwner: flag(),
      title: try maybe { pick(templates) }.map { try EventTemplate($0) },
      description: try maybe { pick(texts) }.map { try EventTemplate($0) }, videoLink: flag())
  }

  private func rules() -> SlotRules {
    let from = CivilDate(daysSinceEpoch: 20_000 + number(0...1000))
    return SlotRules(
      duration: .minutes(number(1...120)), bufferBefore: .minutes(number(0...30)),
      bufferAfter: .minutes(number(0...30)),
      interval: .minutes(number(1...120)), alignment: pick([.opening, .clock]), notice: .minutes(number(0...2000)),
      horizonDays: number(2...90), window: maybe { from...from.adding(days: number(0...300)) },
      dailyLimit: maybe { number(1...9) }, weeklyLimit: maybe { number(1...9) }, places: number(1...3),
      durations: flag() ? [] : [.minutes(130), .minutes(140)])
  }

  private func week(from: Int, to: Int) throws -> WeeklyHours {
    var days: [Weekday: [OpenHours]] = [.monday: try hours(from, to)]
    for day in Weekday.allCases.dropFirst() where flag() {
      days[day] = try hours(from, from + 3) + hours(from + 4, to + (flag() ? 4 : 0))
    }
    return try WeeklyHours(days)
  }

  private func days(_ reason: SpecialDay.Reason) throws -> [SpecialDay] {
    try (0..<number(0...3)).map { index in
      try SpecialDay(
        date: CivilDate(daysSinceEpoch: 20_800 + index * 7), hours: flag() ? [] : hours(9, 12) + hours(13, 20),
        reason: reason,
        name: maybe { words() })
    }
  }

  private func hours(_ from: Int, _ to: Int) throws -> [OpenHours] {
    let ends = [from, to].compactMap { ClockTime(hour: $0, minute: 0) }
    return OpenHours(opens: ends[0], closes: ends[1]).map { [$0] } ?? []
  }

  private static func calendar(_ account: String, _ id: String) -> CalendarReference {
    CalendarReference(account: AccountID("\(account)@example.com"), calendar: CalendarID(id))
  }

  private func calendar(_ account: String) -> CalendarReference {
    Self.calendar(account, flag() ? "primary" : "\(account)@group.example")
  }

  private func words() -> String {
    pick([
      "Clinic", "true", "12", "Dr. \"Max\" O'Neil", "# 1: [a], {b}", "München & Söhne", "上海诊所", "- x", "yes: no",
      "null", "~", "*a &b !c",
    ])
  }

  private func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private func flag() -> Bool { Bool.random(using: &generator) }
  private func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }
  private func maybe<Value>(_ make: () -> Value) -> Value? { flag() ? make() : nil }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
