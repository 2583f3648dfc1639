/// A protection that is taken away, and the circumstances that show it soonest. `frontdesk-faulty` wires the mistake in
/// between the program's ports.
enum SeededMistake: String, CaseIterable, Sendable {
  case noLock, noWitness, noBurn, noEpochCheck, forgottenIdempotency, releaseBeforeDelete, lostOutbox
  case createThenDeleteMove

  /// The invariants of which any may catch it. Another one would be luck.
  var invariants: Set<String> {
    switch self {
    case .noLock: ["I1", "I2"]
    case .noWitness: ["I3"]
    case .noBurn: ["I5", "I1"]
    case .noEpochCheck: ["I1", "I2", "I4", "I5", "I6", "I10", "I13"]
    case .forgottenIdempotency: ["I8", "I6", "I1"]
    case .releaseBeforeDelete: ["I1", "I2"]
    case .lostOutbox: ["I13", "I5"]
    case .createThenDeleteMove: ["I6", "I4", "I5"]
    }
  }

  /// How long one fight lasts before its end is judged.
  var round: Duration { self == .noEpochCheck ? .seconds(24) : .seconds(10) }

  /// How the fight is weighted. Everything else is as on every day.
  func scenario(_ base: Scenario) -> Scenario {
    var scenario = base
    scenario.bugs = [rawValue]
    scenario.callers.keepsNewTime = 0
    scenario.callers.rest = 0.02...0.15
    scenario.bookingDeadline = 2.5
    scenario.nemesis.deeds = []
    switch self {
    case .noLock:
      scenario.daysOfRound = 1
      scenario.callers.crowding = 4
      scenario.latency = 60
    case .noWitness:
      scenario.owner.strikes = 0.8
      scenario.owner.stays = 4...6
      scenario.owner.elsewhere = 0
      scenario.latency = 80
    case .noBurn: missingBurn(&scenario)
    case .noEpochCheck: zombies(&scenario)
    case .forgottenIdempotency:
      scenario.callers.copies = 0.5
      scenario.callers.repeats = 0.8
      scenario.callers.asksAgain = 0.6
      scenario.owner.strikes = 0
    case .releaseBeforeDelete:
      scenario.callers.cancels = 0.9
      scenario.callers.crowding = 5
      scenario.callers.phonesAgain = 0
      scenario.daysOfRound = 1
      scenario.owner = .absent
    case .lostOutbox:
      // Nobody misses an outbox while all goes well.
      scenario.owner = .absent
      scenario.latency = 120
      scenario.nemesis.deeds = [(.kill, 1)]
      scenario.nemesis.gap = 0.6...1.2
      scenario.nemesis.death = 0...0.1
    case .createThenDeleteMove:
      scenario.callers.moves = 1
      scenario.callers.cancels = 0.1
      scenario.callers.crowding = 1
      scenario.owner = .absent
      scenario.latency = 40
    }
    return scenario
  }

  /// Inserts arrive late, and callers who can be told nothing hang up before they do.
  private func missingBurn(_ scenario: inout Scenario) {
    scenario.callers.email = 0
    scenario.callers.hangsUp = 0.9
    scenario.callers.copies = 0
    scenario.callers.abandons = 0
    scenario.owner = .absent
    scenario.nemesis.deeds = [(.lateInserts, 1)]
    scenario.nemesis.gap = 0...0.1
    scenario.nemesis.weather = 8...9
  }

  /// Servers stand still in the middle of their work for longer than any lease, and callers go on elsewhere.
  private func zombies(_ scenario: inout Scenario) {
    scenario.ledger = .postgres
    scenario.processes = 2
    scenario.bookingDeadline = 1.5
    scenario.latency = 300
    scenario.hangUp = "withdraw"
    scenario.callers.count = 20
    scenario.callers.patience = 1.5...2
    scenario.callers.crowding = 1
    scenario.callers.abandons = 0
    scenario.callers.copies = 0
    scenario.callers.hangsUp = 0
    scenario.callers.moves = 0.3
    scenario.callers.cancels = 0.2
    scenario.owner = .absent
    // Between a step of the calendar and the ledger's: a request that stands still in the network only times out.
    scenario.failpoints = "place:after=stop%15;look:after=stop%15;advance.confirmed:before=stop%15"
    scenario.nemesis.stillness = 8.5...9.5
  }
}

extension OwnerWeights {
  /// An owner who leaves the calendars alone.
  static var absent: OwnerWeights {
    var weights = OwnerWeights()
    (weights.strikes, weights.overlaps, weights.moves, weights.deletes) = (0, 0, 0, 0)
    return weights
  }
}
