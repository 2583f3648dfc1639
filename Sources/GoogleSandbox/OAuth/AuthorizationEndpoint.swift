/// `GET` and `POST /o/oauth2/v2/auth`: the consent page and what its buttons do.
///
/// A script decides without the page by `sandbox_decide=allow|deny` with optional `sandbox_account=` and
/// `sandbox_scopes=` (those ticked).
enum AuthorizationEndpoint {
  /// What the page adds to the request; none of it is part of the request itself.
  private static let answers: Set<String> = ["sandbox_decide", "sandbox_account", "sandbox_scopes", "granted_scope"]

  static func answer(_ inquiry: Inquiry, in world: inout World) -> Reply {
    let given = inquiry.method == "POST" ? inquiry.query.appending(inquiry.form) : inquiry.query
    let asked = given.removing(answers)
    do {
      let request = try ConsentRequest(asked, in: world)
      if let decision = given["sandbox_decide"] {
        return try decide(decision, request, given, isFromPage: inquiry.method == "POST", in: &world)
      }
      if let reply = decideAlone(request, in: &world) { return reply }
      let accounts = world.accounts.values.filter { !$0.isServiceAccount }.sorted { $0.email < $1.email }
      return .html(ConsentPage.form(request, original: asked, accounts: accounts))
    } catch {
      return .html(ConsentPage.failure(error), status: error.status)
    }
  }

  private static func decide(
    _ decision: String, _ request: ConsentRequest, _ given: Pairs, isFromPage: Bool, in world: inout World
  ) throws(ConsentRequest.Mistake) -> Reply {
    if decision == "deny" { return request.redirect(error: "access_denied") }
    guard decision == "allow" else {
      throw ConsentRequest.Mistake(status: 400, code: "invalid_request", hint: "sandbox_decide is allow or deny")
    }
    guard let account = account(given["sandbox_account"]?.lowercased(), request, in: world) else {
      throw ConsentRequest.Mistake(
        status: 400, code: "invalid_request", hint: "No such account in the sandbox: POST /sandbox/accounts makes one.")
    }
    var ticked = Set(request.scopes)
    if let words = given["sandbox_scopes"] {
      ticked = Set(Scopes.split(words))
    } else if isFromPage {
      ticked = Set(given.all("granted_scope"))
    }
    let granted = request.scopes.filter { Scopes.signIn.contains($0) || ticked.contains($0) }
    if granted.isEmpty { return request.redirect(error: "access_denied") }
    return grant(granted, to: request, account: account, in: &world)
  }

  private static func account(_ named: String?, _ request: ConsentRequest, in world: World) -> String? {
    if let named { return world.accounts[named].flatMap { $0.isServiceAccount ? nil : $0.email } }
    let people = world.accounts.values.filter { !$0.isServiceAccount }
    if let hint = request.loginHint {
      return people.first { $0.email == hint || $0.subject == hint }?.email
    }
    return people.min { $0.email < $1.email }?.email
  }

  /// Where everything was granted before and nobody asked for the page, it does not appear; with `prompt=none` it
  /// never does.
  private static func decideAlone(_ request: ConsentRequest, in world: inout World) -> Reply? {
    let people = world.accounts.values.filter { !$0.isServiceAccount }
    let isCertain = request.loginHint != nil || people.count == 1
    let account = isCertain ? account(nil, request, in: world) : nil
    if let account, request.prompts.isEmpty || request.prompts == ["none"] {
      let before = world.authority.consents[.init(account: account, client: request.client.id)] ?? []
      if Set(before).isSuperset(of: request.scopes) {
        return grant(request.scopes, to: request, account: account, in: &world)
      }
    }
    guard request.prompts == ["none"] else { return nil }
    return request.redirect(error: account == nil ? "login_required" : "interaction_required")
  }

  private static func grant(
    _ scopes: [String], to request: ConsentRequest, account: String, in world: inout World
  ) -> Reply {
    let key = Authority.Consent(account: account, client: request.client.id)
    let before = world.authority.consents[key]
    let joined = (before ?? []) + scopes.filter { !(before ?? []).contains($0) }
    world.authority.consents[key] = joined
    let granted = request.includesGranted ? joined : scopes
    let code = "4/0" + world.random.secret(60)
    world.authority.codes[code] = Authority.Code(
      account: account, client: request.client.id, redirect: request.redirect, scopes: granted,
      challenge: request.challenge, nonce: request.nonce, offline: request.isOffline,
      refreshable: request.isOffline && (before == nil || request.prompts.contains("consent")),
      expires: world.clock.now.adding(seconds: 600))
    return request.redirect([("code", code), ("scope", granted.joined(separator: " "))])
  }
}
