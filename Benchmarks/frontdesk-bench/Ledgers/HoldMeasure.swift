import Desk
import Foundation
import GRDB
import LocalPostgres
import PostgresLedger
import SQLiteLedger
import Scheduling

/// Thirty-two contenders for one time, in each ledger: how long the winner waits for the hold, and every loser.
struct HoldMeasure {
  let bench: Bench
  private static let contenders = 32

  /// What came of one engine's rounds.
  private struct Outcome {
    var winners: [Duration] = []
    var losers: [Duration] = []
    var errors = 0
    /// Rounds in which not exactly one of the contenders won.
    var broken = 0
  }

  func take() async throws -> [String] {
    let rounds = bench.effort.holdRounds
    Output.title("Taking a hold, \(Self.contenders) contenders for each of \(rounds) times, ms")
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-holds-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let commits = Samples(try Self.loneCommits(folder.appending(path: "lone.sqlite").path, count: rounds))
    let embedded = try SQLiteLedger(path: folder.appending(path: "holds.sqlite").path)
    let sqlite = try await contend(for: embedded, rounds)
    try embedded.close()
    try FileManager.default.removeItem(at: folder)
    let postgres = try await inPostgres(rounds)
    show(["SQLite": sqlite, "PostgreSQL": postgres], commits)
    return [("SQLite", sqlite), ("PostgreSQL", postgres)].compactMap { name, outcome in
      outcome.broken > 0 ? "\(name): \(outcome.broken) times did not have exactly one winner" : nil
    }
  }

  private func show(_ outcomes: [String: Outcome], _ commits: Samples) {
    var rows = [["", "winner p50", "p99", "max", "loser p50", "p99", "max", "errors"]]
    for (name, outcome) in outcomes.sorted(by: { $0.key > $1.key }) {
      rows.append([name] + Self.cells(outcome.winners) + Self.cells(outcome.losers) + [String(outcome.errors)])
      let p99 = Samples(outcome.winners).percentile(99)
      let limit = name == "SQLite" ? commits.percentile(99) * 3 : .milliseconds(20)
      bench.ledger.note(
        "winner's p99 for a hold, \(name)", "\(p99.inMilliseconds.brief) ms",
        target: "≤ \(limit.inMilliseconds.brief) ms",
        met: p99 <= limit && outcome.errors == 0)
    }
    rows.append(["a lone synced commit, SQLite"] + [50, 99, 100].map { commits.percentile($0).inMilliseconds.brief })
    Output.table(rows)
  }

  private static func cells(_ durations: [Duration]) -> [String] {
    [50, 99, 100].map { Samples(durations).percentile($0).inMilliseconds.brief }
  }

  private func inPostgres(_ rounds: Int) async throws -> Outcome {
    let server = try LocalPostgres(durability: .full)
    let ledger = try await PostgresLedger.open(PostgresAddress(uri: server.database()))
    let outcome = try await contend(for: ledger, rounds)
    ledger.close()
    try server.stop()
    return outcome
  }

  private func contend(for ledger: any Ledger, _ rounds: Int) async throws -> Outcome {
    var outcome = Outcome()
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    // The first rounds open connections and warm caches.
    for round in 0..<(rounds + 5) {
      let period = Interval(start: now + .hours(round + 1), duration: .minutes(30))
      let results = await withTaskGroup(of: (Duration, Bool?).self) { group in
        for _ in 0..<Self.contenders { group.addTask { await Self.hold(period, in: ledger, at: now) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      guard round >= 5 else { continue }
      outcome.winners += results.filter { $0.1 == true }.map(\.0)
      outcome.losers += results.filter { $0.1 == false }.map(\.0)
      outcome.errors += results.count { $0.1 == nil }
      if results.count(where: { $0.1 == true }) != 1 { outcome.broken += 1 }
    }
    return outcome
  }

  /// Whether it won; `nil` when storage failed.
  private static func hold(_ period: Interval, in ledger: any Ledger, at now: Instant) async -> (Duration, Bool?) {
    let calendar = CalendarReference(account: AccountID(Town.account(0)), calendar: CalendarID("primary"))
    let id = BookingID(Randomness.system.hexadecimal(bytes: 16))
    let booking = Booking(
      id: id, desk: DeskKey(Town.bookingDesk), offering: OfferingKey("visit"), host: HostKey("host0"), period: period,
      claims: [Claim(resource: ResourceID(calendar), interval: period)],
      attempt: Attempt(
        booking: id, generation: 1, token: AttemptToken(Randomness.system.hexadecimal(bytes: 16)), calendar: calendar),
      others: [], details: BookingDetails(summary: "Visit"), call: CallID(id.rawValue), caller: nil, createdAt: now,
      leaseUntil: now + .minutes(1))
    let start = ContinuousClock.now
    do throws(LedgerFailure) {
      let outcome = try await ledger.hold(booking, at: now)
      let elapsed = ContinuousClock.now - start
      if case .held = outcome { return (elapsed, true) }
      return (elapsed, false)
    } catch {
      return (ContinuousClock.now - start, nil)
    }
  }

  /// What one row costs, written alone and synced: the least that any hold can take on this disk.
  private static func loneCommits(_ path: String, count: Int) throws -> [Duration] {
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { try $0.execute(sql: "CREATE TABLE line (text TEXT NOT NULL)") }
    // Opening has its own idea of how much is synced.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let durations = try (0..<count).map { _ in
      let start = ContinuousClock.now
      try queue.write { try $0.execute(sql: "INSERT INTO line (text) VALUES ('a row of some length, as a claim has')") }
      return ContinuousClock.now - start
    }
    try queue.close()
    return durations
  }
}
