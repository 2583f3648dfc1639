import Testing

/// Every order of events around moves and cancellations, with the real machine.
@Suite struct `Moves and cancellations in every order of events` {
  @Test(arguments: [Scenario.move, .contestedMove, .wayward, .deleted, .shortMove, .moveInRoom])
  func `a move within a calendar breaks nothing`(scenario: Scenario) {
    Exploration.check(scenario)
  }

  @Test(arguments: [Scenario.moveElsewhere, .contestedMoveElsewhere])
  func `a move to another calendar breaks nothing`(scenario: Scenario) {
    Exploration.check(scenario)
  }

  @Test(arguments: [Scenario.moveHangUp, .moveHangUp.telling()])
  func `nothing is moved in silence for a caller who hangs up`(scenario: Scenario) { Exploration.check(scenario) }

  @Test(arguments: [Scenario.cancel, .contestedCancel, .moveAndCancel])
  func `a cancellation breaks nothing, and guests hear of it`(scenario: Scenario) {
    Exploration.check(scenario)
  }
}
