import GoogleCalendar
import HTTPTypes
import Hummingbird
import Scheduling

/// How the cookie of a sign-in travels (RFC 9700 section 4.7).
///
/// With TLS its name begins with `__Host-`, so that no neighbouring host can set it (RFC 6265bis section 4.1.3). Browsers
/// refuse such a cookie without TLS, so on a loopback address it goes without.
struct BrowserCookies: Sendable {
  private let isHTTPS: Bool

  init(isHTTPS: Bool) { self.isHTTPS = isHTTPS }

  private var prefix: String { isHTTPS ? "__Host-" : "" }

  func field(setting cookie: SignInCookie) -> String {
    let seconds = cookie.maximumAge.wholeMilliseconds / 1000
    return "\(prefix)\(cookie.name)=\(cookie.value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
      + (isHTTPS ? "; Secure" : "")
  }

  /// The cookies of a request under the names that they were given; with TLS only those that had to be set here.
  func received(in request: Request) -> String {
    let fields = request.headers[values: .cookie].joined(separator: ";")
    let pairs = fields.split(separator: ";").map { (pair: Substring) in pair.drop { $0 == " " } }
    return pairs.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }.joined(separator: "; ")
  }
}
