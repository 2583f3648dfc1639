package import Scheduling

/// The ledger's part about deliveries: one answer for each, however often it comes.
package protocol DeliveryRecords: Sendable {
  /// A delivery has arrived. Exactly one of any number of copies gets ``DeliveryOpening/begun(_:owed:)``; a delivery whose lease
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
}

/// A delivery to be closed in the transaction that does what it asked for.
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
