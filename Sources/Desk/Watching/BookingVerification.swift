import Logging
import Metrics
import Scheduling

/// What became of a booking when its calendar was asked.
package enum Verified: Hashable, Sendable {
  /// As the ledger has it, or somebody is at work on it, and what the ledger says stands until they are done.
  case stands(Booking)
  /// The owner has moved its event, and the ledger has followed: the booking as it is now.
  case followed(Booking)
  /// The owner has deleted its event: the booking is cancelled.
  case removed(Booking)
  /// The calendar or the ledger did not answer in time, or the booking is none that stands. Nothing was changed.
  case unknown
}

/// Asks a calendar for one booking's event, and lets the ledger follow what the owner has done to it. Writes to no calendar.
struct BookingVerification: Sendable {
  let ledger: any Ledger
  let calendars: any Calendars
  let desks: DeskBook
  let clock: any Timekeeper
  let notices: NoticeWriter
  let logger: Logger

  func verify(_ booking: Booking, by deadline: Deadline) async -> Verified {
    guard booking.state == .confirmed else { return booking.state.stands ? .stands(booking) : .unknown }
    let found = await calendars.find(booking.attempt, by: deadline)
    guard let edit = OwnerEdit(of: booking, found: found) else { return .unknown }
    do throws(LedgerFailure) {
      return try await follow(edit, of: booking)
    } catch {
      // Closed, it follows nothing: that is what the rebuilding is for.
      if case .closed = error { return .unknown }
      logger.error("an owner's edit was not stored", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
      return .unknown
    }
  }

  private func follow(_ edit: OwnerEdit, of booking: Booking) async throws(LedgerFailure) -> Verified {
    let now = clock.now()
    let zone = try await desks.current().zone(of: booking.desk)
    let change: BookingChange
    switch edit {
    case .nothing: return .stands(booking)
    case .moved(let period, let revision):
      change = .followed(
        period, claims: booking.claims(following: period), revision: revision,
        notice: notices.moved(booking, to: period, zone: zone, at: now))
    case .deleted: change = .removed(notice: notices.removed(booking, zone: zone, at: now))
    }
    switch try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: now) {
    case .advanced(let followed):
      note(edit, of: followed)
      if followed.state == .cancelled { return .removed(followed) }
      try await noteCrowding(of: followed, wanting: booking.claims.count, zone)
      return .followed(followed)
    case .refused(let current?):
      // Somebody was quicker: what they have stored is newer than what was found.
      return current.state == .cancelled ? .removed(current) : current.state.stands ? .stands(current) : .unknown
    case .refused(nil), .inOwnWay, .taken, .full: return .unknown
    }
  }

  /// Claims that overlapped another booking's were left out: the owner has put one appointment over another.
  private func noteCrowding(
    of followed: Booking, wanting claims: Int, _ zone: ZoneID
  ) async throws(LedgerFailure) {
    guard followed.claims.count < max(1, claims) else { return }
    try await NoticeRaising(ledger: ledger, clock: clock, logger: logger)
      .raise(notices.crowded(followed, zone: zone, at: clock.now()))
  }

  private func note(_ edit: OwnerEdit, of booking: Booking) {
    let word = edit == .deleted ? "deleted" : "moved"
    Counter(label: "frontdesk_owner_edits_total", dimensions: [("edit", word)]).increment()
    logger.notice(
      "an owner's edit was followed",
      metadata: ["desk": "\(booking.desk)", "booking": "\(booking.id)", "edit": "\(word)"])
  }
}

extension DeskSnapshot {
  /// Where a desk is not known any more, its bookings are spoken of in UTC.
  func zone(of desk: DeskKey) -> ZoneID { profile(desk)?.zone ?? ZoneID("Etc/UTC") }
}
