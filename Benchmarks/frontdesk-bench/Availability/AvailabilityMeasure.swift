import Desk
import NIOCore
import Vapi

/// `check_availability` beside the peers: all of them in turns, so that what is compared has had the same machine.
struct AvailabilityMeasure {
  let bench: Bench

  private enum Contender: Hashable {
    case peer(Peer, latency: Int)
    case frontdesk(latency: Int)

    var name: String {
      switch self {
      case .peer(.bare, _): "bare route"
      case .peer(.decoding, _): "route with JSONDecoder"
      case .peer(.article, let latency): "article's flow, Google at \(latency) ms"
      case .frontdesk(let latency): "check_availability, Google at \(latency) ms"
      }
    }

    var latency: Int {
      switch self {
      case .peer(_, let latency), .frontdesk(let latency): latency
      }
    }

    static let all: [Contender] = [
      .peer(.bare, latency: 0), .peer(.decoding, latency: 0), .frontdesk(latency: 0), .peer(.article, latency: 0),
      .frontdesk(latency: 120), .peer(.article, latency: 120),
    ]
  }

  private struct Row: Hashable {
    let contender: Contender
    let size: Int
  }

  private static let sizes = [10_000, 200_000]

  func take() async throws {
    let stage = bench.stage
    try await stage.google.answer(after: 0)
    let first = try await stage.startServer()
    let checks = Checks(webhooks: try await Webhooks(first), town: stage.town)
    let answer = try await sample(checks, first)
    try await stage.stop(first)
    let peer = try await stage.startPeer(answer: answer)
    for route in Peer.allCases { try await checks.warmUp(peer, path: "/\(route.rawValue)") }
    var runs: [Row: [MeasuredLoad]] = [:]
    for _ in 0..<bench.effort.rounds {
      let server = try await stage.startServer()
      try await checks.warmUp(server, path: Checks.webhookPath)
      for size in Self.sizes {
        for contender in Contender.all {
          try await stage.google.answer(after: contender.latency)
          let run = try await run(contender, checks, size: size, server: server, peer: peer)
          runs[Row(contender: contender, size: size), default: []].append(run)
        }
        try await stage.google.answer(after: 0)
      }
      try await stage.stop(server)
    }
    try await stage.stop(peer)
    report(runs, answer: answer.count)
  }

  /// One answer, for the peers to give as well.
  private func sample(_ checks: Checks, _ server: Server) async throws -> [UInt8] {
    let request = checks.requests(size: 10_000, path: Checks.webhookPath, to: server)[0]
    let answer = KeptAnswer()
    _ = try await LoadPlan(
      port: server.port, connections: 1, request: { _, index in index == 0 ? request : nil },
      judge: { status, body in body.holds("\"result\"") ? answer.take(status, body) : .wrong }
    ).run().checked("a first check_availability")
    return answer.bytes
  }

  private func run(
    _ contender: Contender, _ checks: Checks, size: Int, server: Server, peer: Server
  ) async throws -> MeasuredLoad {
    let (target, path, limit): (Server, String, Int?) =
      switch contender {
      case .peer(let route, _): (peer, "/\(route.rawValue)", nil)
      case .frontdesk: (server, Checks.webhookPath, bench.effort.checksAtMost)
      }
    let requests = checks.requests(size: size, path: path, to: target)
    let plan = checks.plan(requests, to: target, during: bench.effort.run, limit: limit)
    return try await bench.stage.run(plan, against: target, contender.name)
  }

  private func report(_ runs: [Row: [MeasuredLoad]], answer: Int) {
    for size in Self.sizes {
      func rate(_ contender: Contender) -> Double {
        (runs[Row(contender: contender, size: size)] ?? []).map(\.result.perSecond).median
      }
      Output.title(
        "check_availability, \(Checks.connections) connections, bodies of \(size / 1000) KB, answers of \(answer) bytes; "
          + "medians of \(bench.effort.rounds) in turns, µs of processor time for each answer")
      var rows = [["", "requests/s", "× bare", "p50 ms", "p90 ms", "p99 ms", "server's µs", "Google's µs"]]
      for contender in Contender.all {
        let taken = runs[Row(contender: contender, size: size)] ?? []
        let samples = Samples(taken.flatMap(\.result.latencies))
        let ratio = rate(contender) / rate(.peer(.bare, latency: 0))
        rows.append(
          [contender.name, rate(contender).brief, ratio.brief] + samples.cells
            + [taken.map(\.server).median.brief, taken.map(\.google).median.brief])
      }
      Output.table(rows)
      note(size, rate)
    }
  }

  /// All of these wait for the mirror: today each check asks Google.
  private func note(_ size: Int, _ rate: (Contender) -> Double) {
    let ours = rate(.frontdesk(latency: 0))
    let floor = size > 100_000 ? 0.35 : 0.5
    func row(_ what: String, _ ratio: Double, atLeast floor: Double) {
      bench.ledger.note(
        "check_availability ÷ \(what), \(size / 1000) KB", "\(ratio.brief) ×", target: "≥ \(floor.brief) ×",
        met: ratio >= floor, isDue: false)
    }
    row("bare route", ours / rate(.peer(.bare, latency: 0)), atLeast: floor)
    row("route with JSONDecoder", ours / rate(.peer(.decoding, latency: 0)), atLeast: 1)
    row(
      "article's flow at 120 ms", rate(.frontdesk(latency: 120)) / rate(.peer(.article, latency: 120)), atLeast: 10)
  }
}
