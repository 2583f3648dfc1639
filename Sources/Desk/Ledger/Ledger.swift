package import Scheduling

/// Port: bookings, claims, deliveries and the outbox. Each function is one transaction, synced to disk before it returns,
/// and runs to its end even when the task that asked is cancelled.
package protocol Ledger: Sendable {
  // MARK: Deliveries

  /// A delivery has arrived. Exactly one of any number of copies gets ``DeliveryOpening/begun(_:)``; a delivery whose lease
  /// has run out, or whose answer was not final, begins anew with a new ticket.
  func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening

  /// What became of a delivery that was ``DeliveryOpening/inFlight``; also answers that are not final are shown.
  /// ``DeliveryProgress/idle`` once its lease has run out: then a copy may begin it anew.
  func progress(of delivery: DeliveryKey, at now: Instant) async throws(LedgerFailure) -> DeliveryProgress

  /// Stores the answer, unless a final one is stored already, and returns the one that stands. Ignored (and the stored or
  /// given answer returned) when the ticket is no longer the delivery's.
  func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer

  // MARK: Bookings

  /// Step S1: claims the resources for a new booking, or finds the booking that the same intent already has.
  ///
  /// In one transaction, in this order: a standing booking of the same call with the same desk, offering, host and start
  /// (state excluding), or of the same caller with the same desk, offering and start created less than ten minutes ago, unless
  /// the details say that it is another person's → ``HoldOutcome/standing(_:)``; an excluding claim that overlaps → ``HoldOutcome/taken``; else the booking and its claims
  /// are stored. Storage itself refuses an overlap, whatever this function checks.
  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome

  /// Compare-and-set: applies the change when the booking has that epoch and is in a state from which the change is allowed
  /// (``BookingChange/allowed(from:)``). Claims follow the state. For ``BookingChange/confirmed(code:closing:)`` the state,
  /// the outbox entry and the delivery's answer are stored in the same transaction.
  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome

  /// Takes over one booking whose lease has run out, whatever state that is not at rest it is in: epoch + 1, new lease.
  func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking?

  /// Bookings that are not at rest and whose lease has run out, the oldest lease first.
  func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking]

  func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking?

  /// Excluding claims on these resources that overlap the interval: own bookings block whatever a calendar says.
  func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [Interval]]

  // MARK: Calls

  /// The call or chat has ended; said at most once is enough, repeats do no harm.
  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure)

  func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool

  // MARK: Outbox

  /// Entries that are due and leased by nobody, leased to the caller until then, the oldest first.
  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) async throws(LedgerFailure) -> [OutboxEntry]

  /// The entry is done and forgotten.
  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure)

  /// The entry is tried again at that time; its count of tries goes up.
  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure)

  // MARK: Upkeep

  func counts() async throws(LedgerFailure) -> LedgerCounts

  /// Forgets deliveries that were closed, and calls that ended, before that time. Bookings stay.
  func forget(before: Instant) async throws(LedgerFailure)
}

package enum HoldOutcome: Hashable, Sendable {
  case held(Booking)
  /// The same intent has this booking already, in whatever excluding state.
  case standing(Booking)
  case taken
}

package enum AdvanceOutcome: Hashable, Sendable {
  case advanced(Booking)
  /// Somebody else took the booking over, or its state does not allow the change. `nil`: there is no such booking.
  case refused(Booking?)
}

/// A change of a booking's state. What the ledger stores of it is in the same transaction as the state.
package enum BookingChange: Hashable, Sendable {
  /// held → inserted.
  case inserted(PlacedEvent)
  /// held → held with the next generation and a new token: the last id was used up.
  case nextAttempt(AttemptToken)
  /// inserted → confirmed, with an outbox entry to dress the event, and the answer of the delivery that asked, if one still
  /// waits. A lost ticket does not stop the confirmation.
  case confirmed(code: ConfirmationCode, closing: DeliveryClosing?)
  /// held or inserted → withdrawing.
  case withdrawing
  /// withdrawing → released; the claims exclude no longer.
  case released
  /// held or inserted: the caller was promised to be let known.
  case promised
  /// held, inserted or withdrawing: the lease lasts until then; a past time gives the booking up to whoever comes.
  case leased(until: Instant)

  package func allowed(from state: BookingState) -> Bool {
    switch self {
    case .inserted, .nextAttempt: state == .held
    case .confirmed: state == .inserted
    case .withdrawing, .promised: state == .held || state == .inserted
    case .released: state == .withdrawing
    case .leased: !state.isAtRest
    }
  }
}

/// A delivery to be closed in the transaction that confirms its booking.
package struct DeliveryClosing: Hashable, Sendable {
  package let delivery: DeliveryKey
  package let ticket: DeliveryTicket
  package let answer: Answer

  package init(delivery: DeliveryKey, ticket: DeliveryTicket, answer: Answer) {
    self.delivery = delivery
    self.ticket = ticket
    self.answer = answer
  }
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

/// How much of each kind there is: for metrics and `frontdesk doctor`.
package struct LedgerCounts: Hashable, Sendable {
  package var bookings: [BookingState: Int]
  package var outbox: Int

  package init(bookings: [BookingState: Int], outbox: Int) {
    self.bookings = bookings
    self.outbox = outbox
  }

  /// Bookings in whatever state.
  package var total: Int { bookings.values.reduce(0, +) }
}
