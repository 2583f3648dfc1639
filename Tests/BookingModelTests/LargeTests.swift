import Foundation
import Testing

/// The same with everything at once: some minutes, when `FRONTDESK_MODEL=large` is set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FRONTDESK_MODEL"] == "large"), .serialized)
struct `Everything at once` {
  @Test(arguments: [
    Scenario.everythingKept, .everythingMoves, .everythingContested, .ontoAnother, .everythingElsewhere,
    .everythingCancelled,
  ]) func `breaks nothing either`(scenario: Scenario) {
    Exploration.check(scenario, limit: 10_000_000)
  }
}
