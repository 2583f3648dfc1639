import FoundationEssentials
import Scheduling

/// What the token endpoint answers when it gives a token (RFC 6749 section 5.1). Unknown members are ignored.
struct TokenReply: Sendable {
  let accessToken: String
  /// When the request was sent: the token cannot have been issued earlier.
  let issued: Instant
  let expires: Instant
  /// The granted scopes; `nil` when the answer does not say.
  let scopes: [String]?
  let refreshToken: String?
  /// When the grant ends by itself: Google's testing mode, and grants limited in time.
  let grantEnds: Instant?
  let idToken: String?

  /// `nil` when this is no such answer.
  init?(_ body: [UInt8], sentAt: Instant) {
    let wire: Wire
    do { wire = try JSONDecoder().decode(Wire.self, from: Data(body)) } catch { return nil }
    guard !wire.accessToken.isEmpty else { return nil }
    accessToken = wire.accessToken
    issued = sentAt
    expires = sentAt + .seconds(Self.sensible(wire.expiresIn?.seconds ?? Self.unsaidLifetime))
    scopes = wire.scope.map(GoogleScopes.split)
    refreshToken = wire.refreshToken.flatMap { $0.isEmpty ? nil : $0 }
    grantEnds = wire.refreshTokenExpiresIn.flatMap { $0.seconds > 0 ? sentAt + .seconds($0.seconds) : nil }
    idToken = wire.idToken
  }

  /// Google always says; where nothing is said, little is assumed.
  private static let unsaidLifetime: Int64 = 600

  private static func sensible(_ seconds: Int64) -> Int64 { min(max(seconds, 0), 86_400) }

  private struct Wire: Decodable {
    let accessToken: String
    let expiresIn: Seconds?
    let scope: String?
    let refreshToken: String?
    let refreshTokenExpiresIn: Seconds?
    let idToken: String?

    enum CodingKeys: String, CodingKey {
      case accessToken = "access_token"
      case expiresIn = "expires_in"
      case scope
      case refreshToken = "refresh_token"
      case refreshTokenExpiresIn = "refresh_token_expires_in"
      case idToken = "id_token"
    }
  }

  /// A number, or a number in a string, as some gateways send it.
  private struct Seconds: Decodable {
    let seconds: Int64

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let value: Double?
      do { value = try container.decode(Double.self) } catch { value = Double(try container.decode(String.self)) }
      guard let value, let seconds = Int64(exactly: value.rounded(.down)), abs(seconds) < 1 << 40 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "no number of seconds")
      }
      self.seconds = seconds
    }
  }
}

/// An error answer of the token and revocation endpoints.
struct TokenErrorReply: Decodable, Sendable {
  let error: String?
  let description: String?
  let subtype: String?

  enum CodingKeys: String, CodingKey {
    case error
    case description = "error_description"
    case subtype = "error_subtype"
  }

  /// What is no JSON has no members: a proxy's page, for instance.
  init(_ body: [UInt8]) {
    do {
      self = try JSONDecoder().decode(TokenErrorReply.self, from: Data(body))
    } catch {
      self.error = nil
      description = nil
      subtype = nil
    }
  }
}
