import Desk

/// The fault storm: one in twenty of Google's answers an error, one in twenty a refusal for quota, one in fifty never
/// comes, one in fifty is lost after its effect.
struct Storm: Sendable {
  let figure: FigureStage
  let count: Int

  func run() async throws -> [FigureLine] {
    let google = figure.stage.google
    try await google.setFaults([
      Weather.fault(nil, 0.05, ["status": 503]),
      Weather.fault(nil, 0.025, ["status": 403, "reason": "rateLimitExceeded"]),
      Weather.fault(nil, 0.025, ["status": 429]), Weather.fault(nil, 0.02, ["delayMs": 30_000, "drop": "before"]),
      Weather.fault(nil, 0.02, ["drop": "after"]),
    ])
    let all = try await figure.bookAll(count, width: 8, pace: .milliseconds(120), tries: 12) {
      "storm\($0)@soak.example"
    }
    let (time, left) = try await Rest(stage: figure.stage).wait(within: .seconds(60))
    try await google.setFaults([])
    let violations = try await figure.violations()
    let first = all.count { $0.first == "booked" }
    let inCall = all.count { $0.last == "booked" }
    let late = violations.count { $0.invariant == "I9" }
    let share = Double(inCall) / Double(count)
    let times = Samples(all.flatMap(\.exchanges).map(\.length))
    return [
      FigureLine(
        what: "answered inside the deadline", measured: "\(late) of \(times.count) were not", target: "all",
        isMet: late == 0),
      FigureLine(
        what: "booked within the call", measured: "\(inCall) of \(count), \(first) of them by the first answer",
        target: "98 %", isMet: share >= 0.98),
      FigureLine(
        what: "the rest settled",
        measured: left.isEmpty ? "after \(time.inSeconds) s" : "not after \(time.inSeconds) s",
        target: "30 s", isMet: left.isEmpty && time < .seconds(30)),
      FigureLine(
        what: "answer to create_event",
        measured: "p50 \(times.percentile(50).inMilliseconds) ms, p99 \(times.percentile(99).inMilliseconds) ms, "
          + "max \(times.longest.inMilliseconds) ms", target: "below the deadline", isMet: true),
      FigureLine(
        what: "promises broken", measured: "\(violations.count)", target: "0", isMet: violations.isEmpty),
    ] + violations.prefix(3).map { FigureLine(what: "\($0)", measured: "", target: "", isMet: false) }
  }
}
