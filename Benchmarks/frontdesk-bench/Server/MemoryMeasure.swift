/// Resident memory of the server: idle, and after it has answered many large webhooks.
struct MemoryMeasure {
  let bench: Bench

  func take() async throws {
    let stage = bench.stage
    try await stage.google.answer(after: 0)
    let server = try await stage.startServer()
    try await Task.sleep(for: .seconds(2))
    let idle = try resident(server)
    let checks = Checks(webhooks: try await Webhooks(server), town: stage.town)
    var rows = [["resident memory", "MB"], ["idle, two seconds after the start", idle.brief]]
    for size in [10_000, 200_000] {
      let requests = checks.requests(size: size, path: Checks.webhookPath, to: server)
      let result = try await checks.plan(requests, to: server, during: .seconds(20), limit: bench.effort.checksAtMost)
        .run().checked("check_availability")
      rows.append(
        [
          "after \(result.latencies.count) webhooks of \(size / 1000) KB over \(Checks.connections) connections",
          try resident(server).brief,
        ])
    }
    Output.title("Memory")
    Output.table(rows)
    try await stage.stop(server)
    bench.ledger.note("memory, idle", "\(idle.brief) MB", target: "≤ 60 MB", met: idle <= 60)
  }

  private func resident(_ server: Server) throws -> Double {
    guard let megabytes = Machine.residentMegabytes(of: server.child.id) else {
      throw BenchFailure("this system does not tell how much memory a process has")
    }
    return megabytes
  }
}
