/// What an application asks of an account's owner (facts 1.2), checked.
struct ConsentRequest: Sendable {
  var client: OAuthClient
  var redirect: String
  var scopes: [String]
  var state: String?
  var nonce: String?
  var challenge: Authority.Challenge?
  var loginHint: String?
  var prompts: Set<String>
  var isOffline: Bool
  var includesGranted: Bool

  /// A mistake that is shown as a page, since the address to redirect to cannot be trusted (RFC 6749, 4.1.2.1).
  struct Mistake: Error {
    var status: Int
    var code: String
    var hint: String
  }

  init(_ query: Pairs, in world: World) throws(Mistake) {
    guard let id = query["client_id"], !id.isEmpty else {
      throw Mistake(status: 400, code: "invalid_request", hint: "Missing required parameter: client_id")
    }
    guard let client = world.clients[id] else {
      throw Mistake(status: 401, code: "invalid_client", hint: "The OAuth client was not found.")
    }
    if client.isDeleted {
      throw Mistake(status: 401, code: "deleted_client", hint: "The OAuth client was deleted.")
    }
    guard let redirect = query["redirect_uri"], !redirect.isEmpty else {
      throw Mistake(status: 400, code: "invalid_request", hint: "Missing required parameter: redirect_uri")
    }
    guard client.accepts(redirect: redirect) else {
      throw Mistake(
        status: 400, code: "redirect_uri_mismatch",
        hint: "The redirect URI in the request does not match the ones authorized for the OAuth client.")
    }
    guard query["response_type"] == "code" else {
      let asked = query["response_type"]
      throw Mistake(
        status: 400, code: asked == nil ? "invalid_request" : "unsupported_response_type",
        hint: asked == nil ? "Required parameter is missing: response_type" : "Only response_type=code is supported.")
    }
    scopes = Scopes.split(query["scope"] ?? "")
    guard !scopes.isEmpty else {
      throw Mistake(status: 400, code: "invalid_request", hint: "Missing required parameter: scope")
    }
    if let unknown = scopes.first(where: { !Scopes.isKnown($0) }) {
      throw Mistake(status: 400, code: "invalid_scope", hint: "Some requested scopes were invalid: \(unknown)")
    }
    challenge = try ConsentRequest.challenge(query)
    self.client = client
    self.redirect = redirect
    state = query["state"]
    nonce = query["nonce"]
    loginHint = query["login_hint"]?.lowercased()
    prompts = Set((query["prompt"] ?? "").split(separator: " ").map(String.init))
    if query["approval_prompt"] == "force" { prompts.insert("consent") }
    // An installed app gets a refresh token whatever it asks for.
    isOffline = query["access_type"] == "offline" || client.isInstalled
    includesGranted = query.flag("include_granted_scopes") && !client.isInstalled
  }

  private static func challenge(_ query: Pairs) throws(Mistake) -> Authority.Challenge? {
    guard let value = query["code_challenge"] else {
      guard query["code_challenge_method"] == nil else {
        throw Mistake(status: 400, code: "invalid_request", hint: "Missing parameter: code_challenge")
      }
      return nil
    }
    switch query["code_challenge_method"] ?? "plain" {
    case "S256" where value.utf8.count == 43: return Authority.Challenge(value: value, isHashed: true)
    case "plain" where (43...128).contains(value.utf8.count): return Authority.Challenge(value: value, isHashed: false)
    case "S256", "plain":
      throw Mistake(status: 400, code: "invalid_request", hint: "Invalid parameter value for code_challenge")
    default:
      throw Mistake(status: 400, code: "invalid_request", hint: "Invalid parameter value for code_challenge_method")
    }
  }

  /// The redirect with an error, for what the account's owner (and not the application) decided.
  func redirect(error: String) -> Reply { redirect([("error", error)]) }

  func redirect(_ parameters: [(String, String)]) -> Reply {
    var all = parameters
    if let state { all.append(("state", state)) }
    let joint = redirect.contains("?") ? "&" : "?"
    var reply = Reply.empty(302)
    reply.headers.append(("Location", redirect + joint + Pairs(all).urlEncoded))
    return reply
  }
}
