import Desk
import Foundation

/// Findings for people and for programs.
struct Report: Sendable {
  let findings: Findings
  let scenario: Scenario

  /// More violations than this are counted and not printed.
  private static let shown = 12

  func print() {
    let it = findings
    Output.line("")
    Output.line(
      "\(it.time.inSeconds) s on \(scenario.ledger.rawValue) with \(scenario.processes) server\(scenario.processes == 1 ? "" : "s"), "
        + "\(it.rounds) round\(it.rounds == 1 ? "" : "s"), seed \(it.seed)")
    Output.line(
      "  \(it.wishes) wishes in \(it.exchanges) exchanges, \(it.bookings) bookings told, \(it.broken) exchanges without an "
        + "answer")
    Output.line("  answers: \(listed(it.outcomes))")
    Output.line("  nemesis: \(listed(it.deeds))")
    Output.line(
      "  servers: \(it.kills) killed, \(it.killsAtSteps) dead at a named step, \(it.pauses) paused")
    Output.line(
      "  owner: \(it.edits) edits, of which between a wish and its answer, over its time: \(it.racesBefore) before our "
        + "event, \(it.racesAfter) after it")
    for (tool, samples) in it.latencies.sorted(by: { $0.key < $1.key }) {
      Output.line(
        "  \(tool): \(samples.count) answered, p50 \(samples.percentile(50).inMilliseconds) ms, "
          + "p95 \(samples.percentile(95).inMilliseconds) ms, p99 \(samples.percentile(99).inMilliseconds) ms, "
          + "max \(samples.longest.inMilliseconds) ms")
    }
    Output.line("  at rest after \(it.rests.map(\.inSeconds).joined(separator: ", ")) s")
    Output.line("  \(it.violations.count) violation\(it.violations.count == 1 ? "" : "s")")
    for violation in it.violations.prefix(Self.shown) { Output.line("✗ \(violation)") }
    if !it.violations.isEmpty { Output.line("Logs and database: \(it.folder.path)") }
  }

  private func listed(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  var json: JSONValue {
    let it = findings
    return [
      "seed": .string("\(it.seed)"), "ledger": .string(scenario.ledger.rawValue),
      "processes": .integer(Int64(scenario.processes)), "seconds": .number(Double(it.time.inMilliseconds) / 1000),
      "rounds": .integer(Int64(it.rounds)), "wishes": .integer(Int64(it.wishes)),
      "exchanges": .integer(Int64(it.exchanges)), "bookings": .integer(Int64(it.bookings)),
      "unanswered": .integer(Int64(it.broken)), "outcomes": counts(it.outcomes), "deeds": counts(it.deeds),
      "kills": .integer(Int64(it.kills)), "killsAtSteps": .integer(Int64(it.killsAtSteps)),
      "pauses": .integer(Int64(it.pauses)), "edits": .integer(Int64(it.edits)),
      "racesBefore": .integer(Int64(it.racesBefore)), "racesAfter": .integer(Int64(it.racesAfter)),
      "latencies": .object(
        it.latencies.sorted { $0.key < $1.key }.map { tool, samples in
          JSONValue.Member(
            tool,
            [
              "count": .integer(Int64(samples.count)), "p50": milliseconds(samples.percentile(50)),
              "p95": milliseconds(samples.percentile(95)), "p99": milliseconds(samples.percentile(99)),
              "max": milliseconds(samples.longest),
            ])
        }),
      "rests": .array(it.rests.map { milliseconds($0) }),
      "violations": .array(
        it.violations.map {
          [
            "invariant": .string($0.invariant), "sentence": .string($0.sentence),
            "evidence": .array($0.evidence.map { .string($0) }),
          ]
        }),
    ]
  }

  private func milliseconds(_ duration: Duration) -> JSONValue { .integer(Int64(duration.inMilliseconds)) }

  private func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) })
  }
}
