import Testing

@Suite struct `A new booking, in every order of events` {
  @Test func `is safe`() {
    let start = ContinuousClock.now
    let exploration = Exploration(
      Scenario(
        plans: [Plan(slot: 0, wishes: [.book]), Plan(slot: 0, wishes: [.book])], deeds: [.add(slot: 0, calendar: 0)]))
    print("\(exploration.states.count) states, \(exploration.transitions) transitions, \(exploration.statesAtRest) at rest, \(ContinuousClock.now - start)")
    for finding in exploration.findings { print(finding) }
    #expect(exploration.flaws.isEmpty)
  }
}
