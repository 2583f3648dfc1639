package import Desk
package import Scheduling

extension MemoryLedger: Ledger {
  package func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    transaction { $0.bookings.deliveries.open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil) }
  }

  package func progress(of delivery: DeliveryKey) async throws(LedgerFailure) -> DeliveryProgress {
    transaction { $0.bookings.deliveries.progress(of: delivery) }
  }

  package func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    transaction {
      $0.bookings.deliveries.close(DeliveryClosing(delivery: delivery, ticket: ticket, answer: answer), at: now)
    }
  }

  package func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    transaction { $0.bookings.hold(booking, at: now) }
  }

  package func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    transaction { $0.bookings.advance(booking, epoch: epoch, by: change, at: now) }
  }

  package func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    transaction { $0.bookings.takeOver(booking, at: now, leaseUntil: leaseUntil) }
  }

  package func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.unattended(at: now, limit: limit) }
  }

  package func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? {
    transaction { $0.bookings.bookings[id] }
  }

  package func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [Interval]] {
    transaction { $0.bookings.claims(on: resources, overlapping: interval) }
  }

  package func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    transaction { $0.bookings.calls.markEnded(call, of: desk, at: now) }
  }

  package func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    transaction { $0.bookings.calls.hasEnded(call, of: desk) }
  }

  package func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    transaction { $0.bookings.outbox.take(at: now, leaseUntil: leaseUntil, limit: limit) }
  }

  package func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {
    transaction { $0.bookings.outbox.settle(entry) }
  }

  package func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    transaction { $0.bookings.outbox.postpone(entry, until: until) }
  }

  package func counts() async throws(LedgerFailure) -> LedgerCounts {
    transaction { $0.bookings.counts }
  }

  package func forget(before: Instant) async throws(LedgerFailure) {
    transaction {
      $0.bookings.deliveries.forget(before: before)
      $0.bookings.calls.forget(before: before)
      $0.documents.forgetStates(before: before)
    }
  }
}
