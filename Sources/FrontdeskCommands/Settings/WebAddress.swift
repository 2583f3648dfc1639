import Foundation
import GoogleCalendar

/// An absolute `https` URL, or an `http` one of this machine itself, without a slash at its end.
struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  let text: String
  /// Whether the host is this machine by its name, by the rule that requests are held to as well
  /// (``AsyncHTTPExchange/isLoopback(host:)``).
  let isLoopback: Bool
  /// Lower-case, without its port.
  let host: String
  /// Begins with a slash, or is empty.
  let path: String

  var description: String { text }

  /// Reads what a setting holds.
  init(_ written: String) throws(Misfit) {
    let remedy = "a URL such as https://frontdesk.example.com"
    guard let components = URLComponents(string: written, encodingInvalidCharacters: false),
      let scheme = components.scheme?.lowercased(), let host = components.host, !host.isEmpty
    else { throw Misfit("is not an absolute URL", write: remedy, mayShow: false) }
    guard components.user == nil, components.password == nil else {
      throw Misfit("holds a user name or a password", write: remedy, mayShow: false)
    }
    guard components.query == nil, components.fragment == nil else {
      throw Misfit("holds a query or a fragment", write: "the URL without “?” and “#”", mayShow: false)
    }
    let isLoopback = AsyncHTTPExchange.isLoopback(host: host)
    guard scheme == "https" || (scheme == "http" && isLoopback) else {
      throw Misfit(
        "does not begin with https://", write: "an https URL (http is accepted for localhost and 127.0.0.1 only)")
    }
    var text = written[...]
    while text.last == "/" { text.removeLast() }
    var path = components.path[...]
    while path.last == "/" { path.removeLast() }
    self.text = String(text)
    self.isLoopback = isLoopback
    self.host = host.lowercased()
    self.path = String(path)
  }

  /// The server itself, as this machine reaches it.
  init(loopbackPort port: Int) {
    text = "http://127.0.0.1:\(port)"
    isLoopback = true
    host = "127.0.0.1"
    path = ""
  }

  private init(text: String, isLoopback: Bool, host: String, path: String) {
    self.text = text
    self.isLoopback = isLoopback
    self.host = host
    self.path = path
  }

  /// The address with a path below it.
  func appending(path more: String) -> WebAddress {
    WebAddress(text: text + more, isLoopback: isLoopback, host: host, path: path + more)
  }
}
