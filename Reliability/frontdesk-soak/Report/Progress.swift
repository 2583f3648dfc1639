/// Prints a line every ten seconds.
struct Progress: Sendable {
  let transcript: Transcript
  let tally: NemesisTally
  let weather: Weather

  func run() async throws {
    let start = ContinuousClock.now
    var seen = 0
    var counts: [String: Int] = [:]
    while true {
      try await Task.sleep(for: .seconds(10))
      let fresh = transcript.exchanges(after: seen)
      seen += fresh.count
      for exchange in fresh { counts[exchange.outcome ?? "unanswered", default: 0] += 1 }
      let time = (ContinuousClock.now - start).inMilliseconds / 1000
      let harm = await tally.counts.merging(await weather.counts) { $0 + $1 }.values.reduce(0, +)
      let shown = ["booked", "taken", "moved", "cancelled", "held", "stay", "unreachable", "unanswered"]
        .map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
      Output.line("\(time) s: \(seen) exchanges, \(shown); \(harm) deeds of the nemesis")
    }
  }
}
