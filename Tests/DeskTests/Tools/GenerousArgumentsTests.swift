import Desk
import LedgerContract
import Scheduling
import Testing

/// What language models were seen to send, and what becomes of it (facts: vapi 7.2).
@Suite struct `Generous arguments` {
  static let team = [
    Host(key: HostKey("kim"), name: "Dr. Sarah Kim", calendar: Office.owner),
    Host(key: HostKey("lee"), name: "Dr. Hannah Lee", calendar: Office.second),
  ]

  /// A clinic with a region, two hosts and three services, at which UTC may mean the desk's own time.
  static func desk(region: String? = "US", treatsUTCAsLocal: Bool = false, hosts: [Host] = team) throws -> DeskProfile {
    let plain = try DeskProfile.clinic(hosts: hosts)
    let rules = plain.offerings[0].rules
    let offerings = [("checkup", "Check-up"), ("cleaning", "Teeth cleaning"), ("canal", "Root canal treatment")].map {
      Offering(key: OfferingKey($0.0), name: $0.1, rules: rules)
    }
    return DeskProfile(
      key: plain.key, name: plain.name, zone: plain.zone, hours: plain.hours, offerings: offerings, hosts: plain.hosts,
      region: region.flatMap(RegionCode.init), treatsUTCAsLocal: treatsUTCAsLocal)
  }

  static let utc: [(JSONValue, Bool, String)] = [
    // As it is: a point in time.
    (["start": "2026-11-25T19:00:00Z"], false, "2026-11-25T14:00:00-05:00"),
    (["start": "2026-11-25T19:00:00+00:00"], false, "2026-11-25T14:00:00-05:00"),
    // Where the desk says so: its own clock.
    (["start": "2026-11-25T14:00:00Z"], true, "2026-11-25T14:00:00-05:00"),
    (["start": "2026-11-25T14:00:00.000Z"], true, "2026-11-25T14:00:00-05:00"),
    (["start": "2026-11-25T14:00:00+00:00"], true, "2026-11-25T14:00:00-05:00"),
    (["when": "2026-11-25 14:00Z"], true, "2026-11-25T14:00:00-05:00"),
    // Its own offset is its own offset, and another zone's clock may show UTC.
    (["start": "2026-11-25T14:00:00-05:00"], true, "2026-11-25T14:00:00-05:00"),
    (["start": "2026-11-25T19:00:00Z", "timeZone": "Europe/London"], true, "2026-11-25T14:00:00-05:00"),
    (["start": "2026-11-25T20:00:00Z", "timeZone": "Europe/Berlin"], true, "2026-11-25T14:00:00-05:00"),
  ]

  @Test(arguments: utc) func `UTC is the desk's own time where the desk says so`(
    arguments: JSONValue, isLocal: Bool, start: String
  ) async throws {
    let office = try await Office(Self.desk(treatsUTCAsLocal: isLocal))
    let answer = await office.ask("create_event", arguments.adding(["service": "checkup", "host": "kim"]))
    #expect(answer.kind == .booked, "\(answer.line)")
    #expect(answer.facts["start"]?.string == start)
  }

  @Test func `a window in UTC is a window of the desk's own day where the desk says so`() async throws {
    let office = try await Office(Self.desk(treatsUTCAsLocal: true))
    let answer = await office.ask(
      "check_availability",
      ["timeMin": "2026-11-25T16:00:00Z", "timeMax": "2026-11-25T17:00:00Z", "service": "checkup", "host": "kim"])
    #expect(
      answer.facts["slots"]?.array?.compactMap { $0["start"]?.string } == [
        "2026-11-25T16:00:00-05:00", "2026-11-25T16:30:00-05:00",
      ])
    let gap = await office.ask(
      "create_event", ["start": "2027-03-14T02:30:00Z", "service": "checkup", "host": "kim"], id: "gap")
    #expect(gap.line.contains("does not exist"))
    let past = await office.ask(
      "create_event", ["start": "2023-11-25T14:00:00Z", "service": "checkup", "host": "kim"], id: "past")
    #expect(past.line.contains("past year"))
  }

  static let halfDays: [(String, JSONValue, [String])] = [
    // Three in the night was three in the afternoon.
    ("create_event", ["start": "2026-11-25T03:00:00"], ["14:30", "15:00", "15:30"]),
    ("create_event", ["start": "2026-11-25T02:30:00"], ["14:00", "14:30", "15:00"]),
    ("create_event", ["start": "2026-11-25T21:30:00"], ["09:00", "09:30", "10:00"]),
    ("create_event", ["start": "2026-11-25", "when": "x"], []),
    ("check_availability", ["when": "2026-11-25T03:00:00"], ["14:30", "15:00", "15:30"]),
    (
      "check_availability", ["timeMin": "2026-11-25T03:00:00", "timeMax": "2026-11-25T04:00:00"],
      ["14:30", "15:00", "15:30"]
    ),
    ("hold_slot", ["start": "2026-11-25T03:00:00"], ["14:30", "15:00", "15:30"]),
    // Neither half of the day is open: the nearest there is.
    ("check_availability", ["when": "2026-11-25T06:00:00"], ["16:30", "09:00", "09:30"]),
  ]

  @Test(arguments: halfDays) func `a slip of half a day is answered with what was meant`(
    tool: String, arguments: JSONValue, times: [String]
  ) async throws {
    let office = try await Office(Self.desk())
    let answer = await office.ask(tool, arguments.adding(["service": "checkup", "host": "kim"]))
    #expect(try await office.ledger.counts().total == 0)
    guard !times.isEmpty else {
      #expect(answer.kind == .ask)
      return
    }
    #expect(answer.kind == .nothing)
    #expect(answer.line.contains("outside opening hours") || answer.line.contains("closed"), "\(answer.line)")
    let starts = answer.facts["slots"]?.array?.compactMap { $0["start"]?.string } ?? []
    #expect(starts.map { String($0.dropFirst(11).prefix(5)) } == times)
  }

  @Test func `a move outside hours by half a day moves nothing and names what was meant`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T03:00:00"], id: "move")
    #expect(answer.kind == .nothing)
    #expect(answer.line.contains("3:00 PM"), "\(answer.line)")
    #expect(!office.calendars.calls.contains("shift"))
  }

  static let names: [(JSONValue, String?, String)] = [
    (["service": "check up", "host": "doctor kim"], nil, "checkup"),
    (["service": "teeth cleening", "host": "Hanna Lee"], nil, "cleaning"),
    (["service": "root canal", "host": "Sara"], nil, "canal"),
    (["service": "massage", "host": "kim"], "There is no such service here", ""),
    (["service": "checkup", "host": "Peter"], "Nobody of that name", ""),
    (["service": "teeth cleaning", "host": "doctor"], "Nobody of that name", ""),
  ]

  @Test(arguments: names) func `names that were misheard are found, and unknown ones asked for`(
    arguments: JSONValue, question: String?, service: String
  ) async throws {
    let office = try await Office(Self.desk())
    let answer = await office.ask("create_event", arguments.adding(["start": "2026-11-25T14:00:00"]))
    if let question {
      #expect(answer.kind == .ask && answer.line.contains(question), "\(answer.line)")
    } else {
      #expect(answer.kind == .booked && answer.facts["service"]?.string == service, "\(answer.facts)")
    }
  }

  @Test(
    arguments: [
      ("Deep tissue", "deep"), ("tissue, deep", "deep"), ("DEEP-TISSUE massage", nil), ("massage", nil),
      ("deep", "deep"),
      ("deep tisue", "deep"), ("swedish masage", "swedish"), ("swedish", "swedish"), ("an appointment", nil),
    ] as [(String, String?)])
  func `of several services one is meant only by its own words`(_ text: String, _ key: String?) async throws {
    let plain = try DeskProfile.clinic()
    let offerings = [("deep", "Deep tissue"), ("swedish", "Swedish massage")].map {
      Offering(key: OfferingKey($0.0), name: $0.1, rules: plain.offerings[0].rules)
    }
    let desk = DeskProfile(
      key: plain.key, name: plain.name, zone: plain.zone, hours: plain.hours, offerings: offerings, hosts: plain.hosts)
    let office = try await Office(desk)
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "service": .string(text)])
    #expect(answer.kind == (key == nil ? .ask : .booked), "\(answer.line)")
    #expect(answer.facts["service"]?.string == key)
  }

  @Test func `of two of one name the one who offers the service is meant`() async throws {
    let hosts = [
      Host(key: HostKey("a"), name: "Anna Lee", calendar: Office.owner),
      Host(key: HostKey("b"), name: "Anna Kim", calendar: Office.second),
    ]
    let desk = try Self.desk(hosts: hosts)
    let both = try await Office(desk)
    let asked = await both.ask("create_event", ["start": "2026-11-25T14:00:00", "service": "checkup", "host": "Anna"])
    #expect(asked.kind == .ask)
    #expect(asked.line.contains("who would you like to see, Anna Lee or Anna Kim?"))
    let split = desk.offerings.map { Offering(key: $0.key, name: $0.name, rules: $0.rules, hosts: [HostKey("b")]) }
    let one = try await Office(
      DeskProfile(key: desk.key, name: desk.name, zone: desk.zone, hours: desk.hours, offerings: split, hosts: hosts))
    let booked = await one.ask("create_event", ["start": "2026-11-25T14:00:00", "service": "checkup", "host": "Anna"])
    #expect(booked.kind == .booked && booked.facts["host"] == "b", "\(booked.line)")
  }

  static let contacts: [(JSONValue, String?, String?)] = [
    (["phone": "(415) 555-0188"], "+14155550188", nil), (["phone": 4155550188], "+14155550188", nil),
    (["phone": .number(4155550188)], "+14155550188", nil), (["phone": "the one I'm calling from"], nil, nil),
    (["phone": "four one five triple five oh one double eight"], "+14155550188", nil),
    (["email": "maria dot lopez at gmail dot com"], nil, "maria.lopez@gmail.com"),
    (["email": "M A R I A at gmail dot com", "attendees": "maria@gmail.com"], nil, "maria@gmail.com"),
  ]

  @Test(arguments: contacts) func `how to reach the caller is read as it was said`(
    arguments: JSONValue, phone: String?, email: String?
  ) async throws {
    let office = try await Office(Self.desk())
    let answer = await office.ask(
      "create_event", arguments.adding(["start": "2026-11-25T14:00:00", "service": "checkup", "host": "kim"]))
    #expect(answer.kind == .booked, "\(answer.line)")
    let caller = CallerIdentity(call: Office.call.call, number: nil)
    let booking = try #require(
      try await office.ledger.bookings(of: caller, at: office.desk.key, endingAfter: office.clock.now(), limit: 5).first
    )
    #expect(booking.details.phone?.rawValue == phone)
    #expect(booking.details.email == email)
    #expect(booking.details.guests == [email].compactMap(\.self))
  }

  @Test(arguments: [("US", "555-01", "area code"), (nil, "415 555 0188", "with its country code")])
  func `a telephone number that is not complete is asked for`(region: String?, phone: String, says: String) async throws
  {
    let office = try await Office(Self.desk(region: region))
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "service": "checkup", "host": "kim", "phone": .string(phone)])
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("phone number is not complete") && answer.line.contains(says), "\(answer.line)")
    #expect(!answer.line.contains(phone))
    #expect(try await office.ledger.counts().total == 0)
  }
}

extension JSONValue {
  fileprivate func adding(_ other: JSONValue) -> JSONValue {
    guard case .object(let members) = self, case .object(let more) = other else { return self }
    return .object(members + more)
  }
}
