import AsyncHTTPClient
import Foundation

/// Shows that the soak catches mistakes: soaks the program with each seeded one until it is caught.
struct Proof: Sendable {
  struct Verdict: Sendable {
    let mistake: SeededMistake
    let caught: Violation?
    let time: Duration
    /// Violations that the mistake does not explain.
    let others: [Violation]
  }

  let program: URL
  let base: Scenario
  /// How long a mistake has to show itself.
  let limit: Duration
  let slack: Duration
  /// Whether the mistakes are left out, to see that the fights alone break nothing.
  let isControl: Bool

  func verdict(on mistake: SeededMistake, in folder: URL, _ crew: Crew, _ http: HTTPClient) async throws -> Verdict {
    let start = ContinuousClock.now
    var others: [Violation] = []
    var attempt: UInt64 = 0
    while ContinuousClock.now - start < limit {
      let own = folder.appending(path: "\(mistake.rawValue)-\(attempt)")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      var scenario = mistake.scenario(base)
      scenario.seed = base.seed &+ attempt
      if isControl { scenario.bugs = [] }
      let soak = Soak(
        scenario: scenario, program: program, folder: own, length: mistake.round, round: mistake.round,
        patience: .seconds(isControl ? 60 : 14),
        slack: slack, isQuiet: true, stopsAt: isControl ? [] : mistake.invariants)
      let findings = try await soak.run(crew, http: http)
      if isControl {
        return Verdict(
          mistake: mistake, caught: nil, time: ContinuousClock.now - start, others: findings.violations)
      }
      if let caught = findings.violations.first(where: { mistake.invariants.contains($0.invariant) }) {
        return Verdict(
          mistake: mistake, caught: caught, time: ContinuousClock.now - start, others: others)
      }
      others += findings.violations
      attempt += 1
    }
    return Verdict(mistake: mistake, caught: nil, time: ContinuousClock.now - start, others: others)
  }
}
