import FoundationEssentials
import JWTKit

/// A service account's key file, as the Google Cloud console gives it out. Its description hides the key.
///
/// Source: <https://developers.google.com/identity/protocols/oauth2/service-account>
package struct ServiceAccountKey: Sendable, CustomStringConvertible {
  /// The service account's own address, `…@….iam.gserviceaccount.com`, lower-cased.
  package let clientEmail: String
  package let keyID: String
  /// What the assertion names as its audience; sent is it to the token endpoint of the settings.
  package let tokenURI: String
  let privateKey: Insecure.RSA.PrivateKey

  /// Reads the key file's bytes.
  package init(parsing file: [UInt8]) throws(ServiceAccountKeyMistake) {
    let wire = try Self.decode(file)
    guard let type = wire.type else { throw .missing(member: "type") }
    guard type == "service_account" else {
      throw .wrongType(type == "authorized_user" ? "a person's credentials" : nil)
    }
    clientEmail = try Self.require(wire.clientEmail, "client_email").lowercased()
    keyID = try Self.require(wire.privateKeyID, "private_key_id")
    tokenURI = wire.tokenURI.flatMap { $0.isEmpty ? nil : $0 } ?? GoogleEndpoints.google.token
    let pem = try Self.require(wire.privateKey, "private_key")
    do {
      privateKey = try Insecure.RSA.PrivateKey(pem: pem)
    } catch {
      throw .unreadablePrivateKey
    }
  }

  package var description: String { "ServiceAccountKey(\(clientEmail))" }

  private static func decode(_ file: [UInt8]) throws(ServiceAccountKeyMistake) -> Wire {
    do {
      return try JSONDecoder().decode(Wire.self, from: Data(file))
    } catch {
      throw .notJSON
    }
  }

  private static func require(_ value: String?, _ member: String) throws(ServiceAccountKeyMistake) -> String {
    guard let value, !value.isEmpty else { throw .missing(member: member) }
    return value
  }

  private struct Wire: Decodable {
    let type: String?
    let clientEmail: String?
    let privateKeyID: String?
    let privateKey: String?
    let tokenURI: String?

    enum CodingKeys: String, CodingKey {
      case type
      case clientEmail = "client_email"
      case privateKeyID = "private_key_id"
      case privateKey = "private_key"
      case tokenURI = "token_uri"
    }
  }
}

/// Why a service account's key file cannot be used. Holds nothing of the key.
package enum ServiceAccountKeyMistake: Error, Hashable, Sendable {
  case notJSON
  /// The text says what it seems to be instead, where that is known.
  case wrongType(String?)
  case missing(member: String)
  case unreadablePrivateKey

  /// For the operator, to stand behind "GOOGLE_SERVICE_ACCOUNT_FILE ".
  package var sentence: String {
    switch self {
    case .notJSON: "is not the JSON key file of a service account."
    case .wrongType(let other?): "holds \(other), not a service account's key (its type is not service_account)."
    case .wrongType(nil): "is not a service account's key (its type is not service_account)."
    case .missing(let member): "lacks the member \(member): download the key again."
    case .unreadablePrivateKey:
      "has a private_key that is no PEM of an RSA key of 2048 bits or more: download the key again."
    }
  }
}
