package import Scheduling

/// Why the ledger is not at rest, booking by booking: for `frontdesk doctor --ledger`. Holds no caller's data.
package struct LedgerExplanation: Hashable, Sendable {
  package let closedBecause: String?
  /// One for each booking that is not at rest, the oldest lease first.
  package let bookings: [String]
  /// Whether there are more of them.
  package let hasMore: Bool
  /// How many invitations wait.
  package let outbox: Int
  /// How many notices nobody has marked as done.
  package let notices: Int

  /// - Parameter limit: how many bookings are explained.
  package init(
    of ledger: any Ledger, calendars: any Calendars, desks: DeskBook, zones: any ZoneSource, clock: any Timekeeper,
    limit: Int = 100
  ) async throws(LedgerFailure) {
    let counts = try await ledger.counts()
    closedBecause = try await ledger.condition().closedBecause
    outbox = counts.outbox
    notices = counts.notices
    let rows = try await ledger.unfinished(limit: limit + 1)
    hasMore = rows.count > limit
    let snapshot = try await desks.current()
    var sentences: [String] = []
    for row in rows.prefix(limit) {
      let now = clock.now()
      let profile = snapshot.profile(row.desk)
      let rule = try await SettlementRule(for: row, profile, ledger: ledger, calendars: calendars, now: now)
      let standing = await calendars.standing(of: row.target.attempt.calendar.account)
      sentences.append(
        UnfinishedBooking(
          booking: row, settlement: rule.settlement(of: row), trouble: standing.trouble,
          isClosed: closedBecause != nil, now: now, times: TimeWriter(zones: zones, zone: snapshot.zone(of: row.desk))
        ).explanation)
    }
    bookings = sentences
  }

  package var isAtRest: Bool { closedBecause == nil && bookings.isEmpty && outbox == 0 }

  /// For the operator, one line each.
  package var lines: [String] {
    var lines: [String] = []
    if let closedBecause {
      lines.append("The ledger takes no bookings: \(ClosureWording.explained(closedBecause))")
    }
    lines += bookings
    if hasMore { lines.append("There are more; these have waited longest.") }
    if bookings.isEmpty { lines.append("Every booking is at rest.") }
    if outbox > 0 {
      lines.append("Not gone out yet, and tried again until done: \(Spoken.count(outbox, "invitation")).")
    }
    if notices > 0 {
      lines.append("Waiting for their owners: \(Spoken.count(notices, "notice")); see `frontdesk desk notices`.")
    }
    return lines
  }
}
