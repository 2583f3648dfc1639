import LocalPostgres
import Scheduling

/// Does harm to servers, database and Google, as its dice say, until the round is over; then everything is as it was.
struct Nemesis: Sendable {
  let stage: Stage
  let scenario: Scenario
  let weather: Weather
  let tally: NemesisTally
  /// When the round ends.
  let end: ContinuousClock.Instant
  let round: Int

  private static let ofServers: Set<Deed> = [.kill, .pause, .longPause, .failpoint, .endSessions, .restartDatabase]

  /// Both hands at once: what is done to servers does not wait for the weather to change.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await act("servers", Self.ofServers) { deed, dice in try await harm(deed, &dice) }
      }
      group.addTask {
        try await act("weather", Set(Deed.allCases).subtracting(Self.ofServers)) { deed, dice in
          let time = dice.pause(scenario.nemesis.weather)
          try await weather.bring(deed, for: capped(time), &dice, accounts: stage.town.hosts.map(\.account))
        }
      }
      try await group.waitForAll()
    }
    try await weather.clear()
  }

  private func act(
    _ name: String, _ kinds: Set<Deed>, _ perform: (Deed, inout Dice) async throws -> Void
  ) async throws {
    var dice = Dice(seed: scenario.seed, name, round)
    let deeds = scenario.nemesis.deeds.filter { kinds.contains($0.element) && isPossible($0.element) }
    while ContinuousClock.now < end {
      try await Task.sleep(for: capped(dice.pause(scenario.nemesis.gap)))
      guard ContinuousClock.now < end, let deed = dice.pick(weighted: deeds) else { return }
      // Drawn apart, so that how a deed goes does not change what follows it.
      var own = Dice(seed: dice.next(), deed.rawValue)
      try await perform(deed, &own)
    }
  }

  private func isPossible(_ deed: Deed) -> Bool {
    switch deed {
    case .endSessions, .restartDatabase: scenario.ledger == .postgres
    default: true
    }
  }

  private func harm(_ deed: Deed, _ dice: inout Dice) async throws {
    let server = dice.pick(stage.servers)
    let weights = scenario.nemesis
    await tally.note(deed.rawValue)
    switch deed {
    case .kill: try await server.kill(for: capped(dice.pause(weights.death)))
    case .failpoint:
      try await server.kill(
        for: .zero, failpoints: Failpoints.draw(from: weights.steps, &dice), seed: dice.next() >> 1)
    case .pause: try await server.pause(for: capped(dice.pause(weights.pause)))
    case .longPause: try await server.pause(for: capped(dice.pause(weights.longPause)))
    case .endSessions: try await stage.database.endSessions()
    case .restartDatabase: try await stage.database.restart(dice.comes(0.5) ? .fast : .immediate)
    default: break
    }
  }

  private func capped(_ time: Duration) -> Duration { max(.zero, min(time, end - ContinuousClock.now)) }

  /// Sees after servers that died at a failpoint, until cancelled.
  func keep() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, server) in stage.servers.enumerated() {
        let seed = Dice(seed: scenario.seed, "keeper \(number)", round)
        group.addTask {
          var dice = seed
          while true {
            try await Task.sleep(for: .milliseconds(100))
            try await server.look(after: dice.pause(scenario.nemesis.stillness))
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// How often what was done.
actor NemesisTally {
  private(set) var counts: [String: Int] = [:]
  func note(_ deed: String) { counts[deed, default: 0] += 1 }
}

/// The named steps at which a life may end (`frontdesk-faulty faults` lists them).
enum Failpoints {
  static let steps: [String] = [
    "open", "close", "hold", "advance.inserted", "advance.confirmed", "advance.withdrawing", "advance.released",
    "advance.moving", "advance.moved", "advance.reverting", "advance.reverted", "advance.cancelling",
    "advance.cancelled", "advance.asked", "advance.promised", "advance.departed", "takeOver", "takeOutbox", "settle",
    "place", "look", "shift", "extinguish", "dress", "markEnded",
  ].flatMap { ["\($0):before", "\($0):after"] }

  /// Three steps, at one in so many of which the process kills or stops itself.
  static func draw(from steps: [String]?, _ dice: inout Dice) -> String {
    let steps = steps ?? Self.steps
    return (0..<3).map { _ in
      "\(dice.pick(steps))=\(dice.comes(0.75) ? "kill" : "stop")%\(dice.pick([2, 5, 15]))"
    }.joined(separator: ";")
  }
}
