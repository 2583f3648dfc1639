import Testing

extension Exploration {
  /// Explores to the end and expects no flaw: each that there is comes with a shortest way to it.
  @discardableResult
  static func check(
    _ scenario: Scenario, limit: Int = 1_000_000, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Exploration {
    let clock = ContinuousClock()
    let start = clock.now
    let exploration = Exploration(scenario, limit: limit)
    print(
      "explored: \(scenario.name): \(exploration.states.count) states, \(exploration.transitions) transitions,",
      "\(exploration.statesAtRest) at rest, \(clock.now - start)")
    #expect(exploration.isComplete, "there are more than \(limit) states", sourceLocation: sourceLocation)
    #expect(exploration.statesAtRest > 0, sourceLocation: sourceLocation)
    for finding in exploration.findings { Issue.record("\(finding)", sourceLocation: sourceLocation) }
    return exploration
  }
}
