import Desk
import Metrics
import Scheduling

/// What operators see of the connections:
/// - `frontdesk_token_refreshes_total` by `outcome` (``RefreshReport/Outcome``),
/// - `frontdesk_connection_up` by `connection`, 1 or 0,
/// - `frontdesk_grant_ends_seconds` by `connection`: when the grant ends by itself, in seconds since 1970.
struct TokenMetrics: Sendable {
  let factory: any MetricsFactory

  func count(_ outcome: RefreshReport.Outcome) {
    Counter(label: "frontdesk_token_refreshes_total", dimensions: [("outcome", outcome.rawValue)], factory: factory)
      .increment()
  }

  /// `nil`: not connected any more.
  func show(_ document: GrantDocument?, of account: AccountID) {
    let dimensions = [("connection", account.connectionDigest)]
    Gauge(label: "frontdesk_connection_up", dimensions: dimensions, factory: factory)
      .record(document?.state == .active ? 1 : 0)
    guard let ends = document?.grantEnds else { return }
    Gauge(label: "frontdesk_grant_ends_seconds", dimensions: dimensions, factory: factory).record(ends.seconds)
  }
}
