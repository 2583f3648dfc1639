package import Desk
package import Scheduling

extension MemoryLedger: Ledger {
  package func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try openTransaction { $0.hold(booking, at: now) }
  }

  package func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try openTransaction { $0.advance(booking, epoch: epoch, by: change, at: now) }
  }

  package func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try openTransaction { $0.takeOver(booking, at: now, leaseUntil: leaseUntil) }
  }

  package func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.unattended(at: now, limit: limit) }
  }

  package func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.unfinished(limit: limit) }
  }

  package func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? {
    transaction { $0.bookings.bookings[id] }
  }

  package func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [LiveClaim]] {
    transaction { $0.bookings.claims(on: resources, overlapping: interval) }
  }

  package func taken(_ keys: [SeatKey]) async throws(LedgerFailure) -> [SeatKey: Int] {
    transaction { $0.bookings.taken(keys) }
  }

  package func upcoming(
    of hosts: [ResourceID], after instant: Instant
  ) async throws(LedgerFailure) -> [ResourceID: Int] {
    transaction { $0.bookings.upcoming(of: hosts, after: instant) }
  }

  package func bookings(
    in calendar: CalendarReference, overlapping interval: Interval
  ) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.bookings(in: calendar, overlapping: interval) }
  }

  package func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.bookings(of: caller, at: desk, endingAfter: endingAfter, limit: limit) }
  }

  package func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    transaction { $0.bookings.lookUp(code, at: desk, by: guessers, at: now) }
  }

  package func counts() async throws(LedgerFailure) -> LedgerCounts {
    transaction { $0.bookings.counts }
  }

  package func forget(before: Instant) async throws(LedgerFailure) {
    transaction {
      $0.bookings.deliveries.forget(before: before)
      $0.bookings.calls.forget(before: before)
      $0.bookings.mistakes.forget(before: before)
      $0.documents.forgetStates(before: before)
    }
  }

  package func condition() async throws(LedgerFailure) -> LedgerCondition {
    transaction { LedgerCondition(identity: $0.identity, closedBecause: $0.bookings.closedBecause) }
  }

  package func prove() async throws(LedgerFailure) {}

  package func shut(because reason: String) async throws(LedgerFailure) {
    transaction { $0.bookings.closedBecause = reason }
  }

  package func reopen() async throws(LedgerFailure) {
    transaction { $0.bookings.closedBecause = nil }
  }

  package func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    transaction {
      if $0.identity == lost { return true }
      guard $0.bookings.bookings.isEmpty else { return false }
      $0.identity = lost
      return true
    }
  }

  package func restore(
    _ booking: Booking, raising notice: Notice?, at now: Instant
  ) async throws(LedgerFailure) -> Booking {
    transaction { $0.bookings.restore(booking, raising: notice) }
  }
}
