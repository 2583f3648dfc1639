import Desk
import Metrics
import Scheduling

/// What operators see of the connections:
/// - `frontdesk_token_refreshes_total` by `outcome` (``RefreshReport/Outcome``),
/// - `frontdesk_connection_up` by `connection`, 1 or 0,
/// - `frontdesk_grant_ends_seconds` by `connection`: when the grant ends by itself, in seconds since 1970; infinite for one
///   that does not.
///
/// An account that is not connected has no series.
struct TokenMetrics: Sendable {
  let factory: any MetricsFactory

  func count(_ outcome: RefreshReport.Outcome) {
    Counter(label: "frontdesk_token_refreshes_total", dimensions: [("outcome", outcome.rawValue)], factory: factory)
      .increment()
  }

  /// `nil`: not connected.
  func show(_ document: GrantDocument?, of account: AccountID) {
    guard let document else { return forget(account) }
    up(account).record(document.state == .active ? 1 : 0)
    ends(account).record(document.grantEnds.map { Double($0.seconds) } ?? .infinity)
  }

  /// Takes the account's series away.
  func forget(_ account: AccountID) {
    up(account).destroy()
    ends(account).destroy()
  }

  private func up(_ account: AccountID) -> Gauge {
    Gauge(label: "frontdesk_connection_up", dimensions: Self.dimensions(account), factory: factory)
  }

  private func ends(_ account: AccountID) -> Gauge {
    Gauge(label: "frontdesk_grant_ends_seconds", dimensions: Self.dimensions(account), factory: factory)
  }

  private static func dimensions(_ account: AccountID) -> [(String, String)] {
    [("connection", account.connectionDigest)]
  }
}
