import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Taking messages` {
  static func notices(_ office: Office) async throws -> [Notice] {
    try await office.ledger.notices(of: office.desk.key, includingDone: true, limit: 100)
  }

  @Test func `a message is stored with who called, for the owner`() async throws {
    let office = try await Office()
    let answer = await office.ask("take_message", ["message": "Please call me back about my bill.", "name": "Ada"])
    #expect(answer.kind == .noted)
    #expect(answer.line == "The message is stored and will be passed on to Lakeside Clinic.")
    let notice = try #require(try await Self.notices(office).first)
    #expect(notice.kind == .message)
    #expect(notice.text == "Please call me back about my bill.")
    #expect(notice.name == "Ada")
    #expect(notice.phone == PhoneNumber("+14155550123"))
    #expect(notice.raisedAt == office.clock.now())
  }

  @Test func `a number that is given goes before the one that called`() async throws {
    let office = try await Office()
    _ = await office.ask("take_message", ["message": "Hello", "phone": "(415) 555-0188"])
    #expect(try await Self.notices(office).first?.phone == PhoneNumber("4155550188"))
  }

  @Test(arguments: [
    ("US", "four one five, five five five, oh one double eight", "+14155550188"),
    ("US", "(415) 555-0188", "+14155550188"),
    // No whole number of anywhere: the owner sees what there is.
    (nil, "five five five zero one eight eight", "5550188"), ("US", "555 018", "555018"),
    // Not a number at all.
    ("US", "the one I am calling from", "+14155550123"),
  ])
  func `a number is read as it is said, and none is lost`(region: String?, said: String, stored: String) async throws {
    let office = try await Office(`Generous arguments`.desk(region: region))
    let answer = await office.ask("take_message", ["message": "Hello", "phone": .string(said)])
    #expect(answer.kind == .noted)
    #expect(try await Self.notices(office).first?.phone == PhoneNumber(stored))
  }

  @Test func `without any number the caller is to know`() async throws {
    let office = try await Office()
    let answer = await office.ask("take_message", ["message": "Hello"], in: CallContext(call: CallID("web")))
    #expect(answer.line.contains("No number to call back is known"))
  }

  @Test(arguments: [JSONValue.object([]), ["message": ""], ["message": "null"], ["message": "\u{202E}\u{200B}\n"]])
  func `an empty message is asked for`(arguments: JSONValue) async throws {
    let office = try await Office()
    let answer = await office.ask("take_message", arguments)
    #expect(answer.kind == .ask)
    #expect(answer.line == "Ask the caller what the business should know, and send it as message.")
    #expect(try await Self.notices(office).isEmpty)
  }

  @Test func `what is too long is cut, what cannot be seen is dropped`() async throws {
    let office = try await Office()
    _ = await office.ask(
      "take_message",
      [
        "message": .string("a\u{202E}b\u{0}\r\nc\u{E0041}" + String(repeating: "x", count: 3000)),
        "name": .string("Eve\n" + String(repeating: "y", count: 500)),
      ])
    let notice = try #require(try await Self.notices(office).first)
    #expect(notice.text.hasPrefix("ab cxxx"))
    #expect(notice.text.count == 1000)
    #expect(notice.name?.count == 100)
    #expect(notice.name?.contains { $0.isNewline } == false)
  }

  @Test func `the same words of one call are one message, under any id`() async throws {
    let office = try await Office()
    for id in ["a", "a", "b", "c"] {
      #expect(await office.ask("take_message", ["message": "Hello"], id: id).kind == .noted)
    }
    #expect(try await Self.notices(office).count == 1)
    _ = await office.ask("take_message", ["message": "Something else"], id: "d")
    _ = await office.ask("take_message", ["message": "Hello"], id: "a", in: CallContext(call: CallID("call-2")))
    #expect(try await Self.notices(office).count == 3)
  }

  @Test func `it works while the ledger is closed and the calendars are down`() async throws {
    let office = try await Office()
    try await office.ledger.shut(because: "an older copy")
    office.calendars.state.withLock {
      $0.standing[Office.owner.account] = AccountStanding(trouble: .needsReconnecting, canInvite: false)
      $0.unreadable[Office.owner] = .unreachable
    }
    #expect(await office.ask("take_message", ["message": "Hello"]).kind == .noted)
    #expect(try await Self.notices(office).count == 1)
  }
}

@Suite struct `A closed ledger` {
  @Test(arguments: ["create_event", "hold_slot", "reschedule_event", "cancel_event"])
  func `books, keeps, moves and cancels nothing, and offers to take a message`(tool: String) async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    try await office.ledger.shut(because: "an older copy")
    let before = office.calendars.ours(in: Office.owner)
    let arguments: JSONValue =
      tool == "cancel_event"
      ? ["confirmationCode": .string(code)]
      : tool == "reschedule_event"
        ? ["confirmationCode": .string(code), "start": "2026-11-26T10:00:00"] : ["start": "2026-11-26T10:00:00"]
    let answer = await office.ask(tool, arguments, id: "t")
    #expect(answer.kind == .unreachable)
    #expect(
      answer.line
        == "No bookings can be made or changed for the moment. Offer to take a message for Lakeside Clinic.")
    #expect(office.calendars.ours(in: Office.owner) == before)
  }

  @Test func `still tells what is booked as far as it can be seen`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    try await office.ledger.shut(because: "an older copy")
    let answer = await office.ask("find_events", [:])
    #expect(answer.kind == .found)
    #expect(
      answer.line.hasPrefix(
        "As far as can be seen right now, and there may be others: 1 appointment found. Consultation on Wednesday"))
  }

  @Test(
    arguments: [
      [:], ["confirmationCode": "K7M2RX"], ["booking": "the one on Tuesday"],
    ] as [JSONValue])
  func `never says that the caller has none`(arguments: JSONValue) async throws {
    let office = try await Office()
    try await office.ledger.shut(because: "an older copy")
    for tool in ["find_events", "cancel_event", "reschedule_event"] {
      let answer = await office.ask(tool, arguments, id: tool)
      #expect(answer.kind == .unreachable)
      #expect(
        answer.line
          == "Appointments cannot all be seen right now, and none can be made or changed. Apologise, and offer to take a "
          + "message for Lakeside Clinic.")
    }
  }

  @Test(arguments: [[:], ["when": "2026-11-26"], ["when": "2026-11-26T10:00:00"]] as [JSONValue])
  func `offers no time that could not be booked`(arguments: JSONValue) async throws {
    let office = try await Office()
    try await office.ledger.shut(because: "an older copy")
    let answer = await office.ask("check_availability", arguments)
    #expect(answer.kind == .unreachable)
    #expect(answer.line.hasPrefix("No bookings can be made or changed for the moment."))
    #expect(answer.facts["slots"] == nil)
    // Where another reason comes first it names no alternatives.
    let refused = await office.ask("create_event", ["start": "2026-11-28T11:00:00"])
    #expect(refused.line.hasSuffix("is outside opening hours. Offer to take a message."), "\(refused.line)")
    #expect(refused.facts["slots"]?.array?.isEmpty == true)
  }

  @Test func `is noticed within two seconds, and its reopening at once`() async throws {
    let office = try await Office()
    #expect(await office.ask("check_availability", ["when": "2026-11-26"]).kind == .offered)
    try await office.ledger.shut(because: "an older copy")
    office.clock.advance(by: .seconds(2))
    #expect(await office.ask("check_availability", ["when": "2026-11-26"]).kind == .unreachable)
    try await office.ledger.reopen()
    #expect(await office.ask("check_availability", ["when": "2026-11-26"]).kind == .offered)
  }
}
