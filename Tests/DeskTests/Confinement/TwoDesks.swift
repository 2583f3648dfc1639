import Desk
import LedgerContract
import Scheduling
import Testing

/// Two desks of one server, alike in everything but key and calendar, with an appointment of somebody's at each.
struct TwoDesks: Sendable {
  static let victim = CallContext(call: CallID("victims-call"), caller: PhoneNumber("+14155550123"))
  static let stranger = CallContext(call: CallID("strangers-call"), caller: PhoneNumber("+14155550177"))

  let office: Office
  /// The desk that the stranger calls.
  var here: DeskProfile { office.desk }
  let elsewhere: DeskProfile
  let before: [Booking]

  init() async throws {
    let office = try await Office()
    let elsewhere = try DeskProfile.clinic(
      hosts: [Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.second)], key: "elsewhere")
    try await office.ledger.apply(DeskEntry(profile: elsewhere, secretDigests: [], source: ""))
    for (desk, hour) in [(office.desk, 11), (elsewhere, 15)] {
      let call = ToolCall(
        id: ToolCallID("victims-\(desk.key)"), name: "create_event",
        arguments: .object([
          "start": .string("2026-11-27T\(hour):00:00"), "name": "Zebediah Quux", "email": "zebediah@quux.example",
        ]))
      let answer = await office.receptionist.answer([call], at: desk, in: Self.victim)[0]
      try #require(answer.kind == .booked, "\(answer.line)")
    }
    await office.settler.round()
    before = try await Self.bookings(office, of: [office.desk, elsewhere])
    self.office = office
    self.elsewhere = elsewhere
    try #require(before.count == 2)
  }

  /// What the victim has at the desks.
  static func bookings(_ office: Office, of desks: [DeskProfile]) async throws -> [Booking] {
    var all: [Booking] = []
    for desk in desks {
      let caller = CallerIdentity(call: victim.call, number: victim.caller)
      all += try await office.ledger.bookings(of: caller, at: desk.key, endingAfter: office.clock.now(), limit: 20)
    }
    return all
  }

  func ask(
    _ tool: String, _ arguments: JSONValue, id: String, at desk: DeskProfile? = nil,
    in context: CallContext = Self.stranger
  ) async -> Answer {
    let call = ToolCall(id: ToolCallID(id), name: tool, arguments: .object(arguments))
    return await office.receptionist.answer([call], at: desk ?? here, in: context)[0]
  }

  /// The stranger has reached neither of the victim's appointments, nor anything of the other desk's.
  func expectUntouched(_ what: Comment) async throws {
    await office.settler.round()
    #expect(try await Self.bookings(office, of: [here, elsewhere]) == before, what)
    let events = office.calendars.ours(in: Office.second)
    #expect(events.map(\.period) == [before[1].period], what)
    #expect(office.calendars.ours(in: Office.owner).contains { $0.period == before[0].period }, what)
    #expect(try await office.ledger.notices(of: elsewhere.key, includingDone: true, limit: 9).isEmpty, what)
  }

  /// What must be in no answer to the stranger.
  var secrets: [String] {
    ["Zebediah", "Quux", "quux.example", "4155550123", "second@example.com", "elsewhere"]
      + before.flatMap { booking in
        [booking.id.rawValue, booking.code?.rawValue, booking.event?.event.rawValue, booking.attempt.token.rawValue]
          .compactMap(\.self)
      }
  }
}
