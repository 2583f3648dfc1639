package import Desk
import Scheduling

extension TokenKeeper {
  /// What is known of the account from memory and storage; Google is not asked.
  package func standing(of account: AccountID) async -> AccountStanding {
    if case .read = verdict(on: account) {
      _ = await fly(account, .reading, by: Deadline(in: .seconds(1), on: clock))
    }
    guard let holding = holdings[account] else { return AccountStanding(trouble: .unreachable, canInvite: false) }
    guard let document = holding.grant?.document else {
      return AccountStanding(trouble: .notConnected, canInvite: false)
    }
    let isUsable = document.state == .active || document.token(at: clock.now(), except: refused[account]) != nil
    return AccountStanding(
      trouble: isUsable ? nil : .needsReconnecting, canInvite: document.canInvite, ends: document.grantEnds)
  }

  /// Every connection: those in the vault, and the service accounts of the settings.
  package func connections() async throws(LedgerFailure) -> [ConnectionReport] {
    var reports: [AccountID: ConnectionReport] = [:]
    let stored: [SealedDocument]
    do throws(GrantStore.Trouble) {
      stored = try await store.all()
    } catch {
      if case .storage(let failure) = error { throw failure }
      throw .corrupt("a grant in the vault cannot be read")
    }
    for sealed in stored {
      let account = AccountID(sealed.id.name)
      do throws(GrantStore.Trouble) {
        guard let grant = renewal.grant(of: account, stored: try store.open(sealed)) else { continue }
        reports[account] = ConnectionReport(account, grant.document)
      } catch {
        reports[account] = ConnectionReport(unreadable: account)
      }
    }
    for account in renewal.roster.accounts where reports[account] == nil {
      reports[account] = renewal.grant(of: account, stored: nil).map { ConnectionReport(account, $0.document) }
    }
    return reports.values.sorted { $0.account < $1.account }
  }
}
