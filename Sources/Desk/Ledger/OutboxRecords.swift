package import Scheduling

/// The ledger's part about what is to be done after a booking was confirmed or moved, off the caller's path.
package protocol OutboxRecords: Sendable {
  /// Entries that are due and leased by nobody, leased to the caller until then, the oldest first. None while the ledger is
  /// closed.
  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) async throws(LedgerFailure) -> [OutboxEntry]

  /// The entry is done and forgotten.
  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure)

  /// The entry is tried again at that time; its count of tries goes up.
  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure)
}

/// Something to be done after a booking was confirmed, off the caller's path, at least once.
package struct OutboxEntry: Hashable, Sendable {
  package struct ID: Hashable, Sendable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
  }

  package enum Task: String, Hashable, Sendable {
    /// Add guests and details to the booking's event, and let the guests know.
    case dress
  }

  package let id: ID
  package let booking: BookingID
  package let task: Task
  /// How often it was tried before.
  package let tries: Int

  package init(id: ID, booking: BookingID, task: Task, tries: Int) {
    self.id = id
    self.booking = booking
    self.task = task
    self.tries = tries
  }
}
