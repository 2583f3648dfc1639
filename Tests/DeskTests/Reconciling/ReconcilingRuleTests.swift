import Scheduling
import Testing

@testable import Desk

@Suite struct `The rule of reconciling` {
  /// What an older copy of a ledger says, what the calendar shows, and what follows. `other`: the event is at another time.
  static let older: [(state: BookingState?, confirmed: Bool, other: Bool, verdict: ReconcilingRule.Verdict)] = [
    (nil, true, false, .restores), (nil, false, false, .restores),
    (.kept, true, false, .confirms), (.kept, false, false, .confirms),
    (.held, true, false, .confirms), (.held, false, false, .confirms), (.inserted, false, true, .confirms),
    (.confirmed, true, false, .agrees), (.confirmed, false, false, .agrees), (.confirmed, true, true, .follows),
    (.leaving, true, false, .agrees), (.leaving, true, true, .follows),
    (.moving, true, false, .underWay), (.moving, true, true, .follows), (.reverting, true, false, .underWay),
    (.withdrawing, false, false, .underWay), (.cancelling, true, false, .underWay),
    (.released, false, false, .leftOver), (.cancelled, true, false, .leftOver),
  ]

  @Test(arguments: older) func `follows the calendar where the ledger is an older copy, and deletes nothing`(
    row: (state: BookingState?, confirmed: Bool, other: Bool, verdict: ReconcilingRule.Verdict)
  ) async throws {
    let stage = try await Backstage()
    var stored: Booking?
    if let state = row.state { stored = try await stage.store(stage.booking(), as: state) }
    let place = (stored ?? stage.booking()).place
    let event = stage.marked(
      place.attempt, at: row.other ? Backstage.half(9) : place.period, isConfirmed: row.confirmed)
    let rule = ReconcilingRule(wasOpen: false)
    #expect(rule.verdict(on: event, row: stored, live: [event.attempt.token]) == row.verdict)
  }

  @Test(arguments: [BookingState.kept, .held, .inserted, .moving, .reverting])
  func `leaves what an open ledger has under way to its workers`(state: BookingState) async throws {
    let stage = try await Backstage()
    let stored = try await stage.store(stage.booking(), as: state)
    let rule = ReconcilingRule(wasOpen: true)
    for period in [stored.period, stored.move?.period ?? stored.period] {
      let event = stage.marked(stored.attempt, at: period, isConfirmed: false)
      #expect(rule.verdict(on: event, row: stored, live: [event.attempt.token]) == .underWay)
    }
  }

  @Test func `knows that a move has arrived`() async throws {
    let stage = try await Backstage()
    let stored = try await stage.store(stage.booking(), as: .moving)
    let move = try #require(stored.move)
    let event = stage.marked(stored.attempt, at: move.period, isConfirmed: true)
    #expect(ReconcilingRule(wasOpen: false).verdict(on: event, row: stored, live: [event.attempt.token]) == .arrives)
  }

  @Test(arguments: [
    (confirmed: true, oldIsLive: true, verdict: ReconcilingRule.Verdict.arrives),
    (confirmed: false, oldIsLive: true, verdict: .underWay), (confirmed: false, oldIsLive: false, verdict: .arrives),
  ])
  func `knows a move to another calendar by its own event`(
    row: (confirmed: Bool, oldIsLive: Bool, verdict: ReconcilingRule.Verdict)
  ) async throws {
    let stage = try await Backstage()
    let stored = try await stage.store(stage.booking(), as: .moving, away: true)
    let event = stage.marked(stored.target.attempt, at: stored.target.period, isConfirmed: row.confirmed)
    let live = row.oldIsLive ? [event.attempt.token, stored.attempt.token] : [event.attempt.token]
    #expect(ReconcilingRule(wasOpen: false).verdict(on: event, row: stored, live: Set(live)) == row.verdict)
  }

  @Test(arguments: [(generation: 2, verdict: ReconcilingRule.Verdict.renews), (generation: 0, verdict: .leftOver)])
  func `believes the latest attempt`(
    row: (generation: Int, verdict: ReconcilingRule.Verdict)
  ) async throws {
    let stage = try await Backstage()
    let stored = try await stage.store(stage.booking(), as: .confirmed)
    let attempt = Attempt(
      booking: stored.id, generation: row.generation, token: AttemptToken("another"), calendar: Office.second)
    let event = stage.marked(attempt, at: Backstage.half(16), isConfirmed: true)
    #expect(ReconcilingRule(wasOpen: false).verdict(on: event, row: stored, live: [attempt.token]) == row.verdict)
  }

  @Test func `expects what a booking has left in another calendar`() async throws {
    let stage = try await Backstage()
    let stored = try await stage.store(stage.booking(), as: .leaving)
    let left = try #require(stored.left)
    let event = stage.marked(left.attempt, at: Backstage.half(14), isConfirmed: true)
    #expect(ReconcilingRule(wasOpen: false).verdict(on: event, row: stored, live: [event.attempt.token]) == .underWay)
  }
}

extension Backstage {
  /// An event as the calendar shows it.
  func marked(
    _ attempt: Attempt, at period: Interval, isConfirmed: Bool, code: ConfirmationCode? = ConfirmationCode("K7M2RX"),
    desk: DeskKey? = nil
  ) -> MarkedEvent {
    MarkedEvent(
      attempt: attempt, event: PlacedEvent(event: EventID(attempt.token.rawValue), link: nil),
      desk: desk ?? profile.key, offering: OfferingKey("consultation"), host: Backstage.kim, period: period,
      revision: 2,
      summary: "Consultation", isConfirmed: isConfirmed, code: isConfirmed ? code : nil,
      caller: PhoneNumber("+14155550123"), guests: isConfirmed ? ["ada@example.com"] : [], createdAt: clock.now())
  }
}
