package import Desk
package import Scheduling

extension PostgresLedger: Ledger {
  package func counts() async throws(LedgerFailure) -> LedgerCounts {
    try await read { db in
      var states = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
      for row in try db.rows("SELECT state, count(*) AS bookings FROM booking GROUP BY state") {
        guard let state = try BookingState(rawValue: row.required("state")) else {
          throw LedgerFailure.corrupt("a booking's state is unknown")
        }
        states[state] = try row.required("bookings")
      }
      let others = try db.row(
        """
        SELECT (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM notice WHERE done_at IS NULL) AS notices
        """)
      return try LedgerCounts(
        bookings: states, outbox: others?.required("outbox") ?? 0, notices: others?.required("notices") ?? 0)
    }
  }

  package func forget(before: Instant) async throws(LedgerFailure) {
    try await write(.write, within: limits.forUpkeep) { db in
      for condition in [
        "delivery WHERE coalesce(closed_at, lease_until) < $1", "ended_call WHERE ended_at < $1",
        "one_time_state WHERE lapses < $1", "mistake WHERE made_at < $1",
      ] { try db.change("DELETE FROM \(condition)", [.instant(before)]) }
    }
  }

  package func condition() async throws(LedgerFailure) -> LedgerCondition {
    try await read { db in
      guard let row = try db.row(Origin.closure) else {
        throw LedgerFailure.corrupt("the ledger has no identity")
      }
      return try LedgerCondition(
        identity: LedgerID(row.required("identity")), closedBecause: row.optional("closed_because"))
    }
  }

  /// An update writes a new row, also where nothing in it is new.
  package func prove() async throws(LedgerFailure) {
    try await write(.write) { _ = try $0.change("UPDATE ledger SET closed_because = closed_because") }
    writes.proved()
  }

  package func shut(because reason: String) async throws(LedgerFailure) {
    try await write(.gate) { _ = try $0.change("UPDATE ledger SET closed_because = $1", [.text(reason)]) }
  }

  package func reopen() async throws(LedgerFailure) {
    try await write(.gate) { db in
      try db.change("UPDATE ledger SET closed_because = NULL")
      try db.settleHere()
    }
  }

  package func restore(
    _ booking: Booking, raising notice: Notice?, at now: Instant
  ) async throws(LedgerFailure) -> Booking {
    try await write(.write) { try $0.restore(booking, raising: notice, at: now) }
  }
}

extension Connection {
  /// Why the ledger is closed; `nil` while it is open.
  func closedBecause() throws -> String? {
    try row(Origin.closure)?.optional("closed_because")
  }
}
