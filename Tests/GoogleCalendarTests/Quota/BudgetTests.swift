import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct BudgetTests {
  let clock = HandClock()
  let anna = AccountID("anna@example.com")
  let event = EventID("e1")
  var soon: Deadline { Deadline(in: .seconds(1), on: clock) }

  /// How many calls of one unit pass before one would have to wait.
  func passing(_ admission: Admission, as errand: Errand, most: Int = 1000) async -> Int {
    for count in 0..<most {
      do throws(GoogleFailure) {
        try await admission.admit(1, for: anna, as: errand, by: soon)
      } catch {
        return count
      }
    }
    return most
  }

  @Test func `a tenth of the budget is not for routine`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 600), clock: clock)
    #expect(await passing(admission, as: .routine) == 540)
    #expect(await passing(admission, as: .booking) == 60)
  }

  @Test func `the look after a write passes whatever comes in between`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 20), clock: clock)
    try await admission.admit(1, for: anna, as: .beforeLook(event), by: soon)
    #expect(await passing(admission, as: .routine) == 15)
    #expect(await passing(admission, as: .booking) == 2)
    #expect(await passing(admission, as: .look(EventID("e2"))) == 0)
    #expect(await passing(admission, as: .look(event)) == Budget.unitsForLook)
  }

  @Test func `a write whose look would not pass is not begun`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 20), clock: clock)
    for _ in 0..<18 { try await admission.admit(1, for: anna, as: .booking, by: soon) }
    await #expect(throws: GoogleFailure.noRoom) {
      try await admission.admit(1, for: anna, as: .beforeLook(event), by: soon)
    }
    // However many bookings there are, each that was begun has its look.
    let busy = Admission(limits: QuotaLimits(perAccount: 600), clock: clock)
    var begun: [EventID] = []
    for number in 0..<600 {
      do throws(GoogleFailure) {
        try await busy.admit(1, for: anna, as: .beforeLook(EventID("\(number)")), by: soon)
        begun.append(EventID("\(number)"))
      } catch {
        #expect(error == .noRoom)
      }
    }
    #expect(begun.count == 200)
    for event in begun { try await busy.admit(1, for: anna, as: .look(event), by: soon) }
    for event in begun { try await busy.admit(1, for: anna, as: .look(event), by: soon) }
    await #expect(throws: GoogleFailure.noRoom) { try await busy.admit(1, for: anna, as: .booking, by: soon) }
  }

  @Test func `what is kept for a look that does not come is free again soon`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 10), clock: clock)
    for number in 0..<3 {
      try await admission.admit(1, for: anna, as: .beforeLook(EventID("\(number)")), by: soon)
    }
    await #expect(throws: GoogleFailure.noRoom) { try await admission.admit(2, for: anna, as: .booking, by: soon) }
    let patient = Deadline(in: .seconds(30), on: clock)
    async let waiting: Void = admission.admit(2, for: anna, as: .booking, by: patient)
    #expect(await eventually { clock.sleeping == 1 })
    clock.advance(by: Budget.promiseLife)
    try await waiting
  }

  @Test func `a write that is tried again keeps room for one look`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 20), clock: clock)
    for _ in 0..<5 { try await admission.admit(1, for: anna, as: .beforeLook(event), by: soon) }
    #expect(await passing(admission, as: .booking) == 13)
    #expect(await passing(admission, as: .look(event)) == 2)
  }

  @Test func `the project's budget keeps room for looks as the account's does`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 600, perProject: 10), clock: clock)
    try await admission.admit(1, for: anna, as: .beforeLook(event), by: soon)
    let ben = AccountID("ben@example.com")
    for _ in 0..<6 { try await admission.admit(1, for: ben, by: soon) }
    await #expect(throws: GoogleFailure.noRoom) { try await admission.admit(1, for: ben, by: soon) }
    try await admission.admit(1, for: anna, as: .look(event), by: soon)
  }

  @Test func `availability that uses up the account's budget does not keep an inserted event from being looked at`()
    async throws
  {
    let attempt = Attempts.attempt()
    let id = attempt.token.eventID
    let own =
      #"{"id":"\#(id)","start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T09:30:00Z"},"#
      + #""extendedProperties":{"private":{"frontdesk":"1","booking":"b1","token":"\#(attempt.token.rawValue)"}}}"#
    try await withClient(clock: clock, limits: QuotaLimits(perAccount: 20)) { seen in
      seen.method == "POST" ? .answer(200, own) : .answer(200, #"{"kind":"calendar#events","items":[\#(own)]}"#)
    } _: { google in
      let calendars = GoogleCalendars(google, clock: clock)
      let deadline = Deadline(in: .seconds(6), on: clock)
      #expect(
        await calendars.place(Attempts.placement(attempt), by: deadline) == .placed(PlacedEvent(event: id, link: nil)))
      var reading: BusyReading?
      for _ in 0..<40 where reading != .unknown(.overQuota) {
        reading = await calendars.busy(
          [SandboxBench.calendar], in: Attempts.hours(0, 24), by: deadline)[SandboxBench.calendar]
      }
      #expect(reading == .unknown(.overQuota))
      #expect(
        await calendars.look(Attempts.inspection(attempt), by: deadline) == .looked(ownSeen: true, inTheWay: []))
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func `however small the budget, every kind of call passes at some time`(limit: Int) async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: limit), clock: clock)
    for errand in [Errand.beforeLook(event), .look(event), .booking, .routine] {
      try await admission.admit(3, for: anna, as: errand, by: soon)
      clock.advance(by: .seconds(61))
    }
  }
}
