import Desk
import Scheduling

/// One refresh of one account, agreed with every other process through the vault: look, take the lease, look again, ask
/// Google, write compare-and-set (facts: booking-protocol 10). Whoever comes second adopts what the first one wrote.
///
/// It ends within ``budget`` and is never cancelled: a rotated refresh token would be lost.
struct RefreshRun: Sendable {
  let store: GrantStore
  let renewal: Renewal
  let clock: any Timekeeper
  let randomness: Randomness
  /// This process, among those that share the vault.
  let owner: String

  /// Less than the lease, so that no second process starts while this one still asks.
  static let budget = Duration.seconds(12)
  static let lease = Duration.seconds(20)
  /// While somebody waits, several short attempts rather than a long one.
  private static let attempts: [Duration] = [.milliseconds(1200), .milliseconds(2500), .seconds(5)]

  @concurrent func perform(_ account: AccountID, _ need: RefreshNeed, unsaved: StoredGrant?) async -> RefreshReport {
    do throws(GrantStore.Trouble) {
      if let unsaved, let report = await save(unsaved, of: account) { return report }
      guard let grant = try await look(account) else { return RefreshReport(outcome: .notConnected) }
      if need.isReadingOnly || isEnough(grant, for: need) { return RefreshReport(outcome: .read, grant: grant) }
      let report = try await refreshUnderLease(account, need)
      if report.outcome != .refreshed { await giveBackLease(account) }
      return report
    } catch {
      await giveBackLease(account)
      return RefreshReport(outcome: .storage)
    }
  }

  private func refreshUnderLease(
    _ account: AccountID, _ need: RefreshNeed
  ) async throws(GrantStore.Trouble) -> RefreshReport {
    let end = Deadline(in: Self.budget, on: clock)
    while true {
      let now = clock.now()
      let isOurs = try await store.lease(account, to: owner, at: now, until: now + Self.lease)
      // Between the first look and the lease somebody may have finished.
      guard let grant = try await look(account) else { return RefreshReport(outcome: .notConnected) }
      if isEnough(grant, for: need) { return RefreshReport(outcome: .adopted, grant: grant) }
      if isOurs { return try await ask(grant, account, need, by: end) }
      guard !end.hasPassed(on: clock), await pause(.milliseconds(50) + .milliseconds(100) * randomness.fraction())
      else {
        return RefreshReport(outcome: .unavailable, grant: grant)
      }
    }
  }

  private func ask(
    _ first: StoredGrant, _ account: AccountID, _ need: RefreshNeed, by end: Deadline
  ) async throws(GrantStore.Trouble) -> RefreshReport {
    var grant = first
    var attempt = 0
    var isConfirming = first.document.state != .active
    while true {
      attempt += 1
      let refusal: TokenRefusal
      switch await renewal.renew(grant.document, of: account, by: limit(attempt, grant, need, end)) {
      case .success(let renewed): return await write(renewed, over: grant, account)
      case .failure(let failure): refusal = failure
      }
      if refusal.consequence == .passes {
        let isLast =
          grant.document.token(at: clock.now(), except: need.refused) != nil || attempt >= Self.attempts.count
        guard !isLast, !end.hasPassed(on: clock),
          await pause(RefreshPause.within(attempt: attempt, randomness.fraction()))
        else { return RefreshReport(outcome: .unavailable, grant: grant, refusal: refusal) }
        continue
      }
      // Somebody may have rotated the refresh token since: look once more, and try once more.
      guard let latest = try await look(account) else { return RefreshReport(outcome: .notConnected) }
      if isMet(need, by: latest) { return RefreshReport(outcome: .adopted, grant: latest) }
      if isConfirming { return try await close(latest, account, for: refusal) }
      isConfirming = true
      grant = latest
    }
  }

  /// While the old token serves, nobody waits and Google may take its time.
  private func limit(_ attempt: Int, _ grant: StoredGrant, _ need: RefreshNeed, _ end: Deadline) -> Deadline {
    let isWaitedFor = grant.document.token(at: clock.now(), except: need.refused) == nil
    let span = isWaitedFor ? Self.attempts[min(attempt, Self.attempts.count) - 1] : .seconds(5)
    return end.capped(to: span, on: clock)
  }

  private func close(
    _ grant: StoredGrant, _ account: AccountID, for refusal: TokenRefusal
  ) async throws(GrantStore.Trouble) -> RefreshReport {
    var closed = grant
    closed.document.state = .needsReconnecting(refusal)
    closed.document.refusedAt = clock.now()
    guard let version = try await store.write(closed.document, of: account, expecting: grant.version) else {
      // Somebody connected again in this instant.
      return RefreshReport(outcome: .adopted, grant: try await look(account))
    }
    closed.version = version
    return RefreshReport(outcome: .refused, grant: closed, refusal: refusal)
  }

  /// Whether Google need not, or must not yet, be asked.
  private func isEnough(_ grant: StoredGrant, for need: RefreshNeed) -> Bool {
    grant.document.isResting(at: clock.now()) || isMet(need, by: grant)
  }

  private func isMet(_ need: RefreshNeed, by grant: StoredGrant) -> Bool {
    let now = clock.now()
    guard grant.document.state == .active, let token = grant.document.token(at: now, except: need.refused),
      token.value != need.due, let life = grant.document.life
    else { return false }
    return life.lasts(need.isEarly ? life.wanted : life.needed, at: now)
  }

  func look(_ account: AccountID) async throws(GrantStore.Trouble) -> StoredGrant? {
    renewal.grant(of: account, stored: try await store.read(account))
  }

  /// `false` when cancelled, which only happens when the whole program ends.
  func pause(_ duration: Duration) async -> Bool {
    do {
      try await clock.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }

  private func giveBackLease(_ account: AccountID) async {
    do throws(GrantStore.Trouble) {
      try await store.endLease(account, of: owner)
    } catch {
      // It lapses by itself.
      return
    }
  }
}
