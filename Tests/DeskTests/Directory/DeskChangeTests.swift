import Desk
import LedgerContract
import Scheduling
import Testing

/// Changes count for what is offered from then on; appointments that there are go on as before.
@Suite struct `A desk that is changed` {
  static let kim = Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner)
  static let lee = Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second)
  private static let massage = Offering(
    key: OfferingKey("massage"), name: "Massage", rules: SlotRules(duration: .minutes(30), interval: .minutes(30)))

  /// With one appointment with Dr. Kim.
  private static func office() async throws -> (office: Office, code: String) {
    let office = try await Office(try .clinic(hosts: [kim, lee]))
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T10:00:00-05:00", "name": "Ada", "host": "kim"], id: "book")
    return (office, try #require(answer.facts["confirmationCode"]?.string, "\(answer.line)"))
  }

  /// Stores the desk with other hosts and services, and gives it as it is then.
  private static func apply(
    _ office: Office, hosts: [Host]? = nil, offerings: [Offering]? = nil
  ) async throws -> (desk: DeskProfile, change: DeskChange) {
    let new = DeskProfile(
      key: office.desk.key, name: office.desk.name, zone: office.desk.zone, hours: office.desk.hours,
      offerings: offerings ?? office.desk.offerings, hosts: hosts ?? office.desk.hosts)
    let register = DeskRegister(directory: office.ledger, ledger: office.ledger)
    let change = try await register.apply(
      DeskEntry(profile: new, secretDigests: [], source: "file"), at: office.clock.now())
    return (try #require(try await office.ledger.desks().first?.profile), change)
  }

  private static func ask(
    _ office: Office, at desk: DeskProfile, _ tool: String, _ arguments: JSONValue, id: String
  ) async -> Answer {
    let call = ToolCall(id: ToolCallID(id), name: tool, arguments: .object(arguments))
    return await office.receptionist.answer([call], at: desk, in: Office.call)[0]
  }

  @Test func `says who is gone and still has appointments`() async throws {
    let (office, _) = try await Self.office()
    let (desk, change) = try await Self.apply(office, hosts: [Self.lee])
    #expect(
      change
        == DeskChange(
          isNew: false,
          leftovers: [DeskChange.Leftover(part: .host(HostKey("kim")), name: "Dr. Kim", appointments: 1)]))
    #expect(desk.hosts == [Self.lee] && desk.retired.hosts == [Self.kim])
    #expect(desk.host(HostKey("kim")) == Self.kim)
  }

  @Test func `says which service is gone and still has appointments`() async throws {
    let (office, _) = try await Self.office()
    let (desk, change) = try await Self.apply(office, offerings: [Self.massage])
    let key = OfferingKey("consultation")
    #expect(
      change.leftovers == [DeskChange.Leftover(part: .offering(key), name: "Consultation", appointments: 1)])
    #expect(desk.offerings == [Self.massage] && desk.offering(key)?.name == "Consultation")
  }

  @Test(arguments: [true, false])
  func `finds, moves and cancels what was booked before`(takesHost: Bool) async throws {
    let (office, code) = try await Self.office()
    let (desk, _) =
      try await takesHost
      ? Self.apply(office, hosts: [Self.lee]) : Self.apply(office, offerings: [Self.massage])
    let found = await Self.ask(office, at: desk, "find_events", ["confirmationCode": .string(code)], id: "find")
    #expect(found.kind == .found && found.line.contains("Dr. Kim"), "\(found.line)")
    #expect(found.line.contains("Consultation"), "\(found.line)")
    let moved = await Self.ask(
      office, at: desk, "reschedule_event",
      ["confirmationCode": .string(code), "start": "2026-11-25T14:00:00-05:00"], id: "move")
    #expect(moved.kind == .moved && moved.line.contains("2:00 PM"), "\(moved.line)")
    let cancelled = await Self.ask(
      office, at: desk, "cancel_event", ["confirmationCode": .string(code)], id: "cancel")
    #expect(cancelled.kind == .cancelled, "\(cancelled.line)")
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test func `offers nobody and nothing that is gone`() async throws {
    let (office, _) = try await Self.office()
    let (desk, _) = try await Self.apply(office, hosts: [Self.lee])
    let answer = await Self.ask(
      office, at: desk, "check_availability", ["timeMin": "2026-11-25T00:00:00-05:00", "host": "kim"], id: "check")
    #expect(!answer.line.contains("Kim"), "\(answer.line)")
  }

  @Test func `forgets what was gone before once nothing is booked for it`() async throws {
    let (office, code) = try await Self.office()
    _ = try await Self.apply(office, hosts: [Self.lee])
    let still = try await Self.apply(office, hosts: [Self.lee])
    #expect(still.desk.retired.hosts == [Self.kim] && still.change.leftovers.count == 1)
    _ = await Self.ask(office, at: still.desk, "cancel_event", ["confirmationCode": .string(code)], id: "cancel")
    await office.settler.round()
    let later = try await Self.apply(office, hosts: [Self.lee])
    #expect(later.desk.retired.isEmpty && later.change.leftovers.isEmpty)
  }

  @Test func `keeps what is taken out now, lest somebody is just booking it`() async throws {
    let office = try await Office(try .clinic(hosts: [Self.kim, Self.lee]))
    let (desk, change) = try await Self.apply(office, hosts: [Self.lee])
    #expect(desk.retired.hosts == [Self.kim] && change.leftovers.isEmpty)
  }

  @Test func `knows a host's old calendar while something is booked in it`() async throws {
    let (office, _) = try await Self.office()
    let third = CalendarReference(account: AccountID("third@example.com"), calendar: CalendarID("primary"))
    let moved = Host(key: Self.kim.key, name: "Dr. Kim", calendar: third)
    let (desk, change) = try await Self.apply(office, hosts: [moved, Self.lee])
    #expect(desk.host(Self.kim.key) == moved && desk.retired.hosts == [Self.kim])
    #expect(change.leftovers.map(\.appointments) == [1])
  }

  @Test func `takes back what is offered again`() async throws {
    let (office, _) = try await Self.office()
    _ = try await Self.apply(office, hosts: [Self.lee])
    let (desk, change) = try await Self.apply(office, hosts: [Self.kim, Self.lee])
    #expect(desk.retired.isEmpty && change.leftovers.isEmpty)
  }

  @Test func `keeps the rooms of a service that is gone`() throws {
    let scan = Offering(
      key: OfferingKey("scan"), name: "Scan", rules: Self.massage.rules, needs: [[RoomKey("scanner")]])
    let clinic = try DeskProfile.clinic()
    func desk(_ offerings: [Offering], _ rooms: [Room]) -> DeskProfile {
      DeskProfile(
        key: clinic.key, name: "C", zone: clinic.zone, hours: clinic.hours, offerings: offerings, hosts: clinic.hosts,
        rooms: rooms)
    }
    let rooms = [Room(key: RoomKey("scanner"), name: "Scanner"), Room(key: RoomKey("unused"), name: "Unused")]
    let new = desk([Self.massage], []).succeeding(desk([scan, Self.massage], rooms), with: [])
    #expect(new.retired.rooms.map(\.key) == [RoomKey("scanner")])
    #expect(new.rooms(for: scan).map { $0.map(\.name) } == [["Scanner"]])
  }

  @Test func `for the first time is new`() async throws {
    let office = try await Office()
    let register = DeskRegister(directory: office.ledger, ledger: office.ledger)
    let other = DeskEntry(profile: try .clinic(key: "other"), secretDigests: [], source: "")
    let change = try await register.apply(other, at: office.clock.now())
    #expect(change == DeskChange(isNew: true, leftovers: []))
    #expect(try await office.ledger.desks().map(\.profile.key.rawValue) == ["clinic", "other"])
  }
}
