import Logging
import Metrics
import Scheduling

/// Compares a reading of a calendar with the ledger, and does what follows from it.
struct ReadingComparison: Sendable {
  /// One question to a calendar.
  static let patience = Duration.seconds(5)
  /// All the questions that one reading gives reason for.
  static let longest = Duration.seconds(15)
  /// No more bookings than this are asked for because of one reading: the next reading comes to the others.
  static let mostQuestions = 16

  let verification: BookingVerification

  private var ledger: any Ledger { verification.ledger }
  private var calendars: any Calendars { verification.calendars }
  private var clock: any Timekeeper { verification.clock }
  private var notices: NoticeWriter { verification.notices }
  private var logger: Logger { verification.logger }
  private var raising: NoticeRaising { NoticeRaising(ledger: ledger, clock: clock, logger: logger) }

  /// - Parameter mayAsk: whether the calendar may be asked for that booking's event again already.
  func compare(_ reading: CalendarReading, mayAsk: (BookingID) -> Bool) async {
    do throws(LedgerFailure) {
      let bookings = try await ledger.bookings(in: reading.calendar, overlapping: reading.window)
      let findings = ReadingFindings(reading, bookings: bookings)
      let end = Deadline(in: Self.longest, on: clock)
      for booking in few(findings.doubtful, { mayAsk($0.id) }) {
        _ = await verification.verify(booking, by: end.capped(to: Self.patience, on: clock))
      }
      for overlap in findings.overlaps { try await raise(overlap) }
      for stranger in few(findings.strangers, { mayAsk($0.booking) }) {
        try await examine(stranger, seenIn: reading.calendar, by: end.capped(to: Self.patience, on: clock))
      }
    } catch {
      if case .closed = error { return }
      logger.error("a calendar was not compared with the ledger", metadata: ["error": "\(error)"])
    }
  }

  /// The first of those that may be asked for. Each that is chosen counts as asked for, the others do not.
  private func few<Item>(_ items: [Item], _ mayAsk: (Item) -> Bool) -> [Item] {
    var chosen: [Item] = []
    for item in items where chosen.count < Self.mostQuestions && mayAsk(item) { chosen.append(item) }
    return chosen
  }

  private func raise(_ overlap: ReadingFindings.Overlap) async throws(LedgerFailure) {
    let booking = overlap.booking
    let zone = try await verification.desks.current().zone(of: booking.desk)
    try await raising.raise(notices.overlap(booking, with: overlap.period, zone: zone, at: clock.now()))
  }

  /// An event of ours that is not expected where it was seen.
  private func examine(
    _ stranger: ReadingFindings.Stranger, seenIn calendar: CalendarReference, by deadline: Deadline
  ) async throws(LedgerFailure) {
    guard let booking = try await ledger.booking(stranger.booking) else {
      return try await suspectOlderLedger(stranger, calendar, by: deadline)
    }
    guard booking.attempt.calendar == calendar else { return }
    if booking.state == .confirmed {
      _ = await verification.verify(booking, by: deadline)
    } else if booking.state.isFinal,
      case .standing(let period, _, _) = await calendars.find(booking.attempt, by: deadline)
    {
      let zone = try await verification.desks.current().zone(of: booking.desk)
      try await raising.raise(notices.leftOver(booking, standing: period, zone: zone, at: clock.now()))
    }
  }

  /// A booking is stored before its event is written and its row is never deleted: an event of a booking that the ledger
  /// does not know was written from a newer ledger than this one, of which this is a copy.
  private func suspectOlderLedger(
    _ stranger: ReadingFindings.Stranger, _ calendar: CalendarReference, by deadline: Deadline
  ) async throws(LedgerFailure) {
    let readings = await calendars.busy([calendar], in: stranger.period, by: deadline)
    guard case .known(let again, _) = readings[calendar], try await ledger.booking(stranger.booking) == nil else {
      return
    }
    let own = again.filter { $0.mark.isOf(stranger.booking) }
    // Without this ledger's name it may be forged, or copied from elsewhere: no reason to close every desk.
    guard own.contains(where: \.isSigned) else {
      if !own.isEmpty { try await raise(stranger, calendar) }
      return
    }
    guard try await ledger.condition().closedBecause == nil else { return }
    try await ledger.shut(because: Self.olderLedger)
    Counter(label: "frontdesk_ledger_shut_total").increment()
    logger.critical(
      "the ledger is older than a calendar and takes no bookings", metadata: ["booking": "\(stranger.booking)"])
  }

  private func raise(
    _ stranger: ReadingFindings.Stranger, _ calendar: CalendarReference
  ) async throws(LedgerFailure) {
    for entry in try await verification.desks.current().entries
    where entry.profile.everyHost.contains(where: { $0.calendar == calendar }) {
      try await raising.raise(
        notices.unsigned(
          stranger.booking, standing: stranger.period, at: entry.profile.key, zone: entry.profile.zone, clock.now()))
    }
  }

  static let olderLedger =
    "A calendar has an event of a booking that this database does not know, so the database is an older copy. Run "
    + "`frontdesk ledger rebuild`, which completes it from the calendars and opens it again."
}
