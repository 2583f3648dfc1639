import Desk
import Scheduling

/// Google's token and revocation endpoints: one request, one answer, no retry.
///
/// Sources: RFC 6749 sections 4.1.3 and 6, RFC 7523 section 2.1, RFC 7009.
struct TokenEndpoint: Sendable {
  let endpoints: GoogleEndpoints
  /// `nil` where only service accounts are configured.
  let client: OAuthClientSettings?
  let exchange: any HTTPExchange
  let clock: any Timekeeper

  func redeem(code: String, verifier: String, by deadline: Deadline) async throws(TokenRefusal) -> TokenReply {
    guard let client else { throw .clientNotConfigured }
    return try await ask(
      [
        ("grant_type", "authorization_code"), ("code", code), ("client_id", client.id),
        ("client_secret", client.secret), ("redirect_uri", client.redirectURI), ("code_verifier", verifier),
      ],
      .authorizationCode, by: deadline)
  }

  func refresh(_ refreshToken: String, by deadline: Deadline) async throws(TokenRefusal) -> TokenReply {
    guard let client else { throw .clientNotConfigured }
    return try await ask(
      [
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", client.id),
        ("client_secret", client.secret),
      ],
      .refresh, by: deadline)
  }

  func redeem(assertion: String, by deadline: Deadline) async throws(TokenRefusal) -> TokenReply {
    try await ask(
      [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)],
      .assertion, by: deadline)
  }

  enum Revocation: Hashable, Sendable {
    case revoked
    /// Google did not know it any more: revoked before, or run out.
    case alreadyDead
    case failed
  }

  /// Ends everything that the account's owner has granted to this Cloud project.
  func revoke(_ token: String, by deadline: Deadline) async -> Revocation {
    do throws(ExchangeFailure) {
      let answer = try await exchange.send(
        post(endpoints.revocation, [("token", token)]), by: deadline)
      if answer.status == 200 { return .revoked }
      return answer.status == 400 && TokenErrorReply(answer.body).error == "invalid_token" ? .alreadyDead : .failed
    } catch {
      return .failed
    }
  }

  private func ask(
    _ fields: [(name: String, value: String)], _ kind: TokenRequestKind, by deadline: Deadline
  ) async throws(TokenRefusal) -> TokenReply {
    let sentAt = clock.now()
    let answer: HTTPExchangeResponse
    do throws(ExchangeFailure) {
      answer = try await exchange.send(post(endpoints.token, fields), by: deadline)
    } catch {
      throw .unavailable
    }
    guard answer.status == 200 else {
      let reply = TokenErrorReply(answer.body)
      throw TokenRefusal(
        status: answer.status, code: reply.error, description: reply.description, subtype: reply.subtype, to: kind)
    }
    guard let reply = TokenReply(answer.body, sentAt: sentAt) else { throw .unrecognised }
    return reply
  }

  private func post(_ url: String, _ fields: [(name: String, value: String)]) -> HTTPExchangeRequest {
    HTTPExchangeRequest(
      method: .post, url: url,
      headers: [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")],
      body: Array(FormFields(fields).encoded.utf8))
  }
}
