package import Desk
package import Scheduling

extension PostgresLedger: CallRecords {
  package func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await write(.write) { db in
      try db.change(
        "INSERT INTO ended_call (desk, call, ended_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [.id(desk), .id(call), .instant(now)])
      // Whoever is about to confirm something that the call is to hear of ends first, or finds it ended.
      try db.rows(
        """
        SELECT number FROM booking
        WHERE state NOT IN ('confirmed', 'cancelled', 'released') AND desk = $1 AND (call = $2 OR move ->> 'call' = $2)
        ORDER BY number FOR UPDATE
        """, [.id(desk), .id(call)])
      try db.change(
        """
        UPDATE booking SET lease_until = least(lease_until, $3)
        WHERE desk = $1 AND call = $2 AND only_kept AND state IN ('kept', 'held', 'inserted')
        """, [.id(desk), .id(call), .instant(now)])
    }
  }

  package func hasEnded(_ call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> Bool {
    try await read {
      try $0.row(
        "SELECT 1 FROM ended_call WHERE desk = $1 AND digest(call) = digest($2) AND call = $2", [.id(desk), .id(call)])
        != nil
    }
  }

  package func extendKept(
    for call: CallID, of desk: DeskKey, at now: Instant, until: Instant
  ) async throws(LedgerFailure) {
    try await write(.write) {
      _ = try $0.change(
        """
        UPDATE booking SET lease_until = $4
        WHERE desk = $1 AND call = $2 AND only_kept AND state IN ('kept', 'held', 'inserted')
          AND lease_until > $3 AND lease_until < $4
        """, [.id(desk), .id(call), .instant(now), .instant(until)])
    }
  }

  package func unreported(to call: CallID, of desk: DeskKey) async throws(LedgerFailure) -> [Booking] {
    try await read { try $0.unreported(to: call, of: desk) }
  }

  package func unheard(owedBefore: Instant, limit: Int) async throws(LedgerFailure) -> [Booking] {
    try await read { db in
      guard try db.closedBecause() == nil else { return [] }
      return try db.bookings(
        where: """
          owes_report IS NOT NULL AND state IN ('confirmed', 'cancelled', 'released')
            AND (owes_report = '' OR lease_until < $1 OR EXISTS (
              SELECT FROM ended_call
              WHERE ended_call.desk = booking.desk AND digest(ended_call.call) = digest(owes_report)
                AND ended_call.call = owes_report))
          ORDER BY "start", id LIMIT $2
          """, [.instant(owedBefore), .integer(max(0, limit))])
    }
  }
}

extension Connection {
  func unreported(to call: CallID?, of desk: DeskKey) throws -> [Booking] {
    guard let call else { return [] }
    return try bookings(
      where: """
        desk = $1 AND digest(owes_report) = digest($2) AND owes_report = $2
          AND state IN ('confirmed', 'cancelled', 'released')
        ORDER BY "start", id
        """, [.id(desk), .id(call)])
  }
}
