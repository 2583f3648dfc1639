import NIOCore

/// `create_event` one after another: what one caller waits, and how often Google is asked.
struct SequentialBookings {
  let bench: Bench

  func take() async throws {
    Output.title("create_event, one after another, \(bench.effort.bookings) bookings over \(Town.bookable) hosts")
    var rows = [["", "p50 ms", "p90 ms", "p99 ms", "lists", "inserts", "afterwards"]]
    for latency in [0, 120] {
      let (samples, calls) = try await book(latency)
      let each = Double(bench.effort.bookings)
      // The answer waits for lists and inserts; adding guests and details, a read and a patch, is done afterwards.
      let path = Double(calls.lists + calls.inserts) / each
      rows.append(
        ["Google at \(latency) ms"] + samples.cells
          + [
            (Double(calls.lists) / each).brief, (Double(calls.inserts) / each).brief,
            (Double(calls.reads + calls.patches + calls.deletes) / each).brief,
          ])
      guard latency == 120 else { continue }
      let p50 = samples.percentile(50)
      bench.ledger.note(
        "create_event, Google at 120 ms", "p50 \(p50.inMilliseconds.brief) ms", target: "p50 ≤ 250 ms",
        met: p50 <= .milliseconds(250))
      bench.ledger.note(
        "Google calls per booking, one calendar", path.brief, target: "≤ 2.2", met: path <= 2.2)
    }
    Output.table(rows)
  }

  private func book(_ latency: Int) async throws -> (Samples, GoogleCalls) {
    let stage = bench.stage
    try await stage.google.answer(after: 0)
    let server = try await stage.startServer()
    let bookings = Bookings(
      webhooks: try await Webhooks(server), town: stage.town, daysAhead: latency == 0 ? 40 : 60)
    try await bookings.warmUp(server)
    // What the warm-up left to be done afterwards is no part of it.
    try await Task.sleep(for: .seconds(3))
    try await stage.google.answer(after: latency)
    try await stage.google.forgetLog()
    let count = bench.effort.bookings
    let requests = (0..<count).map { number in
      bookings.request(number, host: number % Town.bookable, slot: number / Town.bookable, to: server)
    }
    let result = try await LoadPlan(
      port: server.port, connections: 1, request: { _, index in index < count ? requests[index] : nil },
      judge: Bookings.judge
    ).run().checked("create_event, Google at \(latency) ms")
    guard result.good == count else { throw BenchFailure("\(result.declined) free times were said to be taken") }
    let calls = try await stage.google.calls()
    try await stage.stop(server)
    return (Samples(result.latencies), calls)
  }
}
