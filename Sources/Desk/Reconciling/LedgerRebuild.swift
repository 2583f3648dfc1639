package import Logging
package import Scheduling

/// Reconciles a ledger that is an older copy, or has lost bookings, with the calendars, and opens it again
/// (`frontdesk ledger rebuild`).
///
/// The ledger is closed while that goes on. It may be done again at any time: what agrees is left as it is. Only bookings that
/// have not ended yet are looked at.
package struct LedgerRebuild: Sendable {
  /// Asking for one booking's event.
  static let patience = Duration.seconds(10)
  /// Nobody books further ahead.
  static let horizon = Duration.days(3660)

  let ledger: any Ledger
  let calendars: any Calendars
  let desks: DeskBook
  let clock: any Timekeeper
  let randomness: Randomness
  let notices: NoticeWriter
  let raising: NoticeRaising
  let logger: Logger

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
    notices = NoticeWriter(zones: zones, randomness: randomness)
    raising = NoticeRaising(ledger: ledger, clock: clock, logger: logger)
  }

  /// - Throws: what storage said; the ledger is closed then.
  package func run() async throws(LedgerFailure) -> RebuildReport {
    let closedBecause = try await ledger.condition().closedBecause
    // A rebuild that did not come to its end had closed it.
    let wasOpen = closedBecause == nil || closedBecause == Self.underWay
    if closedBecause == nil { try await ledger.shut(because: Self.underWay) }
    let now = clock.now()
    let desks = try await desks.current()
    let inventory = await CalendarInventory(of: desks, from: calendars, since: now, on: clock)
    var work = Reconciling(
      rebuild: self, rule: ReconcilingRule(wasOpen: wasOpen),
      making: RestoredBooking(desks: desks, randomness: randomness), now: now,
      live: Set(inventory.events.map(\.attempt.token)))
    work.report.calendars = inventory.read.count
    work.report.unread = inventory.unread.map {
      RebuildReport.Unread(desk: $0.place.desk, host: $0.place.host, trouble: $0.trouble)
    }
    // The latest attempt of a booking is where it is: what earlier ones have left is compared with that.
    let events = inventory.events.sorted { $0.attempt.generation > $1.attempt.generation }
    for event in events { try await work.take(in: event) }
    for place in inventory.read { try await work.look(for: place) }
    return try await conclude(work.report)
  }

  private func conclude(_ report: RebuildReport) async throws(LedgerFailure) -> RebuildReport {
    var report = report
    if report.isComplete {
      try await ledger.reopen()
      report.isOpen = true
    }
    logger.notice(
      "the ledger was reconciled with the calendars",
      metadata: [
        "calendars": "\(report.calendars)", "unread": "\(report.unread.count)", "restored": "\(report.restored)",
        "confirmed": "\(report.confirmed)", "moved": "\(report.moved)", "review": "\(report.forReview)",
        "open": "\(report.isOpen)",
      ])
    return report
  }

  static let underWay = "It is being reconciled with the calendars (`frontdesk ledger rebuild`)."
}
