import Testing

@Suite struct `A new booking, in every order of events` {
  static let scenarios: [(String, Scenario)] = [("oneCaller", .oneCaller), ("room", .sharedRoom), ("kept", .kept),
    ("move", .move), ("contestedMove", .contestedMove), ("wayward", .wayward), ("short", .shortMove), ("else", .moveElsewhere), ("contestedElse", .contestedMoveElsewhere), ("cancel", .cancel), ("mc", .moveAndCancel)]
  @Test func `is safe`() {
    for (name, scenario) in Self.scenarios {
    let start = ContinuousClock.now
    let exploration = Exploration(scenario)
    print("\(name): \(exploration.states.count) states, \(exploration.transitions) transitions, \(exploration.statesAtRest) at rest, \(ContinuousClock.now - start)")
    for finding in exploration.findings { print(finding) }
    #expect(exploration.flaws.isEmpty)
    }
  }
  @Test func rules() {
    for rule in 0..<15 {
      for (name, scenario) in [("two", Scenario.twoCallers), ("one", .oneCaller)] + Self.scenarios {
        let e = Exploration(scenario.without(Rules(rawValue: 1 << rule)), limit: 100000)
        print("RULE \(rule) \(name) \(e.states.count) \(e.findings.map { "\($0.flaw) (\($0.steps.count))" })")
      }
    }
  }
}
