import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Keeping times` {
  static let other = CallContext(call: CallID("call-2"), caller: PhoneNumber("+14155550199"))
  static let two: JSONValue = ["start": "2026-11-25T14:00:00"]
  static let placing = KeepingPolicy(placesEvent: true)

  static func kept(_ office: Office) async throws -> Int { try await office.ledger.counts().bookings[.kept] ?? 0 }

  @Test func `a chosen time is kept for three minutes, and nothing is written to the calendar`() async throws {
    let office = try await Office()
    let offered = await office.ask("check_availability", ["when": "2026-11-25T14:00:00"])
    let slot = try #require(offered.facts["slots"]?.array?.first?["slot"]?.string)
    let answer = await office.ask("hold_slot", ["slot": .string(slot)])
    #expect(answer.kind == .kept)
    #expect(
      answer.line
        == "Wednesday, November 25 at 2:00 PM New York time with Dr. Kim is kept for this caller until 8:03 AM. "
        + "It is not booked yet: book it with create_event with slot \(slot).")
    #expect(answer.facts["until"]?.string == "2026-11-24T08:03:00-05:00")
    #expect(Set(office.calendars.calls) == ["busy"])
    #expect(try await Self.kept(office) == 1)
  }

  @Test func `another call is not offered it, cannot keep it and cannot book it`() async throws {
    let office = try await Office()
    _ = await office.ask("hold_slot", Self.two)
    let offer = await office.ask("check_availability", ["when": "2026-11-25T14:00:00"], in: Self.other)
    #expect(offer.kind == .nothing)
    let kept = await office.ask("hold_slot", Self.two, id: "a", in: Self.other)
    #expect(kept.kind == .taken)
    #expect(kept.facts["slots"]?.array?.isEmpty == false)
    #expect(await office.ask("create_event", Self.two, id: "b", in: Self.other).kind == .taken)
  }

  @Test(arguments: [false, true])
  func `its own call is still offered it`(isPlaced: Bool) async throws {
    let office = try await Office(.clinic(keeping: KeepingPolicy(placesEvent: isPlaced)))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    #expect(office.calendars.ours(in: Office.owner).count == (isPlaced ? 1 : 0))
    #expect(await office.ask("check_availability", ["when": "2026-11-25T14:00:00"]).kind == .offered)
    #expect(await office.ask("hold_slot", Self.two, id: "again").kind == .kept)
    #expect(await office.ask("check_availability", ["when": "2026-11-25T14:00:00"], in: Self.other).kind == .nothing)
  }

  @Test func `booking it takes the two calls of any booking`() async throws {
    let office = try await Office()
    _ = await office.ask("hold_slot", Self.two)
    let before = office.calendars.calls.count
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "name": "Ada"], id: "book")
    #expect(answer.kind == .booked)
    #expect(Array(office.calendars.calls.dropFirst(before)) == ["place", "look"])
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
    #expect(try await Self.kept(office) == 0)
  }

  @Test func `where its event was placed meanwhile, booking it needs no call to the calendar`() async throws {
    let office = try await Office(.clinic(keeping: Self.placing))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    let before = office.calendars.calls.count
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "name": "Ada", "email": "ada@example.com"], id: "book")
    #expect(answer.kind == .booked)
    #expect(office.calendars.calls.count == before)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
  }

  @Test func `where the placeholder was lost on its way, booking goes on from there`() async throws {
    let office = try await Office(.clinic(keeping: Self.placing))
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    #expect(await office.ask("create_event", Self.two, id: "book").kind == .booked)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `an owner who was quicker than the placeholder wins`() async throws {
    let office = try await Office(.clinic(keeping: Self.placing))
    let period = Interval(start: try .at("2026-11-25T14:15:00-05:00"), duration: .minutes(30))
    office.calendars.state.withLock { $0.afterPlacement[Office.owner] = period }
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    #expect(await office.ask("create_event", Self.two, id: "book").kind == .taken)
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test func `it lapses, and is free again`() async throws {
    let office = try await Office(.clinic(keeping: Self.placing))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    office.clock.advance(by: .minutes(4))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(await office.ask("create_event", Self.two, id: "b", in: Self.other).kind == .booked)
  }

  @Test func `asking again keeps it longer`() async throws {
    let office = try await Office()
    _ = await office.ask("hold_slot", Self.two)
    office.clock.advance(by: .minutes(2))
    let answer = await office.ask("hold_slot", Self.two, id: "again")
    #expect(answer.line.contains("until 8:05 AM"))
    office.clock.advance(by: .minutes(2))
    await office.settler.round()
    #expect(try await Self.kept(office) == 1)
  }

  @Test func `every sign of life of its call keeps it longer`() async throws {
    let office = try await Office()
    _ = await office.ask("hold_slot", Self.two)
    office.clock.advance(by: .minutes(2))
    _ = await office.ask("check_availability", ["when": "2026-11-26"])
    await office.receptionist.rest()
    office.clock.advance(by: .minutes(2))
    await office.receptionist.callLives(Office.call, at: office.desk)
    office.clock.advance(by: .minutes(2))
    await office.receptionist.callLives(Self.other, at: office.desk)
    await office.settler.round()
    #expect(try await Self.kept(office) == 1)
    office.clock.advance(by: .minutes(2))
    await office.settler.round()
    #expect(try await Self.kept(office) == 0)
  }

  @Test func `a hang-up frees it`() async throws {
    let office = try await Office(.clinic(keeping: Self.placing))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    await office.receptionist.callEnded(Office.call, at: office.desk)
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(await office.ask("create_event", Self.two, id: "b", in: Self.other).kind == .booked)
    #expect(await office.ask("hold_slot", ["start": "2026-11-25T15:00:00"], id: "late").kind == .refused)
  }

  @Test(arguments: [false, true])
  func `another length is kept or booked in its place`(isPlaced: Bool) async throws {
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(30), durations: [.minutes(60)])
    let office = try await Office(.clinic(rules: rules, keeping: KeepingPolicy(placesEvent: isPlaced)))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": 60], id: "book")
    #expect(answer.kind == .booked)
    #expect(answer.facts["end"]?.string == "2026-11-25T15:00:00-05:00")
    #expect(office.calendars.ours(in: Office.owner).map(\.period.duration) == [.minutes(60)])
  }

  @Test func `a call keeps three times at most, the latest`() async throws {
    let office = try await Office()
    for hour in 10..<14 {
      let start = JSONValue.string("2026-11-25T\(hour):00:00")
      #expect(await office.ask("hold_slot", ["start": start], id: "h\(hour)").kind == .kept)
      office.clock.advance(by: .seconds(1))
    }
    #expect(try await Self.kept(office) == 3)
    #expect(await office.ask("hold_slot", ["start": "2026-11-25T10:00:00"], id: "o", in: Self.other).kind == .kept)
  }

  @Test(arguments: [false, true])
  func `a fourth says which is no longer kept, and its placeholder goes`(isPlaced: Bool) async throws {
    let office = try await Office(.clinic(keeping: KeepingPolicy(placesEvent: isPlaced)))
    for hour in 10..<13 {
      _ = await office.ask("hold_slot", ["start": .string("2026-11-25T\(hour):00:00")], id: "h\(hour)")
      office.clock.advance(by: .seconds(1))
    }
    await office.prepare()
    let answer = await office.ask("hold_slot", ["start": "2026-11-25T13:00:00"], id: "fourth")
    #expect(answer.kind == .kept)
    #expect(
      answer.line.contains(
        "Wednesday, November 25 at 10:00 AM New York time is no longer kept: a call keeps 3 times at most."),
      "\(answer.line)")
    await office.settler.round()
    let starts = office.calendars.ours(in: Office.owner).map(\.period.start)
    #expect(
      try Set(starts) == (isPlaced ? [.at("2026-11-25T11:00:00-05:00"), .at("2026-11-25T12:00:00-05:00")] : []))
    #expect(await office.ask("create_event", ["start": "2026-11-25T10:00:00"], id: "o", in: Self.other).kind == .booked)
  }

  @Test(arguments: ["hold_slot", "create_event"])
  func `its placeholder is not in its own caller's way`(tool: String) async throws {
    let rules = SlotRules(duration: .minutes(60), interval: .minutes(30))
    let office = try await Office(.clinic(rules: rules, keeping: Self.placing))
    _ = await office.ask("hold_slot", Self.two)
    await office.prepare()
    #expect(office.calendars.ours(in: Office.owner).count == 1)
    let answer = await office.ask(tool, ["start": "2026-11-25T14:30:00"], id: "later")
    #expect(answer.kind == (tool == "hold_slot" ? .kept : .booked), "\(answer.line)")
    #expect(office.calendars.ours(in: Office.owner).count == (tool == "hold_slot" ? 0 : 1))
  }

  @Test func `kept for longer than a caller's time, it is still theirs to ask again once it was asked for`()
    async throws
  {
    let office = try await Office()
    _ = await office.ask("hold_slot", Self.two)
    office.clock.advance(by: .minutes(2))
    _ = await office.ask("hold_slot", Self.two, id: "on")
    office.clock.advance(by: .minutes(2))
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    #expect(await office.ask("create_event", Self.two, id: "book").kind == .stay)
    await office.receptionist.rest()
    office.clock.advance(by: .seconds(1))
    await office.settler.round()
    #expect(try await office.ledger.counts().bookings[.held] == 1)
    #expect(await office.ask("create_event", Self.two, id: "again").kind == .booked)
  }

  @Test func `what is plainly taken, closed or unknown is not kept`() async throws {
    let office = try await Office()
    office.calendars.add(Interval(start: try .at("2026-11-25T14:00:00-05:00"), duration: .hours(1)), to: Office.owner)
    #expect(await office.ask("hold_slot", Self.two, id: "1").kind == .taken)
    #expect(await office.ask("hold_slot", ["start": "2026-11-25T03:00:00"], id: "2").kind == .nothing)
    #expect(await office.ask("hold_slot", [:], id: "3").kind == .ask)
    office.calendars.state.withLock { $0.unreadable[Office.owner] = .unreachable }
    #expect(await office.ask("hold_slot", ["start": "2026-11-25T15:00:00"], id: "4").kind == .unreachable)
    #expect(try await office.ledger.counts().total == 0)
  }

  @Test func `what the call has booked is said to be booked`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("hold_slot", Self.two)
    #expect(answer.kind == .found)
    #expect(answer.line.hasPrefix("It is booked already: Consultation on Wednesday, November 25 at 2:00 PM"))
  }

  @Test func `without a call there is nobody to keep it for`() async throws {
    let office = try await Office()
    let answer = await office.ask("hold_slot", Self.two, in: CallContext(call: nil))
    #expect(answer.kind == .refused)
    #expect(answer.line.contains("Book it with create_event with slot"))
    #expect(try await office.ledger.counts().total == 0)
  }
}
