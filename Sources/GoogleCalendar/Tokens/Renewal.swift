import Desk
import Scheduling

/// Gets a new access token for a grant from Google: by its refresh token, or by a service account's assertion.
struct Renewal: Sendable {
  let endpoint: TokenEndpoint
  let roster: ServiceAccountRoster
  let clock: any Timekeeper

  /// The grant as it should be worked with: a stored one, or the beginning of one where a service account reaches the
  /// account. A person's consent goes before a service account. `nil`: not connected.
  func grant(of account: AccountID, stored: StoredGrant?) -> StoredGrant? {
    if let stored, case .person = stored.document.source { return stored }
    guard let identity = roster.identity(for: account) else { return nil }
    let source = GrantDocument.Source.serviceAccount(identity.key.clientEmail, delegated: identity.subject != nil)
    // A token of another service account, from before the settings changed, is not carried on.
    if let stored, stored.document.source == source { return stored }
    return StoredGrant(document: GrantDocument(source: source), version: stored?.version)
  }

  /// The grant with a new access token. Nothing is stored.
  func renew(
    _ document: GrantDocument, of account: AccountID, by deadline: Deadline
  ) async -> Result<GrantDocument, TokenRefusal> {
    do throws(TokenRefusal) {
      var renewed = document
      renewed.adopt(try await reply(for: document, of: account, by: deadline))
      return .success(renewed)
    } catch {
      return .failure(error)
    }
  }

  private func reply(
    for document: GrantDocument, of account: AccountID, by deadline: Deadline
  ) async throws(TokenRefusal) -> TokenReply {
    switch document.source {
    case .person:
      guard let refreshToken = document.refreshToken else { throw .grantEnded }
      return try await endpoint.refresh(refreshToken, by: deadline)
    case .serviceAccount:
      guard let identity = roster.identity(for: account) else { throw .serviceAccountUnknown }
      let assertion = ServiceAccountAssertion(
        key: identity.key, scopes: GoogleScopes.calendar, subject: identity.subject)
      return try await endpoint.redeem(assertion: assertion.sign(at: clock.now()), by: deadline)
    }
  }
}
