import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// V5: the caller hangs up at any step. Never a silent booking, and nothing is left half done.
@Suite struct `A caller who hangs up` {
  static let steps: [BookingState] = [.kept, .held, .inserted, .moving]

  @Test(arguments: steps, HangUpPolicy.allCases)
  func `is booked only where the desk wants that and a mail can tell them`(
    step: BookingState, policy: HangUpPolicy
  ) async throws {
    for email in [String?.none, "ada@example.com"] {
      let stage = try await Backstage(.clinic(hosts: Backstage.hosts, hangUp: policy))
      let booking = try await stage.store(stage.booking(email: email), as: step, call: Backstage.caller)
      try await stage.ledger.markEnded(Backstage.caller, of: stage.profile.key, at: stage.clock.now())
      await stage.settler.round()
      let settled = try await stage.current(booking)
      let finishes = policy == .finish && email != nil && step != .kept
      #expect(settled.state == (step == .moving || finishes ? .confirmed : .released))
      let hour = step == .moving ? (finishes ? 16 : 14) : (finishes ? 14 : nil)
      #expect(stage.events() == (hour.map { [Backstage.half($0)] } ?? []))
    }
  }

  @Test(arguments: [BookingState.held, .inserted, .moving])
  func `has three minutes to ask again while on the line, and then it is undone`(step: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: step)
    await stage.rounds(for: .seconds(179))
    #expect(try await stage.current(booking) == booking)
    await stage.rounds(for: .seconds(2))
    let settled = try await stage.current(booking)
    #expect(settled.state == (step == .moving ? .confirmed : .released))
    #expect(stage.events() == (step == .moving ? [Backstage.half(14)] : []))
  }

  @Test func `counts by the call that asks for the move, not by the one that booked`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .moving)
    try await stage.ledger.markEnded(Backstage.caller, of: stage.profile.key, at: stage.clock.now())
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .moving)
    try await stage.ledger.markEnded(CallID("call-2"), of: stage.profile.key, at: stage.clock.now())
    await stage.settler.round()
    #expect(try await stage.current(booking).period == Backstage.half(16))
  }

  @Test func `has the three minutes of a move from when it was asked for`() async throws {
    let stage = try await Backstage()
    var booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.clock.advance(by: .hours(1))
    let move = stage.move(booking, to: 16)
    booking = try await stage.advance(booking, .moving(move, leaseUntil: stage.clock.now()))
    await stage.rounds(for: .seconds(170))
    #expect(try await stage.current(booking).state == .moving)
    await stage.rounds(for: .seconds(15))
    #expect(try await stage.current(booking).state == .confirmed)
  }

  @Test func `was promised the move and gets it`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(email: nil), as: .moving)
    try await stage.advance(booking, .promised)
    await stage.settler.round()
    #expect(try await stage.current(booking).period == Backstage.half(16))
    #expect(stage.events() == [Backstage.half(16)])
  }

  @Test func `has an account that cannot invite, so no mail would tell them`() async throws {
    let stage = try await Backstage()
    stage.calendars.state.withLock {
      $0.standing[Office.owner.account] = AccountStanding(trouble: nil, canInvite: false)
    }
    let booking = try await stage.store(stage.booking(call: nil), as: .inserted)
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .released)
  }
}
