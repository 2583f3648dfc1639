import Scheduling

/// Waits until nothing is under way any more, as the program itself tells it from outside.
struct Rest: Sendable {
  let stage: Stage

  private static let atRest: Set<String> = ["confirmed", "released", "cancelled"]

  /// - Returns: how long it took, and what is still under way when the patience is over.
  func wait(within limit: Duration) async throws -> (time: Duration, left: [String]) {
    let start = ContinuousClock.now
    var quiet = 0
    var left: [String] = []
    while ContinuousClock.now - start < limit {
      left = try await unfinished()
      // Twice in a row: a late reply may have begun something in between.
      quiet = left.isEmpty ? quiet + 1 : 0
      if quiet == 2 { return (ContinuousClock.now - start, []) }
      try await Task.sleep(for: .milliseconds(500))
    }
    return (ContinuousClock.now - start, left)
  }

  /// Lines of `frontdesk ledger status` that tell of something unfinished, with what is known of it.
  private func unfinished() async throws -> [String] {
    let status = try await stage.run("ledger", "status", endingWith: [0, 1])
    return status.split(separator: "\n").map(String.init).filter { line in
      let words = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard words.count == 2, line.hasPrefix("  ") else { return line.hasPrefix("closed") }
      let count = Int(words[1]) ?? 0
      return count > 0 && !Self.atRest.contains(String(words[0])) && !words[0].hasPrefix("notices")
    }
  }
}
