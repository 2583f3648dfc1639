import NIOCore
import Scheduling

/// `create_event` by many callers at once: each for a time of its own, then several for every time. Afterwards Google's
/// calendars are looked through for appointments that overlap.
struct ConcurrentBookings {
  let bench: Bench
  private static let callers = 32
  /// Of one host.
  private static let rivals = callers / Town.bookable

  func take() async throws -> [String] {
    Output.title(
      "create_event, \(Self.callers) callers at once over \(Town.bookable) hosts, "
        + "\(bench.effort.bookingsOfEachCaller) requests each")
    var rows = [["", "answers/s", "booked", "taken", "p50 ms", "p99 ms", "server's µs", "Google's µs"]]
    var booked = 0
    for (number, latency) in [0, 120].enumerated() {
      for isContended in [false, true] {
        let load = try await book(latency, isContended, daysAhead: 80 + 20 * (2 * number + (isContended ? 1 : 0)))
        let result = load.result
        let samples = Samples(result.latencies)
        rows.append([
          "\(isContended ? "\(Self.rivals) callers for each time" : "each its own times"), Google at \(latency) ms",
          result.perSecond.brief, String(result.good), String(result.declined),
          samples.percentile(50).inMilliseconds.brief, samples.percentile(99).inMilliseconds.brief, load.server.brief,
          load.google.brief,
        ])
        booked += result.good + Town.bookable * 2
      }
    }
    Output.table(rows)
    return try await inspect(booked)
  }

  private func book(_ latency: Int, _ isContended: Bool, daysAhead: Int) async throws -> MeasuredLoad {
    let stage = bench.stage
    try await stage.google.answer(after: 0)
    let server = try await stage.startServer()
    let bookings = Bookings(webhooks: try await Webhooks(server), town: stage.town, daysAhead: daysAhead)
    try await bookings.warmUp(server)
    try await stage.google.answer(after: latency)
    let each = bench.effort.bookingsOfEachCaller
    let requests = (0..<Self.callers).map { caller in
      (0..<each).map { turn in
        bookings.request(
          caller * each + turn, host: caller % Town.bookable,
          slot: isContended ? turn : turn * Self.rivals + caller / Town.bookable, to: server)
      }
    }
    let plan = LoadPlan(
      port: server.port, connections: Self.callers,
      request: { caller, turn in turn < each ? requests[caller][turn] : nil }, judge: Bookings.judge)
    let load = try await stage.run(plan, against: server, "create_event by \(Self.callers) callers")
    try await stage.stop(server)
    return load
  }

  /// Looks for what must never be: two appointments of one calendar that overlap, and a booking that Google does not have.
  private func inspect(_ booked: Int) async throws -> [String] {
    let from = bench.stage.town.start(0, daysAhead: 80)
    var overlaps = 0
    var found = 0
    for (_, appointments) in try await bench.stage.google.appointments() {
      let sorted = appointments.filter { $0.start >= from }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
      found += sorted.count
      overlaps += zip(sorted, sorted.dropFirst()).count { $0.overlaps($1) }
    }
    Output.line(
      "  \(found) appointments in Google's calendars, \(booked) bookings told to callers, \(overlaps) overlaps")
    bench.ledger.note("overlaps among concurrent bookings", String(overlaps), target: "0", met: overlaps == 0)
    bench.ledger.note(
      "bookings told but not in Google, or the reverse", String(abs(booked - found)), target: "0", met: booked == found)
    var troubles: [String] = []
    if overlaps > 0 { troubles.append("\(overlaps) appointments overlap") }
    if booked != found { troubles.append("\(booked) bookings were told to callers, Google has \(found)") }
    return troubles
  }
}
