import Desk
import NIOCore
import Scheduling

/// `create_event` for a time that was kept for the call before, at a desk that places the event while the caller still
/// talks: what is left of the wait, and of the calls to Google.
struct KeptBookings {
  let bench: Bench
  private static let daysAhead = 200

  func take() async throws {
    let stage = bench.stage
    let count = bench.effort.bookings
    Output.title("create_event after hold_slot, Google at 120 ms, \(count) bookings")
    try await stage.google.answer(after: 0)
    let server = try await stage.startServer()
    let bookings = Bookings(webhooks: try await Webhooks(server), town: stage.town, daysAhead: Self.daysAhead)
    try await bookings.warmUp(server)
    try await stage.google.answer(after: 120)
    let holds = (0..<count).map { bookings.keeping($0, host: $0 % Town.bookable, slot: $0 / Town.bookable, to: server) }
    _ = try await one(after: another(holds), to: server, Self.isKept).checked("hold_slot")
    // As long as it takes to say a name.
    try await Task.sleep(for: .seconds(8))
    try await stage.google.forgetLog()
    let requests = (0..<count).map {
      bookings.request(
        $0, host: $0 % Town.bookable, slot: $0 / Town.bookable, at: Town.keepingDesk, to: server)
    }
    let result = try await one(after: another(requests), to: server, Bookings.judge).checked("create_event")
    guard result.good == count else { throw BenchFailure("\(result.declined) kept times were said to be taken") }
    let calls = try await stage.google.calls()
    try await stage.stop(server)
    report(Samples(result.latencies), calls, count)
  }

  private func report(_ samples: Samples, _ calls: GoogleCalls, _ count: Int) {
    let path = Double(calls.lists + calls.inserts) / Double(count)
    Output.table([
      ["p50 ms", "p90 ms", "p99 ms", "lists and inserts each"], samples.cells + [path.brief],
    ])
    bench.ledger.note("Google calls per booking after a hold", path.brief, target: "0", met: path == 0)
  }

  private func another(_ requests: [ByteBuffer]) -> @Sendable (Int, Int) -> ByteBuffer? {
    { _, index in index < requests.count ? requests[index] : nil }
  }

  private func one(
    after requests: @escaping @Sendable (Int, Int) -> ByteBuffer?, to server: Server,
    _ judge: @escaping @Sendable (Int, ByteBuffer) -> LoadPlan.Judgement
  ) async throws -> LoadResult {
    try await LoadPlan(port: server.port, connections: 1, request: requests, judge: judge).run()
  }

  private static let isKept: @Sendable (Int, ByteBuffer) -> LoadPlan.Judgement = { status, body in
    status == 200 && body.holds("\"until\"") ? .good : .wrong
  }
}
