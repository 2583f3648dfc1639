import HTTPTypes
import Hummingbird

/// The cookie that ties a sign-in to the browser it was begun in (RFC 9700 section 4.7).
///
/// With TLS its name begins with `__Host-`, so that no neighbouring host can set it (RFC 6265bis section 4.1.3). Browsers
/// refuse such a cookie without TLS, so on a loopback address it goes without.
struct SignInCookie: Sendable {
  /// As long as a sign-in may take; the state lapses then too.
  static let seconds = 600

  private let isHTTPS: Bool

  init(isHTTPS: Bool) { self.isHTTPS = isHTTPS }

  var name: String { isHTTPS ? "__Host-frontdesk-signin" : "frontdesk-signin" }

  func set(_ value: String) -> String { field(value, maxAge: Self.seconds) }

  func cleared() -> String { field("", maxAge: 0) }

  /// The one value that the browser sent; `nil` when there is none, or more than one of that name.
  func value(in request: Request) -> String? {
    let fields = request.headers[values: .cookie].joined(separator: ";")
    let pairs = fields.split(separator: ";").map { (pair: Substring) in pair.drop { $0 == " " } }
    let values = pairs.filter { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    return values.count == 1 ? values[0] : nil
  }

  private func field(_ value: String, maxAge: Int) -> String {
    "\(name)=\(value); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax" + (isHTTPS ? "; Secure" : "")
  }
}
