import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Booking by create_event` {
  static let two = "2026-11-25T14:00:00"

  @Test func `a free time is booked, with weekday, date, time, zone and code`() async throws {
    let office = try await Office()
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "name": "Ada"])
    #expect(answer.kind == .booked)
    #expect(
      answer.line.hasPrefix("Booked: Consultation on Wednesday, November 25 at 2:00 PM New York time with Dr. Kim. "))
    #expect(answer.facts["eventId"]?.string != nil)
    #expect(answer.facts["confirmationCode"]?.string?.count == 6)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `on the caller's path there are two calls to the calendar`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(office.calendars.calls == ["place", "look"])
  }

  @Test func `the article's arguments book, and a calendar id of nobody's is ignored`() async throws {
    let office = try await Office()
    let answer = await office.ask(
      "create_event",
      [
        "calendarId": "primary", "summary": "Checkup", "start": "2026-11-25T14:00:00-05:00",
        "end": "2026-11-25T14:30:00-05:00", "attendees": ["ada@example.com"],
      ])
    #expect(answer.kind == .booked)
    #expect(answer.line.hasSuffix("An invitation goes out by e-mail."))
  }

  @Test func `guests are invited after the confirmation, once`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "Ada@Example.com"])
    await office.settler.round()
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
    #expect(office.calendars.calls.filter { $0 == "dress" }.count == 1)
  }

  @Test func `where nobody can be invited the booking is made and the answer says so`() async throws {
    let office = try await Office()
    office.calendars.state.withLock {
      $0.standing[Office.owner.account] = AccountStanding(trouble: nil, canInvite: false)
    }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    #expect(answer.kind == .booked)
    #expect(answer.line.hasSuffix("No invitation goes out by e-mail from this calendar."))
  }

  @Test func `a second caller hears taken, with alternatives`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    let other = CallContext(call: CallID("call-2"), caller: PhoneNumber("+14155550199"))
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "tool-2", in: other)
    #expect(answer.kind == .taken)
    #expect(answer.facts["slots"]?.array?.count == 3)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `an owner who is quicker wins, and our event is gone`() async throws {
    let office = try await Office()
    let period = Interval(start: try .at("2026-11-25T13:45:00-05:00"), duration: .minutes(30))
    office.calendars.state.withLock { $0.afterPlacement[Office.owner] = period }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(answer.kind == .taken)
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.released] == 1)
  }

  @Test func `one delivery has one effect and one answer`() async throws {
    let office = try await Office()
    let answers = await withTaskGroup { group in
      for _ in 0..<20 {
        group.addTask { await office.ask("create_event", ["start": "2026-11-25T14:00:00"]) }
      }
      return await group.reduce(into: Set<Answer>()) { $0.insert($1) }
    }
    #expect(answers.count == 1)
    #expect(answers.first?.kind == .booked)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `the same wish under a new tool call id is the same booking`() async throws {
    let office = try await Office()
    let first = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    let second = await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "tool-2")
    #expect(second == first)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `two people who share a number do not share a booking`() async throws {
    let office = try await Office()
    let ann = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "name": "Ann"])
    let later = CallContext(call: CallID("call-2"), caller: Office.call.caller)
    let bob = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "name": "Bob"], in: later)
    #expect([ann.kind, bob.kind] == [.booked, .taken])
  }

  @Test(arguments: ["+266696687", "7378742833", "0", "86282452253"])
  func `a code for a withheld number makes no two callers one`(code: String) async throws {
    let office = try await Office()
    let first = CallContext(call: CallID("call-1"), caller: PhoneNumber(code))
    let second = CallContext(call: CallID("call-2"), caller: PhoneNumber(code))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], in: first).kind == .booked)
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], in: second).kind == .taken)
  }

  @Test func `details that come too late are not dropped in silence`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "name": "Jon"])
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "name": "John", "email": "john@example.com"], id: "tool-2")
    #expect(answer.kind == .booked)
    #expect(answer.line.hasSuffix("The name and e-mail given first stand; offer to take a message with the change."))
    #expect(!answer.line.contains("invitation"))
  }

  @Test func `ids that differ only behind a NUL are two deliveries`() async throws {
    let office = try await Office()
    let first = await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "k\0a")
    let second = await office.ask("create_event", ["start": "2026-11-25T15:00:00"], id: "k\0b")
    #expect([first.kind, second.kind] == [.booked, .booked])
  }

  @Test func `an id that comes again with other arguments is refused`() async throws {
    let office = try await Office()
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    let answer = await office.ask("create_event", ["start": "2026-11-25T15:00:00"])
    #expect(answer.kind == .refused)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `without an address nothing is promised, and the same wish asked again is finished`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    let first = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(first.kind == .stay)
    #expect(first.line.contains("call create_event again with slot "))
    let second = await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "tool-2")
    #expect(second.kind == .booked)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `a late redelivery tries anew what was not settled`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostBefore(.unreachable)] }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .stay)
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .booked)
  }

  @Test func `with an address the booking is promised and finished in the background`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    #expect(answer.kind == .held)
    office.clock.advance(by: .seconds(2))
    await office.settler.round()
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
  }

  @Test func `a caller who hung up before the confirmation is not booked in silence`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    await office.receptionist.callEnded(Office.call, at: office.desk)
    office.clock.advance(by: .seconds(1))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.released] == 1)
  }

  @Test func `what nobody asks for again is withdrawn after three minutes`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    office.clock.advance(by: .seconds(60))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).count == 1)
    office.clock.advance(by: .seconds(150))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test(arguments: [CalendarTrouble.notConnected, .needsReconnecting])
  func `an account that is known not to work is heard of at once`(trouble: CalendarTrouble) async throws {
    let office = try await Office()
    office.calendars.state.withLock {
      $0.standing[Office.owner.account] = AccountStanding(trouble: trouble, canInvite: false)
    }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(answer.kind == .unreachable)
    #expect(try await office.ledger.counts().total == 0)
    #expect(office.calendars.calls.isEmpty)
  }

  @Test func `a refused event frees the time again`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.refused(.noAccess)] }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .unreachable)
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "t2").kind == .booked)
  }

  @Test func `buffers keep other callers away`() async throws {
    let rules = SlotRules(
      duration: .minutes(30), bufferBefore: .minutes(10), bufferAfter: .minutes(10), interval: .minutes(30))
    let office = try await Office(.clinic(rules: rules))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .booked)
    let other = CallContext(call: CallID("call-2"))
    #expect(
      await office.ask("create_event", ["start": "2026-11-25T14:30:00"], id: "t2", in: other).kind == .taken)
    #expect(
      await office.ask("create_event", ["start": "2026-11-25T15:00:00"], id: "t3", in: other).kind == .booked)
  }

  @Test func `calls of one message are answered in order, as if one after another`() async throws {
    let office = try await Office()
    let calls = (1...2).map { index in
      ToolCall(
        id: ToolCallID("t\(index)"), name: "create_event",
        arguments: .object(["start": "2026-11-25T14:00:00", "durationMinutes": .integer(30)]))
    }
    let answers = await office.receptionist.answer(calls, at: office.desk, in: CallContext(call: nil))
    #expect(answers.map(\.kind) == [.booked, .taken])
  }
}
