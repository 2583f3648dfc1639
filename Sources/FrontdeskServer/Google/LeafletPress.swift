import Desk
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Makes pages out of notices. The templates are part of the program; every value is escaped as text, and none
/// from outside stands inside a tag.
struct LeafletPress: Sendable {
  private let library: MustacheLibrary
  private let randomness: Randomness
  private let isHTTPS: Bool

  /// - Parameter isHTTPS: browsers reach the server over TLS, and are told to keep to it.
  init(isHTTPS: Bool, randomness: Randomness) throws {
    library = MustacheLibrary(templates: [
      "leaflet": try MustacheTemplate(string: String(decoding: PackageResources.leaflet_mustache, as: UTF8.self)),
      "style": try MustacheTemplate(string: String(decoding: PackageResources.style_mustache, as: UTF8.self)),
    ])
    self.randomness = randomness
    self.isHTTPS = isHTTPS
  }

  func page(_ leaflet: Leaflet, status: HTTPResponse.Status) -> Response {
    let nonce = randomness.hexadecimal(bytes: 16)
    let body = ByteBuffer(string: html(leaflet, nonce: nonce))
    var response = Reply.make(status, type: "text/html; charset=utf-8", body: body)
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    if isHTTPS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }

  func html(_ leaflet: Leaflet, nonce: String) -> String {
    let values: [String: Any] = [
      "nonce": nonce, "title": Self.clean(leaflet.title), "tone": leaflet.tone.rawValue,
      "paragraphs": leaflet.paragraphs.map(Self.clean), "items": leaflet.items.map(Self.clean),
      "afterwards": leaflet.afterwards.map { [Self.clean($0)] } ?? [],
    ]
    return library.render(values, withTemplate: "leaflet") ?? ""
  }

  /// Leaves out signs that cannot be seen or that join the one before: an escaped sign must stay a sign of its own, since
  /// the template engine escapes whole characters.
  static func clean(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
      default: break
      }
      let joins = scalar.properties.isGraphemeExtend || scalar.properties.generalCategory == .spacingMark
      if joins, let last = clean.last, "<>&\"'".unicodeScalars.contains(last) { continue }
      clean.append(scalar)
    }
    return String(clean)
  }
}
