import Scheduling

/// One round: callers fight for a few days of a few hosts until its time is over, while the owner and the nemesis do what
/// they do. Then all becomes fair and quiet.
struct Round: Sendable {
  let number: Int
  let stage: Stage
  let scenario: Scenario
  let transcript: Transcript
  let owner: Owner
  let weather: Weather
  let tally: NemesisTally
  let length: Duration

  var days: Range<Int> { (number * scenario.daysOfRound)..<((number + 1) * scenario.daysOfRound) }

  func play() async throws {
    let end = ContinuousClock.now + length
    let nemesis = Nemesis(
      stage: stage, scenario: scenario, weather: weather, tally: tally, end: end, round: number)
    try await withThrowingTaskGroup(of: Void.self) { background in
      background.addTask { try await nemesis.keep() }
      background.addTask {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await nemesis.run() }
          for line in 0..<scenario.callers.count { group.addTask { try await telephone(line, until: end) } }
          try await group.waitForAll()
        }
      }
      // The keeper never ends by itself.
      try await background.next()
      background.cancelAll()
      do { try await background.waitForAll() } catch is CancellationError {}
    }
    for server in stage.servers { try await server.calm() }
    try await weather.clear()
    try await weather.settle()
    let limit = ContinuousClock.now + .seconds(30)
    while !owner.isIdle, ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(50)) }
  }

  /// One telephone line: caller after caller.
  private func telephone(_ line: Int, until end: ContinuousClock.Instant) async throws {
    let telephone = try stage.telephone(transcript, scenario)
    var turn = 0
    while ContinuousClock.now < end {
      let number = "+1\(200 + line)\(2_000_000 + self.number * 5000 + turn)"
      var dice = Dice(seed: scenario.seed, "caller", (self.number * 1000 + line) * 100_000 + turn)
      let plan = CallPlan(scenario, stage.town, days: days, number: number, &dice)
      let caller = Caller(
        plan: plan, telephone: telephone, owner: owner, name: "r\(self.number)-\(line)-\(turn)",
        isOver: { ContinuousClock.now >= end })
      try await caller.live()
      try await Task.sleep(for: plan.rest)
      turn += 1
    }
  }
}
