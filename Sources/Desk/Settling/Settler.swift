package import Logging
import Metrics
package import Scheduling

/// Brings to rest what requests have left: bookings whose lease has run out, and the outbox. Runs from start to shutdown;
/// any number of processes may run one each, since storage gives each piece of work to one of them.
package struct Settler: Sendable {
  /// Between two counts of what is in the ledger, while nothing is to be done.
  static let measuring = Duration.seconds(15)
  /// Between two rounds.
  static let pause = Duration.seconds(1)
  /// One booking's or one entry's share of a round.
  static let patience = Duration.seconds(10)
  static let leaseReserve = Duration.seconds(5)
  /// How many are worked on at once.
  static let width = 8
  static let batch = 64
  /// How long deliveries and ended calls are remembered.
  static let memory = Duration.days(7)

  private let ledger: any Ledger
  private let calendars: any Calendars
  private let desks: DeskBook
  private let clock: any Timekeeper
  private let randomness: Randomness
  private let runner: BookingRunner
  private let logger: Logger

  package init(
    ledger: any Ledger, calendars: any Calendars, desks: DeskBook, zones: any ZoneSource, clock: any Timekeeper,
    randomness: Randomness, logger: Logger
  ) {
    self.ledger = ledger
    self.calendars = calendars
    self.desks = desks
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
    runner = BookingRunner(
      ledger: ledger, calendars: calendars, zones: zones, clock: clock, randomness: randomness, logger: logger)
  }

  /// Rounds until the task is cancelled.
  package func run() async { await run { try await clock.sleep(for: $0) } }

  /// Rounds until the task is cancelled or `pause` throws, which ends the run between two rounds and never within one.
  ///
  /// - Parameter pause: waits for so long between two rounds.
  package func run(pausing pause: (Duration) async throws -> Void) async {
    var forgotten = clock.uptime()
    var measured: Duration?
    while !Task.isCancelled {
      let hadWork = await round()
      if hadWork || measured.map({ clock.uptime() - $0 >= Self.measuring }) ?? true {
        measured = clock.uptime()
        await attempt("counts") { () throws(LedgerFailure) in try await measure() }
      }
      if clock.uptime() - forgotten > .hours(1) {
        forgotten = clock.uptime()
        await forget()
      }
      do { try await pause(Self.pause) } catch { return }
    }
  }

  /// Everything that is due now, once. What fails in one part leaves the others to be done.
  ///
  /// - Returns: whether there was anything to do.
  @discardableResult
  package func round() async -> Bool {
    let now = clock.now()
    var hadWork = false
    await attempt("bookings") { () throws(LedgerFailure) in
      let bookings = try await ledger.unattended(at: now, limit: Self.batch * 4)
      hadWork = hadWork || !bookings.isEmpty
      await eachSideBySide(bookings) { await settle($0) }
    }
    await attempt("outbox") { () throws(LedgerFailure) in
      let entries = try await ledger.takeOutbox(
        at: now, leaseUntil: now + Self.patience + Self.leaseReserve, limit: Self.batch)
      hadWork = hadWork || !entries.isEmpty
      await eachSideBySide(entries) { await announce($0) }
    }
    return hadWork
  }

  private func attempt(_ part: String, _ work: () async throws(LedgerFailure) -> Void) async {
    do throws(LedgerFailure) {
      try await work()
    } catch {
      logger.error("a round of settling failed", metadata: ["part": "\(part)", "error": "\(error)"])
    }
  }

  private func settle(_ booking: Booking) async {
    do throws(LedgerFailure) {
      let profile = try await desks.current().profile(booking.desk)
      let verdict = try await rule(for: booking, profile)
      guard let purpose = verdict else { return }
      let now = clock.now()
      guard
        let ours = try await ledger.takeOver(
          booking.id, at: now, leaseUntil: now + Self.patience + Self.leaseReserve)
      else { return }
      let ending = await runner.run(
        ours,
        BookingRunner.Job(
          purpose: purpose, isFresh: false, zone: profile?.zone ?? ZoneID("Etc/UTC"),
          deadline: Deadline(in: Self.patience, on: clock)))
      note(ending, of: ours)
    } catch {
      logger.error("a booking was not settled", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }

  /// A promise that could not be kept is the owner's to know.
  private func note(_ ending: BookingMachine.Ending, of booking: Booking) {
    let metadata: Logger.Metadata = [
      "desk": "\(booking.desk)", "booking": "\(booking.id)", "ending": "\(ending.word)",
    ]
    guard case .withdrawn = ending, booking.promised else {
      return logger.info("settled a booking", metadata: metadata)
    }
    Counter(label: "frontdesk_promises_broken_total").increment()
    logger.warning("a promised booking could not be made", metadata: metadata)
  }

  private func rule(
    for booking: Booking, _ profile: DeskProfile?
  ) async throws(LedgerFailure) -> BookingMachine.Purpose? {
    var hasEnded = booking.call == nil
    if let call = booking.call { hasEnded = try await ledger.hasEnded(call, of: booking.desk) }
    let standing = await calendars.standing(of: booking.attempt.calendar.account)
    return SettlementRule(
      hangUp: HangUpRule(policy: profile?.hangUp ?? .withdraw), hasEnded: hasEnded,
      canTell: booking.details.email != nil && standing.canInvite, now: clock.now()
    ).purpose(for: booking)
  }

  /// Adds guests and details to a confirmed event; tried again later when the calendar does not answer.
  private func announce(_ entry: OutboxEntry) async {
    do throws(LedgerFailure) {
      guard let booking = try await ledger.booking(entry.booking), booking.state == .confirmed else {
        return try await ledger.settle(entry.id)
      }
      let outcome = await calendars.dress(
        booking.attempt, booking.dress, by: Deadline(in: Self.patience, on: clock))
      switch outcome {
      case .dressed, .missing: try await ledger.settle(entry.id)
      case .refused(let trouble) where trouble.mayPass && booking.period.end > clock.now():
        // The owner may connect the account again, and what was announced to the caller is still to come.
        try await ledger.postpone(entry.id, until: clock.now() + backoff(entry.tries))
      case .withoutGuests, .refused:
        logger.warning(
          "guests were not invited", metadata: ["booking": "\(booking.id)", "outcome": "\(outcome.word)"])
        try await ledger.settle(entry.id)
      case .unknown:
        try await ledger.postpone(entry.id, until: clock.now() + backoff(entry.tries))
      }
    } catch {
      logger.error("the outbox was not worked off", metadata: ["error": "\(error)"])
    }
  }

  /// Doubling from two seconds to ten minutes, with full jitter in its upper half.
  private func backoff(_ tries: Int) -> Duration {
    let ceiling = min(600.0, 2.0 * Double(1 << min(tries, 20)))
    return .milliseconds(Int64(ceiling * (0.5 + randomness.fraction() / 2) * 1000))
  }

  private func measure() async throws(LedgerFailure) {
    let counts = try await ledger.counts()
    for state in BookingState.allCases {
      Gauge(label: "frontdesk_bookings", dimensions: [("state", state.rawValue)]).record(counts.bookings[state] ?? 0)
    }
    Gauge(label: "frontdesk_queue_length", dimensions: [("queue", "outbox")]).record(counts.outbox)
  }

  private func forget() async {
    do throws(LedgerFailure) {
      try await ledger.forget(before: clock.now() - Self.memory)
    } catch {
      logger.error("old deliveries were not forgotten", metadata: ["error": "\(error)"])
    }
  }

  private func eachSideBySide<Item: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      for (index, item) in items.enumerated() {
        if index >= Self.width { await group.next() }
        group.addTask { await work(item) }
      }
    }
  }
}

extension Booking {
  /// What its event gets once it is confirmed.
  var dress: EventDress {
    let lines = [
      details.name.map { "Name: \($0)" }, details.phone.map { "Phone: \($0.rawValue)" },
      details.phone == nil ? caller.map { "Called from: \($0.rawValue)" } : nil,
      details.email.map { "E-mail: \($0)" }, details.notes.map { "Notes: \($0)" },
      code.map { "Confirmation code: \($0)" }, "Booked by telephone with Frontdesk.",
    ]
    return EventDress(
      summary: details.summary, description: lines.compactMap(\.self).joined(separator: "\n"), guests: details.guests,
      revision: revision, code: code, caller: caller)
  }
}

extension BookingMachine.Ending {
  /// For logs: no caller's data.
  var word: String {
    switch self {
    case .confirmed: "confirmed"
    case .withdrawn(.inTheWay): "withdrawn, something was in the way"
    case .withdrawn(.notWanted): "withdrawn"
    case .withdrawn(.refused(let trouble)): "refused: \(trouble.rawValue)"
    case .prepared: "prepared"
    case .notMoved(_, .inTheWay): "not moved, something was in the way"
    case .notMoved(_, .notWanted): "not moved"
    case .notMoved(_, .refused(let trouble)): "not moved: \(trouble.rawValue)"
    case .cancelled: "cancelled"
    case .ownersWill: "the owner has moved or deleted the event"
    case .unsettled(let trouble): "unsettled: \(trouble?.rawValue ?? "out of time")"
    case .lost: "taken over by another worker"
    }
  }
}

extension DressOutcome {
  var word: String {
    switch self {
    case .dressed: "dressed"
    case .withoutGuests: "this account cannot invite guests"
    case .missing: "the event is gone"
    case .refused(let trouble), .unknown(let trouble): trouble.rawValue
    }
  }
}
