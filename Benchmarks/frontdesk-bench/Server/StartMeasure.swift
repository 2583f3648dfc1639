import Foundation

/// How long the server takes from its beginning until it listens: on a new database, and on one with years of bookings.
struct StartMeasure {
  let bench: Bench

  func take() async throws {
    let count = bench.effort.storedBookings
    let full = bench.stage.folder.appending(path: "full.sqlite").path
    try await StoredBookings.fill(full, count: count)
    Output.title("Start, from the process's beginning until it listens, median of \(bench.effort.starts)")
    let filled = try await median { _ in full }
    let empty = try await median { bench.stage.folder.appending(path: "empty\($0).sqlite").path }
    Output.table([
      ["database", "ms"], ["new", empty.brief], ["\(count) bookings and as many claims", filled.brief],
    ])
    bench.ledger.note(
      "start on \(count) bookings", "\(filled.brief) ms", target: "≤ 1,000 ms", met: filled <= 1000)
  }

  private func median(_ database: (Int) -> String) async throws -> Double {
    var times: [Double] = []
    for turn in 0..<bench.effort.starts {
      let start = ContinuousClock.now
      let server = try await bench.stage.startServer(database: database(turn))
      times.append((ContinuousClock.now - start).inMilliseconds)
      try await bench.stage.stop(server)
    }
    return times.median
  }
}
