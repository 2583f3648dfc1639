import Desk
import FoundationEssentials
import Scheduling

/// A link by which one account's owner may connect it to one desk: good for a day and for one connection.
///
/// The link carries a secret; the vault has its digest as the document's name. It is a document rather than a one-time
/// state because the page may be reloaded and the sign-in begun again: only a connection uses it up.
struct Invitation: Hashable, Sendable {
  static let kind = "google-invite"
  static let lifetime = Duration.hours(24)

  let desk: DeskKey
  let account: AccountID
  let lapses: Instant

  static func id(_ secret: OneTimeSecret) -> DocumentID { DocumentID(kind: kind, name: secret.digest) }
}

/// Between the redirect to Google and its callback: ten minutes, once, in the browser that began.
struct PendingSignIn: Hashable, Sendable {
  static let kind = "google-state"
  static let lifetime = Duration.minutes(10)

  /// The name of the invitation's document.
  let invitation: String
  let desk: DeskKey
  let account: AccountID
  /// PKCE's secret half (RFC 7636).
  let verifier: String
  /// Comes back in the `id_token`.
  let nonce: String
  /// The digest of the cookie that the browser was given.
  let browser: String

  /// The key of the one-time state, and the name that its value is sealed under.
  static func id(_ state: OneTimeSecret) -> DocumentID { DocumentID(kind: kind, name: state.digest) }
}

/// Both are stored as JSON, sealed.
extension Invitation {
  private struct Wire: Codable {
    let desk: String
    let account: String
    let lapses: Int64
  }

  var stored: [UInt8] {
    get throws {
      let wire = Wire(desk: desk.rawValue, account: account.rawValue, lapses: lapses.milliseconds)
      return Array(try JSONEncoder().encode(wire))
    }
  }

  init?(stored: [UInt8]) {
    let wire: Wire
    do { wire = try JSONDecoder().decode(Wire.self, from: Data(stored)) } catch { return nil }
    desk = DeskKey(wire.desk)
    account = AccountID(wire.account)
    lapses = Instant(milliseconds: wire.lapses)
  }
}

extension PendingSignIn {
  private struct Wire: Codable {
    let invitation: String
    let desk: String
    let account: String
    let verifier: String
    let nonce: String
    let browser: String
  }

  var stored: String {
    get throws {
      let wire = Wire(
        invitation: invitation, desk: desk.rawValue, account: account.rawValue, verifier: verifier, nonce: nonce,
        browser: browser)
      return String(decoding: try JSONEncoder().encode(wire), as: UTF8.self)
    }
  }

  init?(stored: String) {
    let wire: Wire
    do { wire = try JSONDecoder().decode(Wire.self, from: Data(stored.utf8)) } catch { return nil }
    invitation = wire.invitation
    desk = DeskKey(wire.desk)
    account = AccountID(wire.account)
    verifier = wire.verifier
    nonce = wire.nonce
    browser = wire.browser
  }
}
