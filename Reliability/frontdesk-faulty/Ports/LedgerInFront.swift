import Desk
import Scheduling

/// A ledger in front of another one, which does whatever this one does not do itself.
protocol LedgerInFront: Ledger {
  var behind: any Ledger { get }
}

// MARK: Deliveries

extension LedgerInFront {
  func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    try await behind.open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil)
  }

  func progress(of delivery: DeliveryKey, at now: Instant) async throws(LedgerFailure) -> DeliveryProgress {
    try await behind.progress(of: delivery, at: now)
  }

  func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    try await behind.close(delivery, ticket: ticket, with: answer, at: now)
  }
}

// MARK: Bookings

extension LedgerInFront {
  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await behind.hold(booking, at: now)
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await behind.advance(booking, epoch: epoch, by: change, at: now)
  }

  func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try await behind.takeOver(booking, at: now, leaseUntil: leaseUntil)
  }

  func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await behind.unattended(at: now, limit: limit)
  }

  func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await behind.unfinished(limit: limit)
  }

  func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? { try await behind.booking(id) }

  func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [LiveClaim]] {
    try await behind.claims(on: resources, overlapping: interval)
  }

  func taken(_ keys: [SeatKey]) async throws(LedgerFailure) -> [SeatKey: Int] { try await behind.taken(keys) }

  func upcoming(
    of hosts: [ResourceID], after instant: Instant
  ) async throws(LedgerFailure) -> [ResourceID: Int] {
    try await behind.upcoming(of: hosts, after: instant)
  }

  func bookings(
    in calendar: CalendarReference, overlapping interval: Interval
  ) async throws(LedgerFailure) -> [Booking] {
    try await behind.bookings(in: calendar, overlapping: interval)
  }

  func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking] {
    try await behind.bookings(of: caller, at: desk, endingAfter: endingAfter, limit: limit)
  }

  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    try await behind.lookUp(code, at: desk, by: guessers, at: now)
  }
}

// MARK: Calls, outbox, notices

extension LedgerInFront {
  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await behind.markEnded(call, of: desk, at: now)
  }

  func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    try await behind.hasEnded(call, of: desk)
  }

  func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) async throws(LedgerFailure) {
    try await behind.extendKept(for: call, of: desk, at: now, until: until)
  }

  func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking] {
    try await behind.unreported(to: call, of: desk)
  }

  func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await behind.unheard(owedBefore: owedBefore, limit: limit)
  }

  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) async throws(LedgerFailure) -> [OutboxEntry] {
    try await behind.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
  }

  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) { try await behind.settle(entry) }

  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    try await behind.postpone(entry, until: until)
  }

  func raise(_ notice: Notice, closing: DeliveryClosing?, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await behind.raise(notice, closing: closing, at: now)
  }

  func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    try await behind.notices(of: desk, kind: kind, includingDone: includingDone, limit: limit)
  }

  func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await behind.markDone(notice, at: now)
  }
}

// MARK: Upkeep

extension LedgerInFront {
  func counts() async throws(LedgerFailure) -> LedgerCounts { try await behind.counts() }

  func forget(before: Instant) async throws(LedgerFailure) { try await behind.forget(before: before) }

  func condition() async throws(LedgerFailure) -> LedgerCondition { try await behind.condition() }

  func prove() async throws(LedgerFailure) { try await behind.prove() }

  func shut(because reason: String) async throws(LedgerFailure) { try await behind.shut(because: reason) }

  func reopen() async throws(LedgerFailure) { try await behind.reopen() }

  func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await behind.takeThePlace(of: lost)
  }

  func restore(_ booking: Booking, raising notice: Notice?, at now: Instant) async throws(LedgerFailure) -> Booking {
    try await behind.restore(booking, raising: notice, at: now)
  }
}
