package import Scheduling

/// The ledger's part about itself.
package protocol LedgerUpkeep: Sendable {
  func counts() async throws(LedgerFailure) -> LedgerCounts

  /// Forgets deliveries that were closed, calls that ended, and wrong codes, before that time. Bookings and notices stay.
  func forget(before: Instant) async throws(LedgerFailure)

  func condition() async throws(LedgerFailure) -> LedgerCondition

  /// A small write that nobody reads, synced to disk like any other: whether storage takes writes at all.
  func prove() async throws(LedgerFailure)

  /// Closes the ledger for bookings until ``reopen()``: it may be an older copy, and what it says of a booking may be out of
  /// date. Deliveries and notices go on.
  func shut(because reason: String) async throws(LedgerFailure)

  /// The ledger has been reconciled with the calendars.
  func reopen() async throws(LedgerFailure)

  /// Takes on the name of a lost ledger, so that the events which that one has written count as this one's and its bookings
  /// can be brought back from them. No server may use the database.
  ///
  /// - Returns: `false` when this ledger has another name and bookings already; then it keeps its own.
  func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool

  /// Stores a booking as the calendar shows it, new or in place of what is stored under its id, whatever that is, closed or
  /// not. Its epoch becomes one higher than the stored one's. Claims that overlap another booking's are left out,
  /// and seats where none is free.
  ///
  /// - Returns: the booking as stored.
  func restore(_ booking: Booking, raising notice: Notice?, at now: Instant) async throws(LedgerFailure) -> Booking
}

package struct LedgerCondition: Hashable, Sendable {
  /// Which ledger this is; a copy has the same.
  package let identity: LedgerID
  /// Why it is closed for bookings; `nil` while it is open.
  package let closedBecause: String?

  package init(identity: LedgerID, closedBecause: String?) {
    self.identity = identity
    self.closedBecause = closedBecause
  }
}

/// How much of each kind there is: for metrics and `frontdesk doctor`.
package struct LedgerCounts: Hashable, Sendable {
  package var bookings: [BookingState: Int]
  package var outbox: Int
  /// Notices that are not done.
  package var notices: Int

  package init(bookings: [BookingState: Int], outbox: Int, notices: Int) {
    self.bookings = bookings
    self.outbox = outbox
    self.notices = notices
  }

  /// Bookings in whatever state.
  package var total: Int { bookings.values.reduce(0, +) }
}
