import Desk
import Scheduling
import Testing

@Suite struct `When a host can be booked` {
  private static func week(_ opens: Int, _ closes: Int, _ days: Weekday...) throws -> WeeklyHours {
    try WeeklyHours(Dictionary(uniqueKeysWithValues: days.map { ($0, [try stretch(opens, closes)]) }))
  }

  private static func stretch(_ opens: Int, _ closes: Int) throws -> OpenHours {
    let opens = try #require(ClockTime(hour: opens, minute: 0))
    let closes = try #require(ClockTime(hour: closes, minute: 0))
    return try #require(OpenHours(opens: opens, closes: closes))
  }

  private static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  /// Open Monday to Wednesday, 9 to 17; Christmas is closed, and a Monday open until noon.
  private static func desk(_ hours: WeeklyHours? = nil, special: [SpecialDay] = []) throws -> DeskProfile {
    let host = Host(key: HostKey("kim"), name: "Kim", calendar: Office.owner, hours: hours, specialDays: special)
    return DeskProfile(
      key: DeskKey("d"), name: "D", zone: ZoneID("UTC"), hours: try week(9, 17, .monday, .tuesday, .wednesday),
      offerings: [], hosts: [host],
      specialDays: [
        try SpecialDay(date: try date("2026-12-25"), reason: .holiday, name: "Christmas Day"),
        try SpecialDay(date: try date("2026-12-28"), hours: [try stretch(9, 12)]),
      ])
  }

  private static func hours(_ desk: DeskProfile, _ text: String) throws -> [String] {
    desk.openingHours(of: desk.hosts[0]).hours(on: try date(text)).map { "\($0.opens)-\($0.closes)" }
  }

  @Test func `is whenever the desk is open, if the host says nothing`() throws {
    let desk = try Self.desk()
    #expect(desk.openingHours(of: desk.hosts[0]) == desk.openingHours)
    #expect(try Self.hours(desk, "2026-12-28") == ["09:00-12:00"])
    #expect(try Self.hours(desk, "2026-12-29") == ["09:00-17:00"])
    #expect(try Self.hours(desk, "2026-12-25") == [])
  }

  @Test func `is while the host works and the desk is open`() throws {
    let desk = try Self.desk(try Self.week(11, 20, .monday, .thursday))
    #expect(try Self.hours(desk, "2026-12-21") == ["11:00-17:00"])
    #expect(try Self.hours(desk, "2026-12-28") == ["11:00-12:00"])
    #expect(try Self.hours(desk, "2026-12-22") == [])
    #expect(try Self.hours(desk, "2026-12-24") == [])
  }

  @Test func `is as the host says on the host's own dates`() throws {
    let desk = try Self.desk(special: [
      try SpecialDay(date: try Self.date("2026-12-25"), hours: [try Self.stretch(10, 11)]),
      try SpecialDay(date: try Self.date("2026-12-29")),
    ])
    #expect(try Self.hours(desk, "2026-12-25") == ["10:00-11:00"])
    #expect(try Self.hours(desk, "2026-12-29") == [])
    #expect(try Self.hours(desk, "2026-12-28") == ["09:00-12:00"])
    #expect(try Self.hours(desk, "2026-12-30") == ["09:00-17:00"])
  }

  @Test func `and who goes first is by priority, then by the order of the file`() throws {
    let hosts = [nil, 2, nil, 1].enumerated().map { index, priority in
      Host(key: HostKey("\(index)"), name: "\(index)", calendar: Office.owner, priority: priority)
    }
    #expect(try Self.desk().ranked(hosts).map(\.key.rawValue) == ["3", "1", "0", "2"])
  }
}

@Suite struct `A room` {
  @Test func `is a resource of its desk, or of its calendar`() {
    let room = Room(key: RoomKey("blue"), name: "Blue")
    #expect(room.resource(at: DeskKey("a")) == ResourceID("room:a/blue"))
    #expect(room.resource(at: DeskKey("a")) != room.resource(at: DeskKey("b")))
    let shared = Room(key: RoomKey("blue"), name: "Blue", calendar: Office.second)
    #expect(shared.resource(at: DeskKey("a")) == shared.resource(at: DeskKey("b")))
  }
}
