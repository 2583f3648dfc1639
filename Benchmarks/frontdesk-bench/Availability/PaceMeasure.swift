/// `check_availability` at a constant rate, as many calls at once would make it: what a caller waits, not what the server
/// can do at most.
struct PaceMeasure {
  let bench: Bench

  func take() async throws {
    let stage = bench.stage
    try await stage.google.answer(after: 0)
    Output.title(
      "check_availability at a constant rate, bodies of 10 KB, Google at 0 ms; a request counts from when it was due")
    var rows = [["asked for", "answered/s", "p50 ms", "p90 ms", "p99 ms"]]
    for rate in [100.0, 300, 1000] {
      // A server of its own for each: Google's quota, which it keeps, is 10,000 calls a minute.
      let server = try await stage.startServer()
      let checks = Checks(webhooks: try await Webhooks(server), town: stage.town)
      try await checks.warmUp(server, path: Checks.webhookPath)
      let requests = checks.requests(size: 10_000, path: Checks.webhookPath, to: server)
      let plan = checks.plan(requests, to: server, during: bench.effort.run, limit: 8000, rate: rate)
      let result = try await plan.run().checked("check_availability at \(rate.brief)/s")
      try await stage.stop(server)
      let samples = Samples(result.latencies)
      rows.append(["\(rate.brief)/s", result.perSecond.brief] + samples.cells)
      guard rate == 1000 else { continue }
      let (p50, p99) = (samples.percentile(50), samples.percentile(99))
      bench.ledger.note(
        "check_availability at 1,000/s", "p50 \(p50.inMilliseconds.brief) ms, p99 \(p99.inMilliseconds.brief) ms",
        target: "p50 ≤ 1 ms, p99 ≤ 5 ms", met: p50 <= .milliseconds(1) && p99 <= .milliseconds(5), isDue: false)
    }
    Output.table(rows)
  }
}
