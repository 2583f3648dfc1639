/// Everything that Google itself would answer, chosen by path.
struct GoogleSide: Sendable {
  let realm: Realm

  func answer(_ inquiry: Inquiry) async -> Reply {
    switch inquiry.path {
    case "/token", "/o/oauth2/token", "/oauth2/v3/token", "/oauth2/v4/token": return await token(inquiry)
    case "/o/oauth2/v2/auth", "/o/oauth2/auth":
      guard inquiry.method == "GET" || inquiry.method == "POST" else { return .empty(405) }
      return realm.change { AuthorizationEndpoint.answer(inquiry, in: &$0) }
    case "/revoke", "/o/oauth2/revoke":
      guard inquiry.method == "POST" else { return .empty(405) }
      return oauth { world throws(OAuthError) in try TokenFacts.revoke(inquiry, in: &world) }
    case "/tokeninfo", "/oauth2/v3/tokeninfo":
      return oauth { world throws(OAuthError) in try TokenFacts.describe(inquiry, in: world) }
    case "/oauth2/v1/tokeninfo", "/oauth2/v2/tokeninfo":
      return oauth { world throws(OAuthError) in try TokenFacts.describeOldForm(inquiry, in: world) }
    case "/v1/userinfo", "/oauth2/v3/userinfo":
      return realm.change { TokenFacts.userInfo(inquiry, isOldForm: false, in: $0) }
    case "/oauth2/v2/userinfo", "/oauth2/v1/userinfo":
      return realm.change { TokenFacts.userInfo(inquiry, isOldForm: true, in: $0) }
    default:
      guard inquiry.segments.prefix(2) == ["calendar", "v3"] else { return APIError.notFound.reply }
      return realm.change { Gate.answer(inquiry, in: &$0) }
    }
  }

  private func token(_ inquiry: Inquiry) async -> Reply {
    guard inquiry.method == "POST" else { return .empty(405) }
    let form = inquiry.form
    switch form["grant_type"] {
    case "authorization_code":
      return oauth { world throws(OAuthError) in try TokenEndpoint.exchangeCode(inquiry, form, in: &world) }
    case "refresh_token":
      return oauth { world throws(OAuthError) in try TokenEndpoint.refresh(inquiry, form, in: &world) }
    case Assertion.grantType: return await redeem(inquiry, form)
    case nil, "": return OAuthError.request("Missing required parameter: grant_type").reply
    case let other?:
      return OAuthError(
        status: 400, error: "unsupported_grant_type", description: "Invalid grant_type: \(other)"
      ).reply
    }
  }

  /// The signature is checked outside the lock, since that takes a while.
  private func redeem(_ inquiry: Inquiry, _ form: Pairs) async -> Reply {
    do throws(OAuthError) {
      let assertion = try Assertion(form)
      let account = realm.change { world in assertion.issuer.flatMap { world.serviceAccounts[$0] } }
      try await assertion.verify(account)
      guard let account else { throw OAuthError.grant("Invalid grant: account not found") }
      let audience = "http://\(inquiry.headers["host"] ?? "")\(inquiry.path)"
      return oauth { world throws(OAuthError) in
        try assertion.redeem(for: account, audience: audience, in: &world)
      }
    } catch {
      return error.reply
    }
  }

  private func oauth(_ answer: (inout World) throws(OAuthError) -> JSON) -> Reply {
    realm.change { world in
      do throws(OAuthError) {
        return .json(try answer(&world))
      } catch {
        return error.reply
      }
    }
  }
}
