import Desk
import GoogleCalendar
import Scheduling
import Synchronization

/// Tokens as a test deals them out.
final class StubTokens: AccessTokens {
  private struct State {
    var current: [AccountID: String] = [:]
    var next: [AccountID: [String]] = [:]
    var troubles: [AccountID: TokenTrouble] = [:]
    var canInvite = true
    var replacements: [String] = []
    var prepared: [AccountID] = []
  }

  private let state = Mutex(State())

  init(_ tokens: [AccountID: String] = [:]) { state.withLock { $0.current = tokens } }

  /// The tokens that were refused, in order.
  var replacements: [String] { state.withLock { $0.replacements } }
  var prepared: [AccountID] { state.withLock { $0.prepared } }

  func knows(_ account: AccountID) -> Bool { state.withLock { $0.current[account] != nil } }

  func set(_ token: String, for account: AccountID) { state.withLock { $0.current[account] = token } }
  func willReplace(with token: String, for account: AccountID) {
    state.withLock { $0.next[account, default: []].append(token) }
  }
  func set(_ trouble: TokenTrouble, for account: AccountID) { state.withLock { $0.troubles[account] = trouble } }
  func set(canInvite: Bool) { state.withLock { $0.canInvite = canInvite } }

  func token(for account: AccountID, by deadline: Deadline) async throws(TokenTrouble) -> AccessToken {
    let (trouble, token) = state.withLock { ($0.troubles[account], $0.current[account]) }
    if let trouble { throw trouble }
    guard let token else { throw .notConnected }
    return AccessToken(value: token, expires: Instant(seconds: 2_000_000_000))
  }

  func replacement(
    for refused: AccessToken, of account: AccountID, by deadline: Deadline
  ) async throws(TokenTrouble) -> AccessToken {
    let token: String? = state.withLock { state in
      state.replacements.append(refused.value)
      guard var next = state.next[account], !next.isEmpty else { return nil }
      let token = next.removeFirst()
      state.next[account] = next
      state.current[account] = token
      return token
    }
    guard let token else { throw .needsReconnecting }
    return AccessToken(value: token, expires: Instant(seconds: 2_000_000_000))
  }

  func standing(of account: AccountID) async -> AccountStanding {
    AccountStanding(trouble: nil, canInvite: state.withLock { $0.canInvite })
  }

  func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    state.withLock { $0.prepared += accounts }
  }
}
