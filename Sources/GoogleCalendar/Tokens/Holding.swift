import Desk
import Scheduling

/// What one process has in memory of one account. Pure: it decides, ``TokenKeeper`` acts.
struct Holding: Sendable {
  /// `nil`: not connected.
  var grant: StoredGrant?
  /// On the scale of ``Timekeeper/uptime()``.
  var readAt: Duration
  /// Where within the spread this token's refresh falls, in `0..<1`.
  var spread: Double
  var failures = 0
  /// Until when failed refreshes are not repeated, as long as the old token lives; on the scale of uptime.
  var pausedUntil = Duration.zero

  /// How long what was read counts: other processes refresh, connect and disconnect too.
  static let staleness = Duration.seconds(60)

  /// What a caller gets, or what must be done first.
  enum Verdict: Hashable, Sendable {
    case use(AccessToken)
    /// Look in storage; `meanwhile` serves if that fails.
    case read(meanwhile: AccessToken?)
    /// Ask Google; `meanwhile` serves if that fails.
    case refresh(meanwhile: AccessToken?)
    /// There is none. `isWorthTrying`: another attempt may be begun, though nobody should wait for it.
    case refuse(TokenTrouble, isWorthTrying: Bool)
  }

  /// - Parameters:
  ///   - refused: a token that Google answered 401 to.
  ///   - isEarly: for a call that begins.
  func verdict(at now: Instant, uptime: Duration, refused: String?, isEarly: Bool = false) -> Verdict {
    let token = grant?.document.token(at: now, except: refused)
    if uptime - readAt >= Self.staleness { return .read(meanwhile: token) }
    guard let document = grant?.document else { return .refuse(.notConnected, isWorthTrying: false) }
    let isClosed = document.state != .active
    guard let token, let life = document.life else {
      guard isClosed else { return .refresh(meanwhile: nil) }
      return .refuse(.needsReconnecting, isWorthTrying: !document.isResting(at: now))
    }
    if isClosed { return document.isResting(at: now) ? .use(token) : .refresh(meanwhile: token) }
    if life.lasts(isEarly ? life.wanted : life.needed, at: now) || uptime < pausedUntil { return .use(token) }
    return .refresh(meanwhile: token)
  }

  /// What the background should do now: a refresh that is due, or one more attempt after the operator's mistake.
  func dueNeed(at now: Instant, uptime: Duration, refused: String?) -> RefreshNeed? {
    guard let document = grant?.document, uptime >= pausedUntil else { return nil }
    if case .needsReconnecting(let refusal) = document.state {
      guard refusal.consequence != .endsGrant, !document.isResting(at: now) else { return nil }
      return RefreshNeed(refused: refused)
    }
    guard let life = document.life else { return RefreshNeed(refused: refused) }
    guard life.due(spread: spread) <= now || document.accessToken == refused else { return nil }
    return RefreshNeed(refused: refused, due: document.accessToken)
  }
}
