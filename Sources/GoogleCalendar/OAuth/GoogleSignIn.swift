package import Desk
package import Logging
import Scheduling

/// Connects a person's Google account to a desk: authorization code with PKCE, bound to the browser, to the invited
/// account, and to Google's own identifier of it (RFC 9700 sections 2.1 and 4.7; OpenID Connect Core 1.0).
package struct GoogleSignIn: Sendable {
  let client: OAuthClientSettings
  let endpoints: GoogleEndpoints
  let exchange: any HTTPExchange
  let keeper: TokenKeeper
  let vault: any Vault
  let sealer: Sealer
  let clock: any Timekeeper
  let randomness: Randomness
  let logger: Logger

  /// How long the callback's page may wait for Google altogether.
  static let patience = Duration.seconds(15)

  /// The kinds of documents that are kept in the vault for Google, to be sealed anew after a rotation of the key. What a
  /// sign-in under way is remembered by is not among them: it lapses after ten minutes.
  package static let sealedKinds = [GrantStore.kind, Invitation.kind]

  /// - Parameter keeper: learns at once what is connected and disconnected here. It may be one that nobody runs.
  package init(
    client: OAuthClientSettings, endpoints: GoogleEndpoints, exchange: any HTTPExchange, keeper: TokenKeeper,
    vault: any Vault, sealer: Sealer, clock: any Timekeeper, randomness: Randomness, logger: Logger
  ) {
    self.client = client
    self.endpoints = endpoints
    self.exchange = exchange
    self.keeper = keeper
    self.vault = vault
    self.sealer = sealer
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
  }

  var endpoint: TokenEndpoint {
    TokenEndpoint(endpoints: endpoints, client: client, exchange: exchange, clock: clock)
  }

  var store: GrantStore { GrantStore(vault: vault, sealer: sealer) }

  /// A link's path and query that lets the account's owner connect it to the desk, once, within 24 hours. Put the public
  /// URL before it.
  package func invite(desk: DeskKey, account: AccountID) async throws(LedgerFailure) -> String {
    try await forgetLapsedInvitations()
    let secret = OneTimeSecret(randomness)
    let invitation = Invitation(desk: desk, account: account, lapses: clock.now() + Invitation.lifetime)
    let id = Invitation.id(secret)
    let bytes: [UInt8]
    do { bytes = try invitation.stored } catch { throw .corrupt("an invitation cannot be written") }
    guard try await vault.write(id, ciphertext: sealer.seal(bytes, as: id), expecting: nil) else {
      throw .corrupt("a new invitation is already there")
    }
    return "/oauth/google/start?invite=\(secret.text)"
  }

  private func forgetLapsedInvitations() async throws(LedgerFailure) {
    for document in try await vault.documents(kind: Invitation.kind) {
      guard let invitation = open(document), invitation.lapses <= clock.now() else { continue }
      _ = try await vault.remove(document.id)
    }
  }

  /// The start page: sends the browser to Google's consent. Reloading it begins anew with the same invitation.
  package func begin(invite: String?) async -> SignInStart {
    guard let invite, !invite.isEmpty else { return .refused(.withoutInvitation) }
    let id = Invitation.id(OneTimeSecret(invite))
    do throws(LedgerFailure) {
      guard let document = try await vault.document(id), let invitation = open(document) else {
        return .refused(.invitationUnknown)
      }
      guard invitation.lapses > clock.now() else { return .refused(.invitationLapsed) }
      return try await begin(invitation, name: id.name)
    } catch {
      logger.warning("The vault does not serve a sign-in", metadata: ["step": "start"])
      return .refused(.storage)
    }
  }

  private func begin(_ invitation: Invitation, name: String) async throws(LedgerFailure) -> SignInStart {
    let state = OneTimeSecret(randomness)
    let verifier = OneTimeSecret(randomness)
    let browser = OneTimeSecret(randomness)
    let nonce = OneTimeSecret(randomness)
    let pending = PendingSignIn(
      invitation: name, desk: invitation.desk, account: invitation.account, verifier: verifier.text,
      nonce: nonce.text, browser: browser.digest)
    let id = PendingSignIn.id(state)
    let text: String
    do { text = try pending.stored } catch { throw .corrupt("a sign-in cannot be written") }
    try await vault.remember(
      OneTimeState(
        key: Self.key(state), value: sealer.sealText(text, as: id), lapses: clock.now() + PendingSignIn.lifetime))
    let url = authorizationURL(account: invitation.account, state: state, verifier: verifier, nonce: nonce)
    return .redirect(
      url: url,
      cookie: SignInCookie(
        name: Self.cookieName(state), value: browser.text, maximumAge: PendingSignIn.lifetime))
  }

  /// Google's consent page, with everything it needs to know. `prompt=consent` makes Google give a refresh token even to
  /// those who have consented before; `include_granted_scopes` is left out, so that the answer speaks of this grant alone.
  ///
  /// Source: <https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient>
  private func authorizationURL(
    account: AccountID, state: OneTimeSecret, verifier: OneTimeSecret, nonce: OneTimeSecret
  ) -> String {
    let fields = FormFields([
      ("response_type", "code"), ("client_id", client.id), ("redirect_uri", client.redirectURI),
      ("scope", GoogleScopes.signIn.joined(separator: " ")), ("state", state.text),
      ("code_challenge", verifier.challenge), ("code_challenge_method", "S256"), ("access_type", "offline"),
      ("prompt", "consent"), ("login_hint", account.rawValue), ("nonce", nonce.text),
    ])
    return endpoints.authorization + (endpoints.authorization.contains("?") ? "&" : "?") + fields.encoded
  }

  static func key(_ state: OneTimeSecret) -> String { "\(PendingSignIn.kind):\(state.digest)" }

  static func cookieName(_ state: OneTimeSecret) -> String { "frontdesk-google-\(state.digest.prefix(12))" }

  func open(_ document: SealedDocument) -> Invitation? {
    do throws(SealFailure) {
      return Invitation(stored: try sealer.open(document.ciphertext, as: document.id))
    } catch {
      logger.warning("A stored invitation cannot be opened")
      return nil
    }
  }
}
