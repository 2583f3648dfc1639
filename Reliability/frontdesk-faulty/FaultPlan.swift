import FrontdeskCommands

/// What the environment asks for.
struct FaultPlan: Sendable {
  let rules: [FailpointRule]
  let seed: UInt64
  let mistakes: [Mistake]

  init(_ environment: [String: String]) throws(PlanFailure) {
    rules = try FailpointRule.read(environment["FRONTDESK_FAILPOINTS"] ?? "")
    mistakes = try Mistake.read(environment["FRONTDESK_BUGS"] ?? "")
    let seed = environment["FRONTDESK_FAULT_SEED"] ?? "1"
    guard let number = UInt64(seed) else {
      throw PlanFailure(sentence: "FRONTDESK_FAULT_SEED is a whole number, not “\(seed)”.")
    }
    self.seed = number
  }

  /// Failpoints lie next to the real ports, mistakes before them: what a mistake does passes the failpoints too.
  var faults: Faults {
    let failpoints = Failpoints(rules, seed: seed)
    let mistakes = mistakes
    return Faults { ports in
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
