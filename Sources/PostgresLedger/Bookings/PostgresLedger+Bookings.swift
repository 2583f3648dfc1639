package import Desk
package import Scheduling

extension PostgresLedger: BookingRecords {
  package func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await perform(.booking) { try $0.hold(booking, at: now) }
  }

  package func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await perform(.booking) { try $0.advance(booking, epoch: epoch, by: change, at: now) }
  }

  package func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try await write(.booking) { try $0.takeOver(booking, at: now, leaseUntil: leaseUntil) }
  }

  package func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { db in
      guard try db.closedBecause() == nil else { return [] }
      return try db.unfinished(limit: limit, leasedUntil: now)
    }
  }

  package func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unfinished(limit: limit) }
  }

  package func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking? {
    try await read { try $0.booking(id)?.booking }
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
    try await read {
      try $0.bookings(
        where: """
          state NOT IN ('cancelled', 'released') AND account = $1 AND calendar = $2 AND "end" > $3 AND "start" < $4
          ORDER BY "start", id
          """,
        [.id(calendar.account), .id(calendar.calendar), .instant(interval.start), .instant(interval.end)])
    }
  }

  package func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking] {
    try await read {
      try $0.bookings(
        where: """
          desk = $1 AND "end" > $2 AND state NOT IN ('kept', 'released') AND (call = $3 OR caller = $4)
          ORDER BY "start", id LIMIT $5
          """,
        [
          .id(desk), .instant(endingAfter), .text(caller.call?.rawValue), .text(caller.number?.rawValue),
          .integer(max(0, limit)),
        ])
    }
  }

  package func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    try await write(.write) { try $0.lookUp(code, at: desk, by: guessers, at: now) }
  }
}
