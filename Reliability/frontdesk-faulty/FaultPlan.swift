import FrontdeskCommands

/// What the environment asks for.
struct FaultPlan: Sendable {
  private enum Variable: String, CaseIterable {
    case failpoints = "FRONTDESK_FAILPOINTS"
    case mistakes = "FRONTDESK_BUGS"
    case seed = "FRONTDESK_FAULT_SEED"
  }

  let rules: [FailpointRule]
  let seed: UInt64
  let mistakes: [Mistake]

  init(_ environment: [String: String]) throws(PlanFailure) {
    rules = try FailpointRule.read(environment[Variable.failpoints.rawValue] ?? "")
    mistakes = try Mistake.read(environment[Variable.mistakes.rawValue] ?? "")
    let seed = environment[Variable.seed.rawValue] ?? "1"
    guard let number = UInt64(seed) else {
      throw PlanFailure(sentence: "FRONTDESK_FAULT_SEED is a whole number, not “\(seed)”.")
    }
    self.seed = number
  }

  /// Failpoints lie next to the real ports, mistakes before them: what a mistake does passes the failpoints too.
  var faults: Faults {
    let failpoints = Failpoints(rules, seed: seed)
    let mistakes = mistakes
    return Faults(variables: Set(Variable.allCases.map(\.rawValue))) { ports in
      var wrapped = Faults.Ports(
        ledger: FailingLedger(behind: ports.ledger, points: failpoints),
        calendars: FailingCalendars(behind: ports.calendars, points: failpoints))
      for mistake in mistakes { wrapped = mistake.made(in: wrapped) }
      return wrapped
    }
  }
}

/// Why the environment cannot be followed.
struct PlanFailure: Error, Hashable, Sendable {
  let sentence: String
}
