import FoundationEssentials
import Scheduling

extension GrantDocument {
  /// The document as JSON, for sealing.
  var stored: [UInt8] {
    get throws {
      var wire = Wire()
      switch source {
      case .person(let subject):
        wire.kind = "user"
        wire.subject = subject
      case .serviceAccount(let email, let delegated):
        wire.kind = "serviceAccount"
        wire.serviceAccount = email
        wire.delegated = delegated
      }
      switch state {
      case .active: wire.state = "active"
      case .needsReconnecting(let refusal):
        wire.state = "needsReconnecting"
        wire.reason = refusal.rawValue
      }
      wire.scopes = scopes
      wire.refreshToken = refreshToken
      wire.accessToken = accessToken
      wire.issued = issued?.milliseconds
      wire.expires = expires?.milliseconds
      wire.grantEnds = grantEnds?.milliseconds
      wire.refusedAt = refusedAt?.milliseconds
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(wire))
    }
  }

  /// `nil` when the bytes are no document that this version knows. A reason from a later version counts as one unknown.
  init?(stored bytes: [UInt8]) {
    let wire: Wire
    do { wire = try JSONDecoder().decode(Wire.self, from: Data(bytes)) } catch { return nil }
    switch (wire.kind, wire.serviceAccount) {
    case ("user", _): source = .person(subject: wire.subject)
    case ("serviceAccount", let email?): source = .serviceAccount(email, delegated: wire.delegated ?? false)
    default: return nil
    }
    switch wire.state {
    case "active": state = .active
    case "needsReconnecting":
      state = .needsReconnecting(wire.reason.flatMap(TokenRefusal.init(rawValue:)) ?? .unrecognised)
    default: return nil
    }
    scopes = wire.scopes
    refreshToken = wire.refreshToken
    accessToken = wire.accessToken
    issued = wire.issued.map(Instant.init(milliseconds:))
    expires = wire.expires.map(Instant.init(milliseconds:))
    grantEnds = wire.grantEnds.map(Instant.init(milliseconds:))
    refusedAt = wire.refusedAt.map(Instant.init(milliseconds:))
  }

  /// Times are milliseconds since 1970.
  private struct Wire: Codable {
    var kind = ""
    var subject: String?
    var serviceAccount: String?
    var delegated: Bool?
    var state = ""
    var reason: String?
    var scopes: [String]?
    var refreshToken: String?
    var accessToken: String?
    var issued: Int64?
    var expires: Int64?
    var grantEnds: Int64?
    var refusedAt: Int64?
  }
}
