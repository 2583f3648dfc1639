import Logging
import Metrics
import Scheduling

/// Brings one booking to rest that nobody attends to.
struct BookingSettling: Sendable {
  /// One booking's share of a round.
  static let patience = Duration.seconds(10)
  /// How long after that nobody else touches it.
  static let leaseReserve = Duration.seconds(5)

  let ledger: any Ledger
  let calendars: any Calendars
  let desks: DeskBook
  let clock: any Timekeeper
  let randomness: Randomness
  let runner: BookingRunner
  let notices: NoticeWriter
  let raising: NoticeRaising
  let failures = FailureCounts()
  let logger: Logger

  /// Whether it is not its caller's turn. What cannot be found out is for ``settle(_:)`` to say.
  func isDue(_ booking: Booking) async -> Bool {
    do throws(LedgerFailure) {
      return try await rule(for: booking, desks.current().profile(booking.desk)).purpose(for: booking) != nil
    } catch {
      return true
    }
  }

  func settle(_ booking: Booking) async {
    do throws(LedgerFailure) {
      let profile = try await desks.current().profile(booking.desk)
      guard try await rule(for: booking, profile).purpose(for: booking) != nil else { return }
      let now = clock.now()
      guard
        let ours = try await ledger.takeOver(
          booking.id, at: now, leaseUntil: now + Self.patience + Self.leaseReserve)
      else { return }
      // Since it was listed the caller may have been promised something, or have asked again.
      let rule = try await rule(for: ours, profile)
      guard let purpose = rule.purpose(for: ours) else { return try await leave(ours, for: .zero) }
      let zone = profile?.zone ?? ZoneID("Etc/UTC")
      let (ending, trouble) = await runner.runNotingTrouble(
        ours,
        BookingRunner.Job(
          purpose: purpose, isFresh: false, zone: zone, deadline: Deadline(in: Self.patience, on: clock),
          isWanted: { _ in rule.finishesUnheard }, mayGiveUp: { await mayGiveUp($0, zone) }))
      try await conclude(ours, ending, trouble, zone)
    } catch {
      if case .closed = error { return }
      logger.error("a booking was not settled", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }

  private func rule(
    for booking: Booking, _ profile: DeskProfile?
  ) async throws(LedgerFailure) -> SettlementRule {
    try await SettlementRule(for: booking, profile, ledger: ledger, calendars: calendars, now: clock.now())
  }

  /// A promise that cannot be kept is the owner's to know: stored before the booking is at rest, so that no crash between
  /// the two leaves a caller waiting for nothing.
  private func mayGiveUp(_ booking: Booking, _ zone: ZoneID) async -> Bool {
    guard booking.promised else { return true }
    let notice = notices.promiseBroken(
      booking, isMove: booking.state == .reverting, zone: zone, at: clock.now())
    do throws(LedgerFailure) {
      guard try await raising.raise(notice) else { return true }
    } catch {
      logger.error("a broken promise was not stored", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
      return false
    }
    Counter(label: "frontdesk_promises_broken_total").increment()
    logger.warning(
      "a promise could not be kept", metadata: ["desk": "\(booking.desk)", "booking": "\(booking.id)"])
    return true
  }

  private func conclude(
    _ ours: Booking, _ ending: BookingMachine.Ending, _ trouble: CalendarTrouble?, _ zone: ZoneID
  ) async throws(LedgerFailure) {
    logger.info(
      "settled a booking",
      metadata: ["desk": "\(ours.desk)", "booking": "\(ours.id)", "ending": "\(ending.word)"])
    guard let current = try await ledger.booking(ours.id), !current.state.isAtRest else {
      return failures.forget(ours.id)
    }
    guard current.epoch == ours.epoch else { return }
    // It came to its new place in another calendar: what is left of the old one is for the next round.
    if case .confirmed = ending { return try await leave(current, for: .zero) }
    if let trouble, trouble.needsHand {
      try await raising.raise(notices.stuck(current, trouble, zone: zone, at: clock.now()))
    }
    let pause = RetryPacing.pause(
      after: failures.add(ours.id), because: trouble, fraction: randomness.fraction())
    try await leave(current, for: pause)
  }

  /// Nobody touches it for so long.
  private func leave(_ booking: Booking, for pause: Duration) async throws(LedgerFailure) {
    let now = clock.now()
    _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: .leased(until: now + pause), at: now)
  }
}

extension SettlementRule {
  /// The rule with what it has to know of the booking's call, its desk and its calendar's account.
  init(
    for booking: Booking, _ profile: DeskProfile?, ledger: any Ledger, calendars: any Calendars, now: Instant
  ) async throws(LedgerFailure) {
    if let call = booking.asker {
      hasEnded = try await ledger.hasEnded(call, of: booking.desk)
    } else {
      hasEnded = true
    }
    hangUp = HangUpRule(policy: profile?.hangUp ?? .withdraw)
    canTell = await calendars.canTell(booking)
    self.now = now
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
