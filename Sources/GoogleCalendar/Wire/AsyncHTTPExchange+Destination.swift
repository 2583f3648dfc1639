import FoundationEssentials

extension AsyncHTTPExchange {
  /// Whether a request may go there at all: `https`, or plain `http` to this very machine (the sandbox). A token sent in
  /// the clear to anywhere else would be a token given away (RFC 6750, section 5.3).
  package static func isAllowed(url: String) -> Bool {
    guard let parts = URLComponents(string: url), parts.user == nil, parts.password == nil,
      let host = parts.host, !host.isEmpty
    else { return false }
    switch parts.scheme?.lowercased() {
    case "https": return true
    case "http": return isLoopback(host: host)
    default: return false
    }
  }

  /// Whether a URL's host is this machine by its name: `localhost`, `127.0.0.0/8` in its usual form of four decimal
  /// numbers, and `::1` (RFC 6761 section 6.3, RFC 8252 section 7.3). Names below `localhost` are not: a resolver may
  /// send them anywhere.
  package static func isLoopback(host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "[::1]" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "127" else { return false }
    return parts.allSatisfy { part in
      part.utf8.allSatisfy { (48...57).contains($0) } && UInt8(part) != nil
    }
  }
}
