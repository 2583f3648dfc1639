package import Logging
package import Scheduling

/// Brings to rest what requests have left: bookings whose lease has run out, the outbox, and what readings of the calendars
/// have shown. Runs from start to shutdown; any number of processes may run one each, since storage gives each piece of work
/// to one of them.
package struct Settler: Sendable {
  /// Between two counts of what is in the ledger, while nothing is to be done.
  static let measuring = Duration.seconds(15)
  /// Between two rounds.
  static let pause = Duration.seconds(1)
  /// How many are worked on at once.
  static let width = 8
  /// How many are worked on in one round.
  static let batch = 256
  /// After so long a round begins nothing more: what is left is listed again in the next one, and with it what came later.
  static let longestRound = Duration.seconds(20)
  /// How long deliveries and ended calls are remembered.
  static let memory = Duration.days(7)

  private let ledger: any Ledger
  private let watch: CalendarWatch
  private let clock: any Timekeeper
  private let settling: BookingSettling
  private let announcing: Announcing
  private let measuring: Measuring
  private let stuck: StuckNotices
  private let unheard: UnheardOutcomes
  private let logger: Logger

  /// - Parameter watch: the same that is told what calendars show while callers ask.
  package init(
    ledger: any Ledger, calendars: any Calendars, desks: DeskBook, watch: CalendarWatch, zones: any ZoneSource,
    clock: any Timekeeper, randomness: Randomness, logger: Logger
  ) {
    self.ledger = ledger
    self.watch = watch
    self.clock = clock
    self.logger = logger
    let notices = NoticeWriter(zones: zones, randomness: randomness)
    let raising = NoticeRaising(ledger: ledger, clock: clock, logger: logger)
    settling = BookingSettling(
      ledger: ledger, calendars: calendars, desks: desks, clock: clock, randomness: randomness,
      runner: BookingRunner(
        ledger: ledger, calendars: calendars, zones: zones, clock: clock, randomness: randomness, logger: logger),
      notices: notices, raising: raising, logger: logger)
    stuck = StuckNotices(ledger: ledger, clock: clock, logger: logger)
    unheard = UnheardOutcomes(
      ledger: ledger, calendars: calendars, desks: desks, clock: clock, notices: notices, raising: raising)
    announcing = Announcing(
      ledger: ledger, calendars: calendars, desks: desks, clock: clock, randomness: randomness, watch: watch,
      notices: notices, raising: raising, stuck: stuck, logger: logger)
    measuring = Measuring(ledger: ledger)
  }

  /// Rounds until the task is cancelled.
  package func run() async {
    let clock = clock
    await run { try await clock.sleep(for: $0) }
  }

  /// Rounds until the task is cancelled or `pause` throws, which ends the run between two rounds and never within one.
  ///
  /// Each part has rounds of its own, so that a calendar that does not answer holds up none of the others.
  ///
  /// - Parameter pause: waits for so long between two rounds.
  package func run(pausing pause: @escaping @Sendable (Duration) async throws -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await rounds(pause) { await settleBookings() } }
      group.addTask { await rounds(pause) { await workOffOutbox() } }
      group.addTask { await rounds(pause) { await watch.round() } }
      group.addTask { await upkeep(pause) }
    }
  }

  /// Everything that is due now, once. What fails in one part leaves the others to be done.
  ///
  /// - Returns: whether there was anything to do.
  @discardableResult
  package func round() async -> Bool {
    let parts = [await settleBookings(), await workOffOutbox(), await watch.round()]
    await clearStuck()
    await clearUnheard()
    return parts.contains(true)
  }

  private func rounds(
    _ pause: @Sendable (Duration) async throws -> Void, _ round: @Sendable () async -> Bool
  ) async {
    while !Task.isCancelled {
      if await round() { await measure() }
      do { try await pause(Self.pause) } catch { return }
    }
  }

  private func upkeep(_ pause: @Sendable (Duration) async throws -> Void) async {
    var forgotten = clock.uptime()
    while !Task.isCancelled {
      await measure()
      await clearStuck()
      await clearUnheard()
      if clock.uptime() - forgotten > .hours(1) {
        forgotten = clock.uptime()
        await attempt("old deliveries") { () throws(LedgerFailure) in
          try await ledger.forget(before: clock.now() - Self.memory)
        }
      }
      do { try await pause(Self.measuring) } catch { return }
    }
  }

  private func settleBookings() async -> Bool {
    var hadWork = false
    await attempt("bookings") { () throws(LedgerFailure) in
      let bookings = try await due()
      hadWork = !bookings.isEmpty
      let turns = bookings.takingTurns { $0.target.attempt.calendar.account }
      await eachSideBySide(turns, by: Deadline(in: Self.longestRound, on: clock)) { await settling.settle($0) }
    }
    return hadWork
  }

  /// The oldest that can be brought on now.
  ///
  /// Those whose caller may still ask again are nobody's until then: no lease keeps them from their caller, so they stay at
  /// the head of the list, and as many more are listed as it takes to have enough of the others.
  private func due() async throws(LedgerFailure) -> [Booking] {
    var (found, seen, limit) = ([Booking](), Set<BookingID>(), Self.batch)
    while true {
      let listed = try await ledger.unattended(at: clock.now(), limit: limit)
      for booking in listed where seen.insert(booking.id).inserted {
        guard await settling.isDue(booking) else { continue }
        found.append(booking)
        if found.count == Self.batch { return found }
      }
      guard listed.count == limit else { return found }
      limit *= 2
    }
  }

  private func workOffOutbox() async -> Bool {
    var hadWork = false
    await attempt("outbox") { () throws(LedgerFailure) in
      // Few at a time: each is worked on well within its lease.
      let end = Deadline(in: Self.longestRound, on: clock)
      var left = Self.batch
      while left > 0, !end.hasPassed(on: clock) {
        let now = clock.now()
        let lease = now + BookingSettling.patience + BookingSettling.leaseReserve
        let entries = try await ledger.takeOutbox(at: now, leaseUntil: lease, limit: Self.width)
        guard !entries.isEmpty else { return }
        hadWork = true
        await eachSideBySide(entries, by: nil) { await announcing.announce($0) }
        left -= Self.width
      }
    }
    return hadWork
  }

  private func clearStuck() async {
    await attempt("notices of what was stuck") { () throws(LedgerFailure) in try await stuck.clear() }
  }

  private func clearUnheard() async {
    await attempt("outcomes that nobody heard") { () throws(LedgerFailure) in try await unheard.clear() }
  }

  private func measure() async {
    await attempt("counts") { () throws(LedgerFailure) in try await measuring.measure() }
  }

  private func attempt(_ part: String, _ work: () async throws(LedgerFailure) -> Void) async {
    do throws(LedgerFailure) {
      try await work()
    } catch {
      logger.error("a round of settling failed", metadata: ["part": "\(part)", "error": "\(error)"])
    }
  }

  /// - Parameter end: after which no more are begun.
  private func eachSideBySide<Item: Sendable>(
    _ items: [Item], by end: Deadline?, _ work: @escaping @Sendable (Item) async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      for (index, item) in items.enumerated() {
        if index >= Self.width { await group.next() }
        if let end, end.hasPassed(on: clock) { return }
        group.addTask { await work(item) }
      }
    }
  }
}

extension Sequence {
  /// One of each kind in turn, each kind in its order: many of one kind hold up none of the others.
  func takingTurns<Kind: Hashable>(by kind: (Element) -> Kind) -> [Element] {
    var turns: [Kind: Int] = [:]
    let numbered = enumerated().map { place, element in
      let turn = turns[kind(element), default: 0]
      turns[kind(element)] = turn + 1
      return (turn: turn, place: place, element: element)
    }
    return numbered.sorted { ($0.turn, $0.place) < ($1.turn, $1.place) }.map(\.element)
  }
}
