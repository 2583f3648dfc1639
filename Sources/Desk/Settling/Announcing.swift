import Logging
import Scheduling

/// Works off one entry of the outbox: adds guests and details to a confirmed booking's event, and lets the guests know.
///
/// An entry is settled only when that is done, or when there is nothing left to be done; until then it comes again.
struct Announcing: Sendable {
  /// How long an entry waits for a booking that is on the move.
  static let pauseForMove = Duration.seconds(2)

  let ledger: any Ledger
  let calendars: any Calendars
  let desks: DeskBook
  let clock: any Timekeeper
  let randomness: Randomness
  let watch: CalendarWatch
  let notices: NoticeWriter
  let raising: NoticeRaising
  let stuck: StuckNotices
  let logger: Logger

  func announce(_ entry: OutboxEntry) async {
    do throws(LedgerFailure) {
      guard let booking = try await ledger.booking(entry.booking) else { return try await ledger.settle(entry.id) }
      switch booking.state {
      case .confirmed: try await dress(booking, entry)
      // Where it ends up is not known yet.
      case .moving, .reverting, .leaving: try await wait(entry, for: Self.pauseForMove)
      // Called off meanwhile: guests who were told hear of it with the deletion.
      case .cancelling, .cancelled: try await ledger.settle(entry.id)
      // Nothing is announced before it is confirmed, and what was confirmed never comes back to these.
      case .kept, .held, .inserted, .withdrawing, .released: try await ledger.settle(entry.id)
      }
    } catch {
      if case .closed = error { return }
      logger.error("the outbox was not worked off", metadata: ["error": "\(error)"])
    }
  }

  private func dress(_ booking: Booking, _ entry: OutboxEntry) async throws(LedgerFailure) {
    guard let booking = try await announced(booking) else { return try await wait(entry, for: Self.pauseForMove) }
    try await tellOwner(booking)
    let outcome = await calendars.dress(
      booking.attempt, booking.dress, by: Deadline(in: BookingSettling.patience, on: clock))
    switch outcome {
    case .dressed:
      try await ledger.settle(entry.id)
      if entry.tries > 0 { try await stuck.clearInvitations(of: booking.id) }
    case .missing: try await follow(booking, entry)
    case .withoutGuests: try await giveUp(booking, entry, outcome)
    case .refused(let trouble) where !trouble.mayPass: try await giveUp(booking, entry, outcome)
    case .refused(let trouble), .unknown(let trouble):
      // Nobody needs an invitation to what is over.
      if booking.period.end <= clock.now() { return try await giveUp(booking, entry, outcome) }
      try await postpone(booking, entry, trouble)
    }
  }

  /// Stored before anybody may be told, so that whoever calls the booking off later lets the guests know of it too.
  ///
  /// - Returns: `nil` when the booking is not as it was any more.
  private func announced(_ booking: Booking) async throws(LedgerFailure) -> Booking? {
    guard !booking.details.guests.isEmpty, !booking.announced else { return booking }
    switch try await ledger.advance(booking.id, epoch: booking.epoch, by: .announced, at: clock.now()) {
    case .advanced(let marked): return marked
    case .refused, .inOwnWay, .taken, .full: return nil
    }
  }

  /// What guests may not read, and so is not in the event. Before they are invited: an entry that is settled is forgotten.
  private func tellOwner(_ booking: Booking) async throws(LedgerFailure) {
    guard booking.isReadByOthers, booking.confidences != nil else { return }
    let zone = try await desks.current().zone(of: booking.desk)
    try await raising.raise(notices.details(booking, zone: zone, at: clock.now()))
  }

  /// The event is gone: its owner has deleted it, as the ledger is to know.
  private func follow(_ booking: Booking, _ entry: OutboxEntry) async throws(LedgerFailure) {
    switch await watch.verify(booking, by: Deadline(in: BookingSettling.patience, on: clock)) {
    case .removed: try await ledger.settle(entry.id)
    case .stands, .followed, .unknown: try await postpone(booking, entry, nil)
    }
  }

  /// The owner may connect the account again, and what was announced to the caller is still to come.
  private func postpone(
    _ booking: Booking, _ entry: OutboxEntry, _ trouble: CalendarTrouble?
  ) async throws(LedgerFailure) {
    if let trouble, trouble.needsHand, !booking.details.guests.isEmpty {
      let zone = try await desks.current().zone(of: booking.desk)
      try await raising.raise(notices.stuck(booking, trouble, zone: zone, at: clock.now()))
    }
    try await wait(
      entry, for: RetryPacing.pause(after: entry.tries, because: trouble, fraction: randomness.fraction()))
  }

  private func wait(_ entry: OutboxEntry, for pause: Duration) async throws(LedgerFailure) {
    try await ledger.postpone(entry.id, until: clock.now() + pause)
  }

  /// The owner hears of it first: an entry that is settled is forgotten.
  private func giveUp(
    _ booking: Booking, _ entry: OutboxEntry, _ outcome: DressOutcome
  ) async throws(LedgerFailure) {
    if !booking.details.guests.isEmpty {
      let zone = try await desks.current().zone(of: booking.desk)
      try await raising.raise(notices.notInvited(booking, zone: zone, at: clock.now()))
      logger.warning(
        "guests were not invited", metadata: ["booking": "\(booking.id)", "outcome": "\(outcome.word)"])
    }
    try await ledger.settle(entry.id)
    if entry.tries > 0 { try await stuck.clearInvitations(of: booking.id) }
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
