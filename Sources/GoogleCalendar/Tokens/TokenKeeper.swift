package import Desk
package import Logging
package import Metrics
import Scheduling

/// Keeps every account's access token fresh, so that no caller ever hears of one that expired (promise P5).
///
/// Tokens are refreshed in the background by ``run()``, when a call begins, and at the latest when one is asked for that
/// would not last. There is one refresh at a time for each account, in this process and, through the vault, across
/// processes.
///
/// What other processes do is noticed on a 401, before a refresh, and after a minute at the latest.
package actor TokenKeeper: AccessTokens {
  let store: GrantStore
  let renewal: Renewal
  let clock: any Timekeeper
  let randomness: Randomness
  let logger: Logger
  let metrics: TokenMetrics
  private let refresher: RefreshRun

  var holdings: [AccountID: Holding] = [:]
  /// The held token that Google answered 401 to, by account.
  var refused: [AccountID: String] = [:]
  private var flights: [AccountID: Flight] = [:]
  private var unsaved: [AccountID: StoredGrant] = [:]
  /// How often this process itself has changed what is stored: a refresh begun before has then read what is outdated.
  private(set) var changes: [AccountID: Int] = [:]

  /// How long a caller waits for a fresh token while the old one would still do.
  private static let patience = Duration.milliseconds(500)

  /// - Parameters:
  ///   - client: `nil` where no OAuth client is configured; persons' grants then cannot be refreshed.
  ///   - metrics: where counters and gauges are made.
  package init(
    vault: any Vault, sealer: Sealer, endpoints: GoogleEndpoints, client: OAuthClientSettings?,
    serviceAccounts: ServiceAccountRoster = ServiceAccountRoster(), exchange: any HTTPExchange,
    clock: any Timekeeper, randomness: Randomness, logger: Logger,
    metrics: any MetricsFactory = MetricsSystem.factory
  ) {
    store = GrantStore(vault: vault, sealer: sealer)
    renewal = Renewal(
      endpoint: TokenEndpoint(endpoints: endpoints, client: client, exchange: exchange, clock: clock),
      roster: serviceAccounts, clock: clock)
    refresher = RefreshRun(
      store: store, renewal: renewal, clock: clock, randomness: randomness, owner: randomness.hexadecimal(bytes: 8))
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
    self.metrics = TokenMetrics(factory: metrics)
  }

  package func token(for account: AccountID, by deadline: Deadline) async throws(TokenTrouble) -> AccessToken {
    // Look, refresh, look again: more rounds are only needed when other processes write in between.
    for _ in 0..<4 {
      switch verdict(on: account) {
      case .use(let token):
        return token
      case .refuse(let trouble, let isWorthTrying):
        if isWorthTrying { start(account, RefreshNeed(refused: refused[account])) }
        throw trouble
      case .read(let meanwhile):
        let report = await fly(account, .reading, by: limit(deadline, meanwhile))
        if report == nil || report?.outcome == .storage { return try Self.orUnreachable(meanwhile) }
      case .refresh(let meanwhile):
        let report = await fly(account, RefreshNeed(refused: refused[account]), by: limit(deadline, meanwhile))
        if report == nil || report?.outcome == .storage || report?.outcome == .unavailable {
          return try Self.orUnreachable(meanwhile)
        }
      }
    }
    throw .unreachable
  }

  package func replacement(
    for refused: AccessToken, of account: AccountID, by deadline: Deadline
  ) async throws(TokenTrouble) -> AccessToken {
    let held = holdings[account]?.grant?.document.accessToken
    // Somebody late with an older token must not cast doubt on the newer one.
    if held == nil || held == refused.value { self.refused[account] = refused.value }
    return try await token(for: account, by: deadline)
  }

  package func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    for account in accounts {
      switch verdict(on: account, isEarly: true) {
      case .use, .refuse: continue
      case .read, .refresh: start(account, RefreshNeed(isEarly: true, refused: refused[account]))
      }
    }
  }

  /// The account's grant was stored or removed by this process: forget what is in memory. What is stored now is shown
  /// again when it is next looked at.
  package func noticeChange(of account: AccountID) {
    metrics.forget(account)
    holdings[account] = nil
    refused[account] = nil
    unsaved[account] = nil
    changes[account, default: 0] += 1
  }

  func verdict(on account: AccountID, isEarly: Bool = false) -> Holding.Verdict {
    guard let holding = holdings[account] else { return .read(meanwhile: nil) }
    return holding.verdict(
      at: clock.now(), uptime: clock.uptime(), refused: refused[account], isEarly: isEarly)
  }

  /// Joins the account's refresh under way, or begins one, and waits.
  func fly(_ account: AccountID, _ need: RefreshNeed, by deadline: Deadline) async -> RefreshReport? {
    start(account, need)
    guard let reports = flights[account]?.join() else { return nil }
    return await reports.report(by: deadline, on: clock)
  }

  /// Begins a refresh unless one is under way.
  func start(_ account: AccountID, _ need: RefreshNeed) {
    guard flights[account] == nil else { return }
    let pending = unsaved[account]
    let change = changes[account]
    // Not a child of whoever asks, since it must not end with them. It ends by itself, see ``RefreshRun/budget``, and
    // ``run()`` awaits it before it returns.
    flights[account] = Flight(
      task: Task {
        let report = await refresher.perform(account, need, unsaved: pending)
        if changes[account] == change { learn(report, account) }
        if !need.isReadingOnly { metrics.count(report.outcome) }
        flights.removeValue(forKey: account)?.land(report)
      })
  }

  /// Returns when no refresh is under way any more.
  func settle() async {
    while let flight = flights.values.first { await flight.task.value }
  }

  private func learn(_ report: RefreshReport, _ account: AccountID) {
    unsaved[account] = report.unsaved
    let before = holdings[account]
    guard report.outcome != .storage else {
      // What is in memory serves a little longer, and storage is asked again soon rather than at every call.
      if before?.grant != nil { holdings[account]?.readAt = clock.uptime() - Holding.staleness + .seconds(5) }
      logger.warning(
        "The vault does not serve Google's tokens", metadata: ["connection": "\(account.connectionDigest)"])
      return
    }
    hold(report.grant, of: account)
    if report.outcome == .refreshed { refused[account] = nil }
    if report.outcome == .unavailable {
      let failures = (before?.failures ?? 0) + 1
      holdings[account]?.failures = failures
      holdings[account]?.pausedUntil = clock.uptime() + RefreshPause.between(failures: failures, randomness.fraction())
      logger.warning(
        "A Google token could not be refreshed",
        metadata: [
          "connection": "\(account.connectionDigest)", "failures": "\(failures)",
          "reason": "\(report.refusal?.rawValue ?? "leaseTaken")",
        ])
    }
  }

  /// Takes what was read or written into memory, and says aloud when an account's state changes.
  func hold(_ grant: StoredGrant?, of account: AccountID) {
    let before = holdings[account]
    let isSameToken = before?.grant?.document.accessToken == grant?.document.accessToken
    holdings[account] = Holding(
      grant: grant, readAt: clock.uptime(),
      spread: isSameToken ? before?.spread ?? randomness.fraction() : randomness.fraction(),
      failures: isSameToken ? before?.failures ?? 0 : 0,
      pausedUntil: isSameToken ? before?.pausedUntil ?? .zero : .zero)
    metrics.show(grant?.document, of: account)
    announce(grant?.document.state, after: before?.grant?.document.state, account)
  }

  private func announce(_ state: GrantDocument.State?, after before: GrantDocument.State?, _ account: AccountID) {
    guard state != before else { return }
    switch state {
    case .needsReconnecting(let refusal):
      logger.error(
        "A Google connection needs attention",
        metadata: [
          "connection": "\(account.connectionDigest)", "reason": "\(refusal.rawValue)", "help": "\(refusal.sentence)",
        ])
    case .active where before != nil:
      logger.notice("A Google connection works again", metadata: ["connection": "\(account.connectionDigest)"])
    case .active, nil:
      break
    }
  }

  private func limit(_ deadline: Deadline, _ meanwhile: AccessToken?) -> Deadline {
    meanwhile == nil ? deadline : deadline.capped(to: Self.patience, on: clock)
  }

  private static func orUnreachable(_ token: AccessToken?) throws(TokenTrouble) -> AccessToken {
    guard let token else { throw .unreachable }
    return token
  }
}
