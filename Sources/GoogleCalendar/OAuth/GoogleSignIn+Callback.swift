import Desk
import Logging
import Scheduling

extension GoogleSignIn {
  /// Google's redirect back. The state is used up whatever follows; the invitation only by a connection.
  ///
  /// - Parameters:
  ///   - query: the raw query of the callback's URL, still escaped.
  ///   - cookies: the request's `Cookie` header.
  package func finish(query: String, cookies: String?) async -> SignInOutcome {
    let fields = FormFields(parsing: query)
    guard let text = fields["state"] else { return .stateExpired }
    let state = OneTimeSecret(text)
    let outcome: SignInOutcome
    do throws(LedgerFailure) {
      guard let pending = try await take(state) else { return .stateExpired }
      guard Self.cookie(Self.cookieName(state), in: cookies).map({ OneTimeSecret($0).digest }) == pending.browser else {
        return .otherBrowser
      }
      outcome = try await finish(pending, fields)
    } catch {
      outcome = .storage
    }
    logger.info("A Google sign-in ended", metadata: ["outcome": "\(outcome.label)"])
    return outcome
  }

  private func take(_ state: OneTimeSecret) async throws(LedgerFailure) -> PendingSignIn? {
    guard let kept = try await vault.consume(Self.key(state), at: clock.now()) else { return nil }
    do throws(SealFailure) {
      return PendingSignIn(stored: try sealer.openText(kept.value, as: PendingSignIn.id(state)))
    } catch {
      logger.warning("A stored sign-in cannot be opened")
      return nil
    }
  }

  private func finish(_ pending: PendingSignIn, _ fields: FormFields) async throws(LedgerFailure) -> SignInOutcome {
    if let error = fields["error"] { return error == "access_denied" ? .refusedByPerson : .answerUnusable }
    guard let code = fields["code"] else { return .answerUnusable }
    let deadline = Deadline(in: Self.patience, on: clock)
    let reply: TokenReply
    do throws(TokenRefusal) {
      reply = try await endpoint.redeem(code: code, verifier: pending.verifier, by: deadline)
    } catch {
      return SignInOutcome(error)
    }
    // No mention means: as asked (RFC 6749 section 5.1).
    let missing = GoogleScopes.missing(from: reply.scopes ?? GoogleScopes.signIn)
    guard missing.isEmpty else { return .missingScopes(missing) }
    let identity = await identify(reply, nonce: pending.nonce, by: deadline)
    return try await connect(
      pending.account, desk: pending.desk, reply, identity, invitation: pending.invitation)
  }

  /// The value of that cookie in a `Cookie` header (RFC 6265 section 4.2.1).
  private static func cookie(_ name: String, in header: String?) -> String? {
    for pair in (header ?? "").split(separator: ";") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = halves[0].drop { $0 == " " || $0 == "\t" }
      if key == name, halves.count == 2 { return String(halves[1]) }
    }
    return nil
  }
}

extension SignInOutcome {
  /// What a refusal of the token endpoint means to somebody who signs in.
  init(_ refusal: TokenRefusal) {
    switch refusal.consequence {
    case .passes: self = .unreachable
    case .endsGrant: self = .notAccepted(refusal)
    case .needsOperator: self = .misconfigured(refusal)
    }
  }

  /// For logs: the kind alone.
  var label: String {
    switch self {
    case .connected: "connected"
    case .refusedByPerson: "refusedByPerson"
    case .missingScopes: "missingScopes"
    case .stateExpired: "stateExpired"
    case .otherBrowser: "otherBrowser"
    case .wrongAccount: "wrongAccount"
    case .invitationUsed: "invitationUsed"
    case .notAccepted(let refusal), .misconfigured(let refusal): refusal.rawValue
    case .answerUnusable: "answerUnusable"
    case .unreachable: "unreachable"
    case .storage: "storage"
    }
  }
}
