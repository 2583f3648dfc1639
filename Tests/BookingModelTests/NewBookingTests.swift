import Testing

/// Every order of events around new bookings, with the real machine: crashes at any point, take-overs to either end, zombies
/// that go on, requests that are lost or late, lost replies, old lists, refusals, and storage that fails.
@Suite struct `New bookings in every order of events` {
  @Test func `two callers, an owner and every fault break nothing`() {
    let exploration = Exploration.check(.twoCallers)
    #expect(exploration.states.count > 100_000)
  }

  @Test(arguments: [Scenario.oneCaller, .sharedRoom]) func `no invariant is broken`(scenario: Scenario) {
    Exploration.check(scenario)
  }

  /// What has been prepared while the caller decides needs no further call to the calendar.
  @Test(arguments: [Scenario.kept, .contestedKept]) func `a time that is kept and prepared is as safe`(
    scenario: Scenario
  ) {
    Exploration.check(scenario)
  }

  @Test(arguments: [Scenario.hangUp, .keptHangUp, .hangUp.telling()])
  func `nothing is confirmed in silence for a caller who hangs up`(scenario: Scenario) { Exploration.check(scenario) }

  @Test func `nothing is missed where zombies are dropped that can only read, and store what is refused`() {
    var scenario = Scenario.oneCaller
    let without = Exploration.check(scenario)
    scenario.dropsIdleZombies = false
    let with = Exploration.check(scenario)
    #expect(with.states.count > without.states.count)
    #expect(with.statesAtRest == without.statesAtRest)
  }
}
