import Metrics

/// Shows what is in the ledger, for whoever watches the metrics.
struct Measuring: Sendable {
  let ledger: any Ledger

  func measure() async throws(LedgerFailure) {
    let counts = try await ledger.counts()
    for state in BookingState.allCases {
      Gauge(label: "frontdesk_bookings", dimensions: [("state", state.rawValue)]).record(counts.bookings[state] ?? 0)
    }
    Gauge(label: "frontdesk_queue_length", dimensions: [("queue", "outbox")]).record(counts.outbox)
    Gauge(label: "frontdesk_notices").record(counts.notices)
    let isClosed = try await ledger.condition().closedBecause != nil
    Gauge(label: "frontdesk_ledger_closed").record(isClosed ? 1 : 0)
  }
}
