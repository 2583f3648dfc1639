extension Scenario {
  /// Nothing but callers who book and the owner, who for each of them writes an event of their own over the very time, aimed
  /// at the gap between the hold and the look. Both give the time back soon, so that there are always times to be had.
  func racing() -> Scenario {
    var scenario = self
    scenario.latency = 10
    scenario.daysOfRound = 6
    scenario.furtherHosts = 21
    scenario.callers = CallerWeights(
      count: 24, rest: 0...0.01, email: 0, checks: 0, keeps: 0, copies: 0, repeats: 0, asksAgain: 0, abandons: 0,
      hangsUp: 0, moves: 0, cancels: 1, phonesAgain: 0, finds: 0, messages: 0, crowding: 1)
    scenario.owner = OwnerWeights(
      strikes: 1, delay: 0...0.5, elsewhere: 0.05, stays: 0.3...1.5, staysForGood: 0, overlaps: 0, moves: 0, deletes: 0
    )
    scenario.nemesis.deeds = []
    return scenario
  }
}
