import Desk
import Scheduling
import Yams

/// A signing key as an entry of `secrets` writes it: `{hmac: KEY}`, and how Vapi signs where that is not the usual way.
enum SigningReading {
  static let names = [
    "hmac", "base64", "header", "prefix", "algorithm", "encoding", "payload", "timestamp", "tolerance",
  ]
  private static let placeholders = ["{body}", "{timestamp}", "{method}", "{url}", "{svix-id}"]
  private static let tolerances: ClosedRange<Duration> = .minutes(1) ... .minutes(1440)
  private static let longestText = 200

  static func read(_ node: Node, _ findings: inout Findings) -> WrittenSigningKey? {
    guard let fields = Fields(node, of: "a signing key", knowing: names, &findings) else { return nil }
    let form = form(of: fields, &findings)
    guard let place = fields.needed("hmac", &findings), let secret = WrittenSecret.read(place, &findings) else {
      return nil
    }
    switch secret {
    case .digest(let digest):
      return WrittenSigningKey(
        key: .stored(digest), form: form, line: place.mark?.line ?? 1, column: place.mark?.column ?? 1)
    case .plain(let text):
      guard !form.isBase64 || Base64.decode(text) != nil else {
        findings.note("The key is not base64, which base64 says it is.", at: place)
        return nil
      }
      return WrittenSigningKey(
        key: .plain(text), form: form, line: place.mark?.line ?? 1, column: place.mark?.column ?? 1)
    }
  }

  private static func form(of fields: Fields, _ findings: inout Findings) -> SignatureForm {
    var form = SignatureForm()
    if let node = fields.value("base64") { form.isBase64 = Words.flag(node, "base64", &findings) ?? false }
    if let node = fields.value("header"), let name = header(node, "header", &findings) { form.header = name }
    if let node = fields.value("prefix"), let prefix = prefix(node, &findings) { form.prefix = prefix }
    if let node = fields.value("algorithm"),
      let algorithm: SignatureForm.Algorithm = Words.choice(node, "algorithm", &findings)
    {
      form.algorithm = algorithm
    }
    if let node = fields.value("encoding"),
      let encoding: SignatureForm.Encoding = Words.choice(node, "encoding", &findings)
    {
      form.encoding = encoding
    }
    if let node = fields.value("payload"), let payload = payload(node, &findings) { form.payload = payload }
    if let node = fields.value("timestamp"), let name = header(node, "timestamp", &findings) {
      form.timestampHeader = name == "none" ? nil : name
    }
    if let node = fields.value("tolerance"),
      let tolerance = Lengths.read(node, "tolerance", within: tolerances, &findings)
    {
      form.tolerance = tolerance
    }
    return form
  }

  /// A field name of RFC 9110 section 5.1, lower-case.
  private static func header(_ node: Node, _ name: String, _ findings: inout Findings) -> String? {
    guard let text = Words.text(node, name, &findings) else { return nil }
    let isToken = text.utf8.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && !#""(),/:;<=>?@[\]{}"#.utf8.contains(byte)
    }
    guard isToken, text.utf8.count <= longestText else {
      findings.note("\(name) “\(text.shown)” is not the name of a header, such as x-signature.", at: node)
      return nil
    }
    return text.lowercased()
  }

  /// Blanks count, also at its ends.
  private static func prefix(_ node: Node, _ findings: inout Findings) -> String? {
    guard case .scalar(let scalar) = node, scalar.string.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
      scalar.string.utf8.count <= longestText
    else {
      findings.note("prefix must be a single text of visible ASCII characters, such as “sha256=”.", at: node)
      return nil
    }
    return scalar.string
  }

  /// The body must be signed, and a placeholder that is unknown would be signed as it stands, which nothing matches.
  private static func payload(_ node: Node, _ findings: inout Findings) -> String? {
    guard case .scalar(let scalar) = node, scalar.string.utf8.count <= longestText, scalar.string.contains("{body}")
    else {
      findings.note("payload must be a single text that holds {body}, such as “{timestamp}.{body}”.", at: node)
      return nil
    }
    var rest = scalar.string
    for known in placeholders { rest = rest.split(separator: known, omittingEmptySubsequences: false).joined() }
    guard !rest.contains("{"), !rest.contains("}") else {
      findings.note("payload may hold \(placeholders.joined(separator: ", ")) and no other placeholder.", at: node)
      return nil
    }
    return scalar.string
  }
}
