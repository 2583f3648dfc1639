import Desk
import FoundationEssentials
import Logging
import Scheduling

extension GoogleSignIn {
  /// Whose the tokens are.
  struct Identity: Hashable, Sendable {
    /// Google's `sub`, if the answer has an `id_token`.
    let subject: String?
    let email: AccountID
  }

  /// From the `id_token`; where there is none (an imported grant without the `email` scope), from the primary calendar,
  /// whose id is the account's address. `nil`: not proven.
  /// - Parameter nonce: what this sign-in sent along; `nil` for an answer to a refresh.
  func identify(_ reply: TokenReply, nonce: String?, by deadline: Deadline) async -> Identity? {
    guard let token = reply.idToken else {
      return await primaryCalendar(reply.accessToken, by: deadline).map { Identity(subject: nil, email: $0) }
    }
    do throws(IdentityToken.Mistake) {
      let identity = try IdentityToken(token, clientID: client.id, nonce: nonce, now: clock.now())
      var email = identity.email
      if email == nil { email = await primaryCalendar(reply.accessToken, by: deadline) }
      return email.map { Identity(subject: identity.subject, email: $0) }
    } catch {
      logger.warning("Google's id_token does not prove who signed in", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  /// `calendarList.get` of `primary`: the one method our scopes permit that tells the address.
  private func primaryCalendar(_ accessToken: String, by deadline: Deadline) async -> AccountID? {
    let request = HTTPExchangeRequest(
      method: .get, url: endpoints.api + "/calendar/v3/users/me/calendarList/primary",
      headers: [("authorization", "Bearer \(accessToken)"), ("accept", "application/json")])
    do throws(ExchangeFailure) {
      let answer = try await exchange.send(request, by: deadline)
      return answer.status == 200 ? Self.calendarID(answer.body) : nil
    } catch {
      return nil
    }
  }

  private static func calendarID(_ body: [UInt8]) -> AccountID? {
    struct Entry: Decodable { let id: String }
    do {
      let id = try JSONDecoder().decode(Entry.self, from: Data(body)).id
      return id.contains("@") ? AccountID(id) : nil
    } catch {
      return nil
    }
  }
}
