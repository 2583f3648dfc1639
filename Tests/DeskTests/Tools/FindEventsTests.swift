import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Finding appointments` {
  static let later = CallContext(call: CallID("call-2"), caller: Office.call.caller)
  static let stranger = CallContext(call: CallID("call-3"), caller: PhoneNumber("+14155550177"))

  @Test func `a caller hears their own, by the number they call from`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(answer.kind == .found)
    let spelled = code.map { "\($0)" }.joined(separator: " ")
    #expect(
      answer.line
        == "1 appointment found. Consultation on Wednesday, November 25 at 2:00 PM New York time with Dr. Kim, "
        + "code \(spelled).")
    #expect(answer.facts["appointments"]?.array?.first?["status"] == "booked")
  }

  @Test func `nobody hears of another's, whatever the model sends`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let event = try #require(office.calendars.ours(in: Office.owner).first?.attempt)
    for arguments: JSONValue in [
      [:], ["name": "Ada"], ["booking": .string(event.booking.rawValue)], ["booking": .string(event.token.rawValue)],
      ["phone": "+14155550123"], ["caller": "+14155550123"],
    ] {
      for tool in ["find_events", "cancel_event", "reschedule_event"] {
        let answer = await office.ask(tool, arguments, id: "\(tool) \(arguments.text)", in: Self.stranger)
        #expect(answer.kind == .ask, "\(answer.line)")
        #expect(!answer.line.contains("November"))
      }
    }
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `withheld numbers are nobody's number`() async throws {
    let office = try await Office()
    _ = try await office.book(
      "2026-11-25T14:00:00", in: CallContext(call: CallID("a"), caller: PhoneNumber("266696687")))
    let other = CallContext(call: CallID("b"), caller: PhoneNumber("266696687"))
    #expect(await office.ask("find_events", [:], in: other).kind == .ask)
  }

  @Test func `whoever knows the code is told`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let answer = await office.ask("find_events", ["confirmationCode": .string(code)], in: Self.stranger)
    #expect(answer.kind == .found)
    #expect(answer.line.contains("Wednesday, November 25 at 2:00 PM"))
  }

  @Test func `what is over is not upcoming`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.clock.advance(by: .days(2))
    #expect(await office.ask("find_events", [:], in: Self.later).kind == .ask)
  }

  @Test func `three are spoken, five are checked, the rest is counted`() async throws {
    let office = try await Office()
    for hour in 9..<16 where hour != 12 {
      _ = try await office.book("2026-11-25T\(hour < 10 ? "0" : "")\(hour):00:00", id: "b\(hour)")
    }
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(answer.line.hasPrefix("6 appointments found. "))
    #expect(answer.line.hasSuffix(" There are 3 more."))
    #expect(answer.line.count <= 400)
    #expect(answer.facts["appointments"]?.array?.count == 5)
    #expect(office.calendars.calls.filter { $0 == "find" }.count == 5)
  }

  @Test func `a name chooses among those who share a number`() async throws {
    let office = try await Office()
    for (hour, name) in [("14", "Ann Lee"), ("15", "Bob Lee")] {
      _ = await office.ask(
        "create_event", ["start": .string("2026-11-25T\(hour):00:00"), "name": .string(name)], id: name)
    }
    let answer = await office.ask("find_events", ["name": "bob"], in: Self.later)
    #expect(answer.line.hasPrefix("1 appointment found. Consultation on Wednesday, November 25 at 3:00 PM"))
  }

  @Test func `an owner's move is told, and the ledger follows`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let attempt = try #require(office.calendars.ours(in: Office.owner).first?.attempt)
    office.calendars.drag(attempt, to: Interval(start: try .at("2026-11-26T10:00:00-05:00"), duration: .minutes(30)))
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(
      answer.line.contains("The business has moved Consultation to Thursday, November 26 at 10:00 AM"), "\(answer.line)"
    )
    let booking = try await office.ledger.booking(attempt.booking)
    #expect(try booking?.period.start == .at("2026-11-26T10:00:00-05:00"))
    #expect(try await office.ledger.notices(of: nil, includingDone: false, limit: 9).map(\.kind) == [.moved])
  }

  @Test func `an event that the owner deleted is said to be cancelled, then and later`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.delete(try #require(office.calendars.ours(in: Office.owner).first?.attempt))
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(answer.line.contains("is no longer in the calendar: the business has cancelled it."))
    #expect(await office.ask("find_events", [:], in: Self.later).line.contains("is cancelled."))
    #expect(try await office.ledger.counts().bookings[.cancelled] == 1)
  }

  @Test func `where the calendar does not answer the ledger does, and says so`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.finds = [.unknown(.unreachable)] }
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(answer.kind == .found)
    #expect(answer.line.hasSuffix("as booked; the calendar cannot be checked now."))
  }

  @Test func `what is not settled yet is not called booked`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    let answer = await office.ask("find_events", [:])
    #expect(answer.line.contains("is not confirmed yet."))
  }

  @Test func `a move under way is told, from where to where`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [.lostBefore(.unreachable)] }
    let moved = await office.ask(
      "reschedule_event", ["confirmationCode": .string(code), "start": "2026-11-26T10:00:00"], id: "move")
    #expect(moved.kind == .stay, "\(moved.line)")
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(
      answer.line.hasPrefix("1 appointment found. Consultation on Wednesday, November 25 at 2:00 PM New York time with")
    )
    #expect(
      answer.line.hasSuffix(
        "is being moved to Thursday, November 26 at 10:00 AM New York time, and stays as it is until that is done: call "
          + "find_events again in a moment to know."), "\(answer.line)")
    #expect(answer.facts["appointments"]?.array?.first?["status"] == "moving")
  }

  @Test func `a move that is being taken back is said to have failed`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let booking = try #require(office.calendars.ours(in: Office.owner).first?.attempt?.booking)
    office.calendars.state.withLock { $0.shifts = [.lostBefore(.unreachable)] }
    _ = await office.ask(
      "reschedule_event", ["confirmationCode": .string(code), "start": "2026-11-26T10:00:00"], id: "move")
    let moving = try #require(try await office.ledger.booking(booking))
    _ = try await office.ledger.advance(booking, epoch: moving.epoch, by: .reverting, at: office.clock.now())
    let answer = await office.ask("find_events", [:], in: Self.later)
    #expect(
      answer.line.hasSuffix(
        ", could not be moved to Thursday, November 26 at 10:00 AM New York time and stays as it is."), "\(answer.line)"
    )
    #expect(answer.facts["appointments"]?.array?.first?["status"] == "notMoved")
  }

  @Test func `which of several is meant is asked with each code spelled, and what to do comes first`() async throws {
    let office = try await Office()
    var codes: [String] = []
    for hour in 10...14 { codes.append(try await office.book("2026-11-25T\(hour):00:00", id: "b\(hour)")) }
    let answer = await office.ask("cancel_event", [:], id: "which", in: Self.later)
    #expect(answer.kind == .ask)
    #expect(answer.line.hasPrefix("Ask which appointment is meant and send its code as confirmationCode."))
    let spelled = codes[0].map { "\($0)" }.joined(separator: " ")
    #expect(answer.line.contains("10:00 AM New York time (code \(spelled))"), "\(answer.line)")
    #expect(answer.line.hasSuffix(", and 2 more."), "\(answer.line)")
  }
}

@Suite struct `Guessing codes` {
  static func wrong(_ index: Int) -> JSONValue {
    let signs = Array("2346789FHKLMQRWX")
    return .string("22222\(signs[index % 16])".replacing("222222", with: "22222X"))
  }

  @Test func `a wrong code is asked for again, and says nothing of other desks`() async throws {
    let office = try await Office()
    let other = try DeskProfile.clinic(key: "elsewhere")
    try await office.ledger.apply(DeskEntry(profile: other, secretDigests: [], source: ""))
    let code = try await office.book("2026-11-25T14:00:00")
    let call = ToolCall(
      id: ToolCallID("t"), name: "find_events", arguments: .object(["confirmationCode": .string(code)]))
    let answer = await office.receptionist.answer(
      [call], at: other, in: CallContext(call: CallID("x"), caller: Office.call.caller))[0]
    #expect(answer.kind == .ask)
    #expect(
      answer.line
        == "No appointment here has that confirmation code. Ask the caller to spell it once more, sign by sign.")
  }

  @Test(arguments: ["find_events", "cancel_event", "reschedule_event"])
  func `after five wrong codes a call gets no further, even with the right one`(tool: String) async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let context = CallContext(call: CallID("guesser"))
    for index in 0..<5 {
      let answer = await office.ask(tool, ["confirmationCode": Self.wrong(index)], id: "g\(index)", in: context)
      #expect(answer.kind == .ask)
    }
    let answer = await office.ask(tool, ["confirmationCode": .string(code)], id: "right", in: context)
    #expect(answer.kind == .refused)
    #expect(answer.line.contains("offer to take a message"))
    #expect(office.calendars.ours(in: Office.owner).count == 1)
    office.clock.advance(by: .minutes(61))
    #expect(await office.ask("find_events", ["confirmationCode": .string(code)], in: context).kind == .found)
  }

  @Test func `a number is counted over its calls`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    for index in 0..<5 {
      let context = CallContext(call: CallID("g\(index)"), caller: PhoneNumber("+14155550177"))
      _ = await office.ask("find_events", ["confirmationCode": Self.wrong(index)], in: context)
    }
    let context = CallContext(call: CallID("g9"), caller: PhoneNumber("+14155550177"))
    #expect(await office.ask("find_events", ["confirmationCode": .string(code)], in: context).kind == .refused)
  }

  @Test func `a desk is not searched through by any number of calls at once`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    await withTaskGroup { group in
      for index in 0..<150 {
        let wrong = Self.wrong(index)
        group.addTask {
          _ = await office.ask("find_events", ["confirmationCode": wrong], in: CallContext(call: CallID("g\(index)")))
        }
      }
    }
    let answer = await office.ask(
      "find_events", ["confirmationCode": .string(code)], in: CallContext(call: CallID("last")))
    #expect(answer.kind == .refused)
    // The callers' own appointments need no code.
    #expect(await office.ask("find_events", [:], in: Office.call).kind == .found)
    #expect(await office.ask("find_events", ["confirmationCode": .string(code)], in: Office.call).kind == .found)
  }

  @Test func `the owner is told once a day that no code is looked up, and not of one caller's mistakes`() async throws {
    let office = try await Office()
    func guessing() async throws -> [Notice] {
      try await office.ledger.notices(of: office.desk.key, includingDone: true, limit: 9)
        .filter { $0.kind == .guessing }
    }
    func guess(_ count: Int, by name: String) async {
      for index in 0..<count {
        let context = CallContext(call: CallID("\(name)-\(index / 5)"))
        _ = await office.ask("find_events", ["confirmationCode": Self.wrong(index)], in: context)
      }
    }
    for index in 0..<7 {
      _ = await office.ask(
        "find_events", ["confirmationCode": Self.wrong(index)], in: CallContext(call: CallID("alone")))
    }
    #expect(try await guessing().isEmpty)
    await guess(110, by: "first")
    let notice = try #require(try await guessing().first)
    #expect(notice.text.hasPrefix("100 wrong confirmation codes were given within an hour: somebody may be guessing."))
    #expect(notice.booking == nil && notice.phone == nil)
    office.clock.advance(by: .hours(2))
    await guess(110, by: "second")
    #expect(try await guessing().count == 1)
    office.clock.advance(by: .hours(24))
    await guess(110, by: "third")
    #expect(try await guessing().count == 2)
  }
}
