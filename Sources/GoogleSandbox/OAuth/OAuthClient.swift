/// An application registered in a Cloud project.
struct OAuthClient: Sendable {
  var id: String
  var secret: String
  /// Empty means any that Google's rules allow.
  var redirectURIs: [String] = []
  /// An installed app may leave its secret out, may use any loopback port and always gets a refresh token.
  var isInstalled = false
  var isDeleted = false

  /// Whether an authorization may be sent to this address.
  ///
  /// Source: developers.google.com/identity/protocols/oauth2/web-server#uri-validation
  func accepts(redirect: String) -> Bool {
    guard let address = RedirectAddress(redirect), address.isAllowed else { return false }
    if redirectURIs.isEmpty || redirectURIs.contains(redirect) { return true }
    return isInstalled && address.isLoopback
      && redirectURIs.contains { registered in
        guard let other = RedirectAddress(registered) else { return false }
        return other.isLoopback && other.host == address.host && other.path == address.path
      }
  }
}

/// The parts of a redirect address that the rules speak of.
struct RedirectAddress {
  var scheme: String
  var host: String
  var path: String
  private var plain: Bool

  /// Nil where this is no absolute http or https URL.
  init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    path = String(rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" })
    plain = !text.contains("#") && !authority.contains("@") && !authority.contains("*") && !authority.isEmpty
    if authority.hasPrefix("[") {
      host = String(authority.prefix { $0 != "]" }.dropFirst())
    } else {
      host = authority.prefix { $0 != ":" }.lowercased()
    }
  }

  var isLoopback: Bool { host == "localhost" || host == "::1" || host == "127.0.0.1" }

  /// https unless loopback; no raw address, fragment, user information or wildcard.
  var isAllowed: Bool {
    guard plain else { return false }
    if isLoopback { return true }
    let isRawAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
    return scheme == "https" && !isRawAddress
  }
}
