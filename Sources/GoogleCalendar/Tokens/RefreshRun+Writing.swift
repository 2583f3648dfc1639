import Desk
import Scheduling

extension RefreshRun {
  private static let writes = 3

  /// Stores what Google gave before anybody uses it.
  func write(_ renewed: GrantDocument, over grant: StoredGrant, _ account: AccountID) async -> RefreshReport {
    var expected = grant
    for attempt in 1...Self.writes {
      do throws(GrantStore.Trouble) {
        if let version = try await store.write(renewed, of: account, expecting: expected.version) {
          return RefreshReport(outcome: .refreshed, grant: StoredGrant(document: renewed, version: version))
        }
        guard let winner = try await look(account) else { return RefreshReport(outcome: .notConnected) }
        // Who rotated or connected anew has the later word; who has not knows nothing that we do not.
        guard winner.document.refreshToken == grant.document.refreshToken, winner.document.source == renewed.source,
          winner.document.accessToken == grant.document.accessToken
            || renewed.refreshToken != grant.document.refreshToken
        else { return RefreshReport(outcome: .adopted, grant: winner) }
        expected = winner
      } catch {
        let isRotated = renewed.refreshToken != grant.document.refreshToken
        let ours = StoredGrant(document: renewed, version: expected.version)
        guard isRotated else { return RefreshReport(outcome: .refreshed, grant: ours) }
        guard attempt < Self.writes, await pause(RefreshPause.within(attempt: attempt, randomness.fraction())) else {
          return RefreshReport(outcome: .storage, grant: grant, unsaved: ours)
        }
      }
    }
    let ours = StoredGrant(document: renewed, version: expected.version)
    return RefreshReport(outcome: .storage, grant: grant, unsaved: ours)
  }

  /// Stores a rotated refresh token that an earlier run could not store. `nil`: it is stored or outdated; go on.
  func save(_ unsaved: StoredGrant, of account: AccountID) async -> RefreshReport? {
    do throws(GrantStore.Trouble) {
      _ = try await store.write(unsaved.document, of: account, expecting: unsaved.version)
      return nil
    } catch {
      return RefreshReport(outcome: .storage, unsaved: unsaved)
    }
  }
}
