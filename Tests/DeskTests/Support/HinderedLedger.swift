import Desk
import Scheduling

/// A ledger whose storage stands still or fails where a test wants it to, and otherwise does what the other one does. A test
/// knows a function by how its name begins, such as `hold(`, and a change as `advance(confirmed`.
struct HinderedLedger: Ledger {
  typealias Hindrance = @Sendable (_ function: String) async throws(LedgerFailure) -> Void

  private let ledger: any Ledger
  private let hinder: Hindrance

  init(_ ledger: any Ledger, _ hinder: @escaping Hindrance) {
    self.ledger = ledger
    self.hinder = hinder
  }

  /// One whose storage takes no notices.
  static func deaf(_ ledger: any Ledger) -> HinderedLedger {
    HinderedLedger(ledger) { (function) throws(LedgerFailure) in
      if function.hasPrefix("raise(") { throw .unavailable("disk full") }
    }
  }

  private func base(_ function: String = #function) async throws(LedgerFailure) -> any Ledger {
    try await hinder(function)
    return ledger
  }

  func raise(_ notice: Notice, closing: DeliveryClosing?, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await base().raise(notice, closing: closing, at: now)
  }

  func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    try await base().notices(of: desk, kind: kind, includingDone: includingDone, limit: limit)
  }

  func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await base().markDone(notice, at: now)
  }

  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await base().hold(booking, at: now)
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await base("advance(\(change)").advance(booking, epoch: epoch, by: change, at: now)
  }

  func takeOver(_ booking: BookingID, at now: Instant, leaseUntil: Instant) async throws(LedgerFailure) -> Booking? {
    try await base().takeOver(booking, at: now, leaseUntil: leaseUntil)
  }

  func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await base().unattended(at: now, limit: limit)
  }

  func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking] { try await base().unfinished(limit: limit) }

  func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? { try await base().booking(id) }

  func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [LiveClaim]] {
    try await base().claims(on: resources, overlapping: interval)
  }

  func taken(_ keys: [SeatKey]) async throws(LedgerFailure) -> [SeatKey: Int] { try await base().taken(keys) }

  func upcoming(of hosts: [ResourceID], after instant: Instant) async throws(LedgerFailure) -> [ResourceID: Int] {
    try await base().upcoming(of: hosts, after: instant)
  }

  func bookings(
    in calendar: CalendarReference, overlapping interval: Interval
  ) async throws(LedgerFailure) -> [Booking] {
    try await base().bookings(in: calendar, overlapping: interval)
  }

  func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking] {
    try await base().bookings(of: caller, at: desk, endingAfter: endingAfter, limit: limit)
  }

  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    try await base().lookUp(code, at: desk, by: guessers, at: now)
  }
}

extension HinderedLedger {
  func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    try await base().open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil)
  }

  func progress(of delivery: DeliveryKey, at now: Instant) async throws(LedgerFailure) -> DeliveryProgress {
    try await base().progress(of: delivery, at: now)
  }

  func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    try await base().close(delivery, ticket: ticket, with: answer, at: now)
  }

  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await base().markEnded(call, of: desk, at: now)
  }

  func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    try await base().hasEnded(call, of: desk)
  }

  func extendKept(
    for call: CallID, of desk: DeskKey, at now: Instant, until: Instant
  ) async throws(LedgerFailure) {
    try await base().extendKept(for: call, of: desk, at: now, until: until)
  }

  func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking] {
    try await base().unreported(to: call, of: desk)
  }

  func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await base().unheard(owedBefore: owedBefore, limit: limit)
  }

  func takeOutbox(
    at now: Instant, leaseUntil: Instant, limit: Int
  ) async throws(LedgerFailure) -> [OutboxEntry] {
    try await base().takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
  }

  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) { try await base().settle(entry) }

  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    try await base().postpone(entry, until: until)
  }

  func counts() async throws(LedgerFailure) -> LedgerCounts { try await base().counts() }
  func forget(before: Instant) async throws(LedgerFailure) { try await base().forget(before: before) }
  func condition() async throws(LedgerFailure) -> LedgerCondition { try await base().condition() }
  func prove() async throws(LedgerFailure) { try await base().prove() }
  func shut(because reason: String) async throws(LedgerFailure) { try await base().shut(because: reason) }
  func reopen() async throws(LedgerFailure) { try await base().reopen() }

  func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await base().takeThePlace(of: lost)
  }

  func restore(
    _ booking: Booking, raising notice: Notice?, at now: Instant
  ) async throws(LedgerFailure) -> Booking {
    try await base().restore(booking, raising: notice, at: now)
  }
}
