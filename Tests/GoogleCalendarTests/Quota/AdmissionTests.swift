import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct AdmissionTests {
  let clock = HandClock()
  let anna = AccountID("anna@example.com")
  let ben = AccountID("ben@example.com")

  @Test func `what fits into the deadline waits, what does not is refused at once`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 2), clock: clock)
    try await admission.admit(2, for: anna, by: Deadline(in: .seconds(1), on: clock))
    await #expect(throws: GoogleFailure.noRoom) {
      try await admission.admit(1, for: anna, by: Deadline(in: .seconds(61), on: clock))
    }
    async let late: Void = admission.admit(1, for: anna, by: Deadline(in: .seconds(62), on: clock))
    #expect(await eventually { clock.sleeping == 1 })
    clock.advance(by: .seconds(61))
    try await late
  }

  @Test func `one account's budget is not another's, the project's is everybody's`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 2, perProject: 3), clock: clock)
    let soon = Deadline(in: .seconds(1), on: clock)
    try await admission.admit(2, for: anna, by: soon)
    try await admission.admit(1, for: ben, by: soon)
    await #expect(throws: GoogleFailure.noRoom) { try await admission.admit(1, for: ben, by: soon) }
  }

  @Test func `one account's breaker is not another's`() async throws {
    let admission = Admission(limits: QuotaLimits(), clock: clock)
    let soon = Deadline(in: .seconds(1), on: clock)
    for _ in 0..<Breaker.failuresToOpen {
      try await admission.admit(1, for: anna, by: soon)
      admission.note(.failed, for: anna)
    }
    await #expect(throws: GoogleFailure.circuitOpen) { try await admission.admit(1, for: anna, by: soon) }
    try await admission.admit(1, for: ben, by: soon)
    clock.advance(by: Breaker.firstPause)
    let then = Deadline(in: .seconds(1), on: clock)
    try await admission.admit(1, for: anna, by: then)
    admission.note(.healthy, for: anna)
    try await admission.admit(1, for: anna, by: then)
  }

  @Test func `a wait ends with its task`() async throws {
    let admission = Admission(limits: QuotaLimits(perAccount: 1), clock: clock)
    try await admission.admit(1, for: anna, by: Deadline(in: .seconds(1), on: clock))
    let waiting = Task { try await admission.admit(1, for: anna, by: Deadline(in: .seconds(100), on: clock)) }
    #expect(await eventually { clock.sleeping == 1 })
    waiting.cancel()
    await #expect(throws: GoogleFailure.noRoom) { try await waiting.value }
  }

  @Test func `however many accounts there are, so many are remembered`() async throws {
    let admission = Admission(limits: QuotaLimits(perProject: 1_000_000), clock: clock)
    let soon = Deadline(in: .seconds(1), on: clock)
    for number in 0..<Admission.mostAccounts + 10 {
      try await admission.admit(1, for: AccountID("a\(number)@example.com"), by: soon)
    }
    #expect(admission.remembered == Admission.mostAccounts)
    clock.advance(by: .seconds(61))
    try await admission.admit(1, for: AccountID("new@example.com"), by: Deadline(in: .seconds(1), on: clock))
    #expect(admission.remembered == 1)
  }
}
