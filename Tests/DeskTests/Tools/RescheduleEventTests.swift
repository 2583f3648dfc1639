import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Moving appointments` {
  static let two = [
    Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner),
    Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second),
  ]

  static func only(_ office: Office, in calendar: CalendarReference = Office.owner) throws -> PaperCalendars.Entry {
    let ours = office.calendars.ours(in: calendar)
    #expect(ours.count == 1)
    return try #require(ours.first)
  }

  static func isAt(_ text: String, _ office: Office, in calendar: CalendarReference = Office.owner) throws -> Bool {
    try only(office, in: calendar).period.start == .at(text + "-05:00")
  }

  @Test func `the caller's only appointment is moved, and keeps its code`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .moved)
    let spelled = code.map { "\($0)" }.joined(separator: " ")
    #expect(
      answer.line == "Moved: Consultation is now on Thursday, November 26 at 10:00 AM New York time with Dr. Kim. "
        + "Confirmation code \(spelled).")
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
    #expect(office.calendars.calls.suffix(2) == ["shift", "look"])
    let other = CallContext(call: CallID("call-9"))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "n", in: other).kind == .booked)
    #expect(await office.ask("create_event", ["start": "2026-11-26T10:00:00"], id: "m", in: other).kind == .taken)
  }

  @Test(arguments: ["slot", "start", "when"])
  func `a new time is read as a new booking's is`(argument: String) async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    var value: JSONValue = "2026-11-26T10:00"
    if argument == "slot" {
      let offered = await office.ask("check_availability", ["when": "2026-11-26T10:00"])
      value = try #require(offered.facts["slots"]?.array?.first?["slot"])
    }
    let arguments = JSONValue.object([.init(argument, value), .init("confirmationCode", .string(code))])
    let stranger = CallContext(call: CallID("call-3"))
    #expect(await office.ask("reschedule_event", arguments, id: "move", in: stranger).kind == .moved)
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
  }

  @Test func `of several the caller is asked which, and a code tells`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00", id: "a")
    let code = try await office.book("2026-11-25T15:00:00", id: "b")
    let asked = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(asked.kind == .ask)
    #expect(asked.line.contains("2:00 PM New York time (code "))
    #expect(asked.line.contains("(code \(code.map { "\($0)" }.joined(separator: " ")))"))
    let moved = await office.ask(
      "reschedule_event", ["start": "2026-11-26T10:00:00", "booking": .string(code)], id: "move-2")
    #expect(moved.kind == .moved)
    #expect(moved.facts["confirmationCode"]?.string == code)
  }

  @Test func `a short move may overlap the old time`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    #expect(await office.ask("reschedule_event", ["start": "2026-11-25T14:15:00"], id: "move").kind == .moved)
    #expect(try Self.isAt("2026-11-25T14:15:00", office))
  }

  @Test func `the length stays`() async throws {
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(30), durations: [.minutes(60)])
    let office = try await Office(.clinic(rules: rules))
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": 60])
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.facts["end"]?.string == "2026-11-26T11:00:00-05:00")
    #expect(try Self.only(office).period.duration == .minutes(60))
    #expect(
      await office.ask("reschedule_event", ["start": "2026-11-26T16:30:00"], id: "late").line.contains(
        "outside opening hours"))
  }

  @Test func `the same time is there already, and nothing is written`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("reschedule_event", ["start": "2026-11-25T14:00:00"], id: "move")
    #expect(answer.kind == .moved)
    #expect(answer.line.hasPrefix("It is at that time already: Consultation on Wednesday, November 25 at 2:00 PM"))
    #expect(!office.calendars.calls.contains("shift"))
  }

  @Test(arguments: [
    ("2026-11-25T03:00:00", "outside opening hours"), ("2026-11-24T09:00:00", "too soon"),
    ("2027-11-24T10:00:00", "too far ahead"),
  ]) func `where nothing can be booked nothing is moved to, and alternatives are named`(
    _ start: String, _ why: String
  ) async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("reschedule_event", ["start": .string(start)], id: "move")
    #expect(answer.kind == .nothing)
    #expect(answer.line.contains(why))
    #expect(answer.line.contains("The appointment stays on Wednesday, November 25 at 2:00 PM"))
    #expect(answer.line.contains("(slot "))
    #expect(answer.line.count <= 400)
    #expect(try Self.isAt("2026-11-25T14:00:00", office))
  }

  @Test func `a time of another caller's is taken, the old one stands`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let other = CallContext(call: CallID("call-2"))
    _ = try await office.book("2026-11-26T10:00:00", id: "b", in: other)
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .taken)
    #expect(answer.line.contains("The appointment stays on Wednesday, November 25 at 2:00 PM"))
    #expect(!office.calendars.calls.contains("shift"))
    #expect(try await office.ledger.counts().bookings[.confirmed] == 2)
  }

  @Test(arguments: [false, true], ["2026-11-26T10:00:00", "2026-11-26T10:30:00"])
  func `a time that is kept for the call is the call's to move to`(isPlaced: Bool, kept: String) async throws {
    let rules = SlotRules(duration: .minutes(60), interval: .minutes(30))
    let office = try await Office(.clinic(rules: rules, keeping: KeepingPolicy(placesEvent: isPlaced)))
    _ = try await office.book("2026-11-25T14:00:00")
    let mover = CallContext(call: CallID("call-2"), caller: Office.call.caller)
    #expect(await office.ask("hold_slot", ["start": .string(kept)], id: "keep", in: mover).kind == .kept)
    await office.prepare()
    #expect(office.calendars.ours(in: Office.owner).count == (isPlaced ? 2 : 1))
    let offer = await office.ask("check_availability", ["when": "2026-11-26T10:00:00"], id: "check", in: mover)
    #expect(offer.kind == .offered)
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move", in: mover)
    #expect(answer.kind == .moved, "\(answer.line)")
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
    let states = try await office.ledger.counts().bookings
    #expect(states[.confirmed] == 1 && states[.released] == 1)
    let other = CallContext(call: CallID("call-9"))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "n", in: other).kind == .booked)
  }

  @Test func `a placeholder that cannot be taken out of the way leaves the appointment where it is`() async throws {
    let office = try await Office(.clinic(keeping: KeepingPolicy(placesEvent: true)))
    _ = try await office.book("2026-11-25T14:00:00")
    _ = await office.ask("hold_slot", ["start": "2026-11-26T10:00:00"], id: "keep")
    await office.prepare()
    office.calendars.state.withLock { $0.extinctions = Array(repeating: .unknown(.unreachable), count: 20) }
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .stay, "\(answer.line)")
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
    #expect(!office.calendars.calls.contains("shift"))
  }

  @Test func `an owner who is quicker wins: the event goes back`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let period = Interval(start: try .at("2026-11-26T09:45:00-05:00"), duration: .minutes(30))
    office.calendars.state.withLock { $0.afterPlacement[Office.owner] = period }
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .taken)
    #expect(answer.line.contains("The appointment stays on Wednesday, November 25 at 2:00 PM"))
    #expect(try Self.isAt("2026-11-25T14:00:00", office))
    let other = CallContext(call: CallID("call-2"))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "n", in: other).kind == .taken)
  }

  @Test(arguments: [CalendarTrouble.noAccess, .needsReconnecting])
  func `a calendar that refuses leaves the old time standing`(trouble: CalendarTrouble) async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [.refused(trouble)] }
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .unreachable)
    #expect(answer.line.contains("The appointment stays on Wednesday, November 25 at 2:00 PM"))
    office.clock.advance(by: .seconds(20))
    await office.settler.round()
    #expect(try Self.isAt("2026-11-25T14:00:00", office))
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
  }

  @Test func `where the owner has moved it themselves, that is told and stands`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let attempt = try #require(try Self.only(office).attempt)
    office.calendars.drag(attempt, to: Interval(start: try .at("2026-11-27T11:00:00-05:00"), duration: .minutes(30)))
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("it is now on Friday, November 27 at 11:00 AM"))
    #expect(try Self.isAt("2026-11-27T11:00:00", office))
    let again = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move-2")
    #expect(again.kind == .moved)
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
  }

  @Test func `where the owner has deleted it, that is told`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.delete(try #require(try Self.only(office).attempt))
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("it is cancelled"))
    #expect(try await office.ledger.counts().bookings[.cancelled] == 1)
  }

  @Test(arguments: [PaperCalendars.ShiftFault.lostBefore(.unreachable), .lostAfter(.unreachable)])
  func `a move that is not settled is finished by asking again`(fault: PaperCalendars.ShiftFault) async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [fault] }
    let first = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(first.kind == .stay)
    #expect(first.line.contains("call reschedule_event again with slot "))
    let second = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move-2")
    #expect(second.kind == .moved)
    #expect(second.line.hasPrefix("Moved: "))
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
  }

  @Test func `with an address it is promised, and finished in the background`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    office.calendars.state.withLock { $0.shifts = [.lostBefore(.unreachable)] }
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .held)
    #expect(answer.line.contains("the appointment stands as it was"))
    office.clock.advance(by: .seconds(2))
    await office.settler.round()
    #expect(try Self.isAt("2026-11-26T10:00:00", office))
  }

  @Test func `another wish takes an unfinished move back first`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [.lostAfter(.unreachable)] }
    _ = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    let answer = await office.ask("reschedule_event", ["start": "2026-11-27T10:00:00"], id: "move-2")
    #expect(answer.kind == .moved)
    #expect(try Self.isAt("2026-11-27T10:00:00", office))
    let other = CallContext(call: CallID("call-2"))
    #expect(await office.ask("create_event", ["start": "2026-11-26T10:00:00"], id: "n", in: other).kind == .booked)
  }

  @Test func `to another host's calendar it goes as a new event, and the old one is cleared away`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "host": "kim"])
    let answer = await office.ask("reschedule_event", ["start": "2026-11-25T14:00:00", "host": "Dr. Lee"], id: "move")
    #expect(answer.kind == .moved)
    #expect(answer.line.contains("with Dr. Lee"))
    #expect(try Self.isAt("2026-11-25T14:00:00", office, in: Office.second))
    office.clock.advance(by: .seconds(1))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
  }

  @Test func `without a host's name it stays with its host`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "host": "lee"])
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.facts["host"] == "lee")
    #expect(try Self.isAt("2026-11-26T10:00:00", office, in: Office.second))
  }

  @Test func `what has begun cannot be moved`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.clock.advance(by: .hours(30) + .minutes(10))
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .refused)
    #expect(answer.line.contains("has begun already"))
  }

  @Test func `a call that ended is not moved for, and the old time stands`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    await office.receptionist.callEnded(Office.call, at: office.desk)
    let answer = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "move")
    #expect(answer.kind == .refused)
    #expect(try Self.isAt("2026-11-25T14:00:00", office))
  }
}
