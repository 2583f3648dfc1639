package import Desk
package import Scheduling

/// The parts of the port about deliveries, calls, the outbox and notices.
extension MemoryLedger {
  package func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    transaction {
      let opening = $0.bookings.deliveries.open(
        delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil)
      guard case .begun(let ticket, _) = opening, let call = delivery.call else { return opening }
      return .begun(ticket, owed: $0.bookings.unreported(to: call, of: delivery.desk))
    }
  }

  package func progress(
    of delivery: DeliveryKey, at now: Instant
  ) async throws(LedgerFailure) -> DeliveryProgress {
    transaction { $0.bookings.deliveries.progress(of: delivery, at: now) }
  }

  package func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    transaction {
      $0.bookings.deliveries.close(DeliveryClosing(delivery: delivery, ticket: ticket, answer: answer), at: now)
    }
  }

  package func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    transaction { $0.bookings.markEnded(call, of: desk, at: now) }
  }

  package func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    transaction { $0.bookings.calls.hasEnded(call, of: desk) }
  }

  package func extendKept(
    for call: CallID, of desk: DeskKey, at now: Instant, until: Instant
  ) async throws(LedgerFailure) {
    transaction { $0.bookings.extendKept(for: call, of: desk, at: now, until: until) }
  }

  package func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.unreported(to: call, of: desk) }
  }

  package func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    transaction { $0.bookings.unheard(owedBefore: owedBefore, limit: limit) }
  }

  package func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    transaction {
      guard $0.bookings.closedBecause == nil else { return [] }
      return $0.bookings.outbox.take(at: now, leaseUntil: leaseUntil, limit: limit)
    }
  }

  package func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {
    transaction { $0.bookings.outbox.settle(entry) }
  }

  package func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    transaction { $0.bookings.outbox.postpone(entry, until: until) }
  }

  package func raise(
    _ notice: Notice, closing: DeliveryClosing?, at now: Instant
  ) async throws(LedgerFailure) -> Bool {
    transaction {
      if let closing { _ = $0.bookings.deliveries.close(closing, at: now) }
      return $0.bookings.notices.raise(notice)
    }
  }

  package func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    transaction { $0.bookings.notices.notices(of: desk, kind: kind, includingDone: includingDone, limit: limit) }
  }

  package func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool {
    transaction { $0.bookings.notices.markDone(notice, at: now) }
  }
}
