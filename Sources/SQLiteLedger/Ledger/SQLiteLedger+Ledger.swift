package import Desk
import GRDB
package import Scheduling

extension SQLiteLedger: Ledger {
  package func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await write { db in
      try db.requireOpen()
      return try db.hold(booking, at: now)
    }
  }

  package func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await write { db in
      try db.requireOpen()
      return try db.advance(booking, epoch: epoch, by: change, at: now)
    }
  }

  package func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try await write { db in
      try db.requireOpen()
      return try db.takeOver(booking, at: now, leaseUntil: leaseUntil)
    }
  }

  package func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unattended(at: now, limit: limit) }
  }

  package func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unfinished(limit: limit) }
  }

  package func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? {
    try await read { try $0.booking(id) }
  }

  package func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [LiveClaim]] {
    try await read { try $0.claims(on: resources, overlapping: interval) }
  }

  package func taken(_ keys: [SeatKey]) async throws(LedgerFailure) -> [SeatKey: Int] {
    try await read { try $0.taken(keys) }
  }

  package func upcoming(
    of hosts: [ResourceID], after instant: Instant
  ) async throws(LedgerFailure) -> [ResourceID: Int] {
    try await read { try $0.upcoming(of: hosts, after: instant) }
  }

  package func bookings(
    in calendar: CalendarReference, overlapping interval: Interval
  ) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.bookings(in: calendar, overlapping: interval) }
  }

  package func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.bookings(of: caller, at: desk, endingAfter: endingAfter, limit: limit) }
  }

  package func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    try await write { try $0.lookUp(code, at: desk, by: guessers, at: now) }
  }

  package func counts() async throws(LedgerFailure) -> LedgerCounts {
    try await read { try $0.counts() }
  }

  package func forget(before: Instant) async throws(LedgerFailure) {
    try await write { try $0.forget(before: before) }
  }

  /// - Throws: also when nothing more is written: nothing is to be offered then.
  package func condition() async throws(LedgerFailure) -> LedgerCondition {
    if let refusal = writes.refusal { throw refusal }
    return try await read { try $0.condition() }
  }

  /// The serial may go up for any reason.
  package func prove() async throws(LedgerFailure) {
    try await write { _ = try $0.count("serial") }
    writes.proved()
  }

  package func shut(because reason: String) async throws(LedgerFailure) {
    try await write { try $0.close(because: reason) }
  }

  package func reopen() async throws(LedgerFailure) {
    try await write { try $0.close(because: nil) }
  }

  package func restore(
    _ booking: Booking, raising notice: Notice?, at now: Instant
  ) async throws(LedgerFailure) -> Booking {
    try await write { try $0.restore(booking, raising: notice) }
  }
}
