import Desk
import Synchronization

/// Lets calls to Google pass: within the account's and the project's budget, and unless the account's breaker is open.
final class Admission: Sendable {
  private struct Account {
    var budget: Budget
    var breaker = Breaker()
    var exhaustion = Exhaustion()
    var lastUse = Duration.zero
  }

  private struct State {
    var project: Budget
    var accounts: [AccountID: Account] = [:]
  }

  /// More accounts than this are not remembered at a time; a forgotten one starts with a fresh budget.
  static let mostAccounts = 4096

  private let limits: QuotaLimits
  private let clock: any Timekeeper
  private let state: Mutex<State>

  init(limits: QuotaLimits, clock: any Timekeeper) {
    self.limits = limits
    self.clock = clock
    state = Mutex(State(project: Budget(limit: limits.perProject)))
  }

  var remembered: Int { state.withLock { $0.accounts.count } }

  /// Returns once the call may be sent, having taken its units.
  ///
  /// - Parameter method: as Google names it.
  /// - Throws: ``GoogleFailure/circuitOpen``; ``GoogleFailure/quotaExceeded`` where Google said so less than a minute ago;
  ///   ``GoogleFailure/noRoom`` when there is none before the deadline.
  func admit(
    _ units: Int, for account: AccountID, as errand: Errand = .routine, method: String = "", by deadline: Deadline
  ) async throws(GoogleFailure) {
    while true {
      let wait = try reserve(units, for: account, as: errand, method: method)
      guard wait > .zero else { return }
      guard wait < deadline.remaining(on: clock) else { throw .noRoom }
      do {
        try await clock.sleep(for: wait)
      } catch {
        throw .noRoom
      }
    }
  }

  /// How a call that was let pass has ended.
  enum Ending: Sendable {
    case healthy, failed, abandoned
    /// Google will refuse such calls for hours.
    case exhausted
  }

  func note(_ ending: Ending, of method: String = "", for account: AccountID) {
    let uptime = clock.uptime()
    state.withLock { state in
      switch ending {
      case .healthy:
        state.accounts[account]?.breaker.succeeded()
        state.accounts[account]?.exhaustion.answered(method)
      case .failed: state.accounts[account]?.breaker.failed(at: uptime)
      case .abandoned: state.accounts[account]?.breaker.abandoned(at: uptime)
      case .exhausted:
        state.accounts[account]?.breaker.succeeded()
        state.accounts[account]?.exhaustion.refused(method, at: uptime)
      }
    }
  }

  /// Takes the units when both budgets have room; else says how long until they might.
  private func reserve(
    _ units: Int, for id: AccountID, as errand: Errand, method: String
  ) throws(GoogleFailure) -> Duration {
    let uptime = clock.uptime()
    let wait: Result<Duration, GoogleFailure> = state.withLock { state in
      if state.accounts[id] == nil { makeRoom(in: &state, at: uptime) }
      var account = state.accounts[id] ?? Account(budget: Budget(limit: limits.perAccount))
      account.lastUse = uptime
      defer { state.accounts[id] = account }
      let wait = max(
        account.budget.wait(for: units, as: errand, at: uptime), state.project.wait(for: units, as: errand, at: uptime))
      guard wait <= .zero else { return .success(wait) }
      guard account.breaker.admits(at: uptime) else { return .failure(.circuitOpen) }
      guard account.exhaustion.admits(method, at: uptime) else {
        // Nothing is sent, so a trial of the breaker's is somebody else's.
        account.breaker.abandoned(at: uptime)
        return .failure(.quotaExceeded)
      }
      account.budget.take(units, as: errand, at: uptime)
      state.project.take(units, as: errand, at: uptime)
      return .success(.zero)
    }
    return try wait.get()
  }

  /// Forgets accounts of which nothing is worth knowing; when all are in use, the one unused longest.
  private func makeRoom(in state: inout State, at uptime: Duration) {
    guard state.accounts.count >= Self.mostAccounts else { return }
    for (id, account) in state.accounts {
      var budget = account.budget
      if account.breaker.isClosed && account.exhaustion.isEmpty && budget.isEmpty(at: uptime) {
        state.accounts[id] = nil
      }
    }
    if state.accounts.count >= Self.mostAccounts,
      let oldest = state.accounts.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      state.accounts[oldest.key] = nil
    }
  }
}
