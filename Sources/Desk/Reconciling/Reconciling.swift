import Scheduling

/// One run of ``LedgerRebuild``: applies what the rule says of each event, and counts.
struct Reconciling: Sendable {
  let rebuild: LedgerRebuild
  let rule: ReconcilingRule
  let making: RestoredBooking
  let now: Instant
  /// The tokens of all attempts whose events are live.
  let live: Set<AttemptToken>
  var report = RebuildReport()

  private var ledger: any Ledger { rebuild.ledger }
  private var notices: NoticeWriter { rebuild.notices }

  /// A live event of ours.
  mutating func take(in event: MarkedEvent) async throws(LedgerFailure) {
    let row = try await ledger.booking(event.attempt.booking)
    let zone = making.desks.zone(of: event.desk)
    let verdict = rule.verdict(on: event, row: row, live: live)
    guard let row else {
      report.restored += 1
      let new = making.new(event, at: now)
      return try await restore(new, event.isConfirmed ? nil : notices.unconfirmed(new, zone: zone, at: now))
    }
    switch verdict {
    case .restores, .agrees: report.unchanged += 1
    case .underWay: report.underWay += 1
    case .leftOver: try await raise(notices.leftOver(row, standing: event.period, zone: zone, at: now))
    case .confirms:
      report.confirmed += 1
      let confirmed = making.confirmed(row, event)
      try await restore(confirmed, event.isConfirmed ? nil : notices.unconfirmed(confirmed, zone: zone, at: now))
    case .arrives:
      report.moved += 1
      let arrived = making.arrived(row, event, oldIsLive: live.contains(row.attempt.token))
      let isCertain = row.move?.attempt != nil && event.isConfirmed
      try await restore(arrived, isCertain ? nil : notices.uncertainMove(arrived, zone: zone, at: now))
    case .follows:
      report.moved += 1
      var followed = making.placed(row, event)
      if followed.state != .leaving { followed.state = .confirmed }
      followed.move = nil
      try await restore(followed, notices.moved(row, to: event.period, zone: zone, at: now))
    case .renews:
      report.moved += 1
      let renewed = making.renewed(row, event, oldIsLive: live.contains(row.attempt.token))
      try await restore(renewed, event.isConfirmed ? nil : notices.uncertainMove(renewed, zone: zone, at: now))
    }
  }

  /// Bookings of a calendar that was read, whose events were not among what it showed.
  mutating func look(for place: CalendarInventory.Place) async throws(LedgerFailure) {
    guard let future = Interval(start: now, end: now + LedgerRebuild.horizon) else { return }
    for reference in place.references {
      for row in try await ledger.bookings(in: reference, overlapping: future) {
        guard row.state == .confirmed || row.state == .leaving, !live.contains(row.attempt.token) else { continue }
        try await find(row, place)
      }
    }
  }

  private mutating func find(_ row: Booking, _ place: CalendarInventory.Place) async throws(LedgerFailure) {
    let zone = making.desks.zone(of: row.desk)
    let found = await rebuild.calendars.find(
      row.attempt, by: Deadline(in: LedgerRebuild.patience, on: rebuild.clock))
    if case .unknown(let trouble) = found {
      report.unread.append(RebuildReport.Unread(desk: place.desk, host: place.host, trouble: trouble))
      return
    }
    switch OwnerEdit(of: row, found: found) {
    case .nothing, nil: report.unchanged += 1
    case .moved(let period, let revision):
      report.moved += 1
      var followed = row
      followed.claims = row.claims(following: period)
      followed.period = period
      followed.revision = revision
      try await restore(followed, notices.moved(row, to: period, zone: zone, at: now))
    // Whether the owner or a newer ledger has deleted it is not known here.
    case .deleted: try await raise(notices.lost(row, zone: zone, at: now))
    }
  }

  /// A code that another booking of the desk has is not stored; then another one is tried.
  private mutating func restore(_ booking: Booking, _ notice: Notice?) async throws(LedgerFailure) {
    if notice != nil { report.forReview += 1 }
    var booking = booking
    for _ in 0..<4 {
      let stored = try await ledger.restore(booking, raising: notice, at: now)
      guard stored.code == nil, booking.code != nil else { return }
      booking.code = .random(from: rebuild.randomness)
    }
  }

  private mutating func raise(_ notice: Notice) async throws(LedgerFailure) {
    if try await rebuild.raising.raise(notice) { report.forReview += 1 }
  }
}
