import Desk
import Foundation
import LocalPostgres
import PostgresLedger
import SQLiteLedger
import Scheduling

/// Very many attempts at few times, in each ledger: appointments of several lengths that overlap in part, some of which are
/// given back. At the end no two claims may overlap, and the ledger must hold exactly what was won and not given back.
struct ContentionMeasure {
  let bench: Bench
  /// How many holds are tried in each ledger.
  let attempts: Int
  private static let contenders = 32

  func take() async throws -> [String] {
    Output.title("\(attempts) attempts of \(Self.contenders) contenders at overlapping times, in each ledger")
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-contention-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let embedded = try SQLiteLedger(path: folder.appending(path: "contention.sqlite").path)
    let sqlite = try await contend(for: embedded)
    try embedded.close()
    try FileManager.default.removeItem(at: folder)
    let server = try LocalPostgres(durability: .full)
    let ledger = try await PostgresLedger.open(PostgresAddress(uri: server.database()))
    let postgres = try await contend(for: ledger)
    ledger.close()
    try server.stop()
    return show([("SQLite", sqlite), ("PostgreSQL", postgres)])
  }

  private func show(_ tallies: [(String, Tally)]) -> [String] {
    var rows = [["", "attempts", "won", "taken", "given back", "errors", "overlaps", "lost", "seconds"]]
    var troubles: [String] = []
    for (name, tally) in tallies {
      rows.append(
        [name]
          + [
            tally.attempts, tally.won, tally.taken, tally.givenBack, tally.errors, tally.overlaps, tally.lost,
          ].map(String.init) + [tally.time.inSeconds.brief])
      bench.ledger.note(
        "overlaps and lost holds in \(tally.attempts) attempts, \(name)", "\(tally.overlaps) and \(tally.lost)",
        target: "0 and 0, no errors", met: tally.isClean)
      if !tally.isClean { troubles.append("\(name): storage broke a promise under contention") }
    }
    Output.table(rows)
    return troubles
  }

  private func contend(for ledger: any Ledger) async throws -> Tally {
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    let start = ContinuousClock.now
    let each = attempts / Self.contenders
    var tally = Tally()
    var standing: [BookingID: Interval] = [:]
    await withTaskGroup(of: (Tally, [BookingID: Interval]).self) { group in
      for number in 0..<Self.contenders {
        group.addTask { await Contender(number: number, ledger: ledger, now: now).run(each) }
      }
      for await (one, held) in group {
        tally.add(one)
        standing.merge(held) { first, _ in first }
      }
    }
    tally.time = ContinuousClock.now - start
    let all = Interval(start: now, duration: .days(Contender.days + 2))
    let claims = try await ledger.claims(on: Contender.resources, overlapping: all)
    for claims in claims.values {
      tally.overlaps += zip(claims, claims.dropFirst()).count { $0.interval.overlaps($1.interval) }
      for claim in claims where standing.removeValue(forKey: claim.booking) != claim.interval { tally.lost += 1 }
    }
    tally.lost += standing.count
    return tally
  }
}

/// What came of one contender's attempts, or of all.
private struct Tally: Sendable {
  var attempts = 0
  var won = 0
  var taken = 0
  var givenBack = 0
  var errors = 0
  var overlaps = 0
  /// Claims that nobody was told of, and holds that were told and are not there.
  var lost = 0
  var time = Duration.zero

  var isClean: Bool { overlaps == 0 && lost == 0 && errors == 0 }

  mutating func add(_ other: Tally) {
    attempts += other.attempts
    won += other.won
    taken += other.taken
    givenBack += other.givenBack
    errors += other.errors
  }
}

/// One of many who want the same few days of the same few hosts.
private struct Contender {
  static let days = 8
  static let hosts = 3

  static func calendar(_ host: Int) -> CalendarReference {
    CalendarReference(account: AccountID(Town.account(host)), calendar: CalendarID("primary"))
  }
  static var resources: [ResourceID] { (0..<hosts).map { ResourceID(calendar($0)) }.sorted() }

  let number: Int
  let ledger: any Ledger
  let now: Instant

  /// - Returns: what came of it, and what this one still holds.
  func run(_ attempts: Int) async -> (Tally, [BookingID: Interval]) {
    var tally = Tally()
    var dice = SystemRandomNumberGenerator()
    var held: [Booking] = []
    for _ in 0..<attempts {
      tally.attempts += 1
      let booking = booking(&dice)
      do throws(LedgerFailure) {
        if case .held(let booking, _) = try await ledger.hold(booking, at: now) {
          tally.won += 1
          held.append(booking)
        } else {
          tally.taken += 1
        }
        // So that there is always something to be won.
        if held.count > 8, let given = held.indices.randomElement(using: &dice) {
          try await giveBack(held.remove(at: given))
          tally.givenBack += 1
        }
      } catch {
        tally.errors += 1
      }
    }
    return (tally, Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0.claims[0].interval) }))
  }

  private func giveBack(_ booking: Booking) async throws(LedgerFailure) {
    for change in [BookingChange.withdrawing, .released] {
      _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: now)
    }
  }

  private func booking(_ dice: inout SystemRandomNumberGenerator) -> Booking {
    let host = Int.random(in: 0..<Self.hosts, using: &dice)
    let start = now + .minutes(5 * Int.random(in: 12..<(12 * 24 * Self.days), using: &dice))
    let period = Interval(start: start, duration: .minutes([15, 30, 45, 60, 90].randomElement(using: &dice) ?? 30))
    let id = BookingID(Randomness.system.hexadecimal(bytes: 16))
    let calendar = Self.calendar(host)
    return Booking(
      id: id, desk: DeskKey(Town.bookingDesk), offering: OfferingKey("visit"), host: HostKey("host\(host)"),
      period: period, claims: [Claim(resource: ResourceID(calendar), interval: period)],
      attempt: Attempt(
        booking: id, generation: 1, token: AttemptToken(Randomness.system.hexadecimal(bytes: 16)), calendar: calendar),
      others: [], details: BookingDetails(summary: "Visit"), call: CallID(id.rawValue), caller: nil, createdAt: now,
      leaseUntil: now + .minutes(60))
  }
}
