import CryptoExtras
import JWTKit

/// `POST /sandbox/serviceaccounts`: an account with an RSA key, answered as the key file that the Cloud console offers.
enum ServiceAccountIssue {
  static func answer(_ inquiry: Inquiry, _ realm: Realm) throws(ControlError) -> Reply {
    let asked = try ControlBodies.NewServiceAccount.read(inquiry.body)
    let project = asked.project ?? "sandbox-project"
    let email = (asked.email ?? "frontdesk@\(project).iam.gserviceaccount.com").lowercased()
    guard email.contains("@") else {
      throw ControlError("email is an address; expected \(ControlBodies.NewServiceAccount.expected)")
    }
    // Making a key takes a while, so it is done before the lock is taken.
    let key = try makeKey(asked.publicKey)
    let (keyID, clientID) = realm.change { world in
      let keyID = world.random.word(40, of: "0123456789abcdef")
      world.register(email, keyID: keyID, publicKey: key.publicPEM, delegated: asked.delegated ?? false)
      return (keyID, world.accounts[email]?.subject ?? "")
    }
    let base = "http://\(inquiry.headers["host"] ?? "localhost")"
    var file: JSON = [
      "type": "service_account", "project_id": .string(project), "private_key_id": .string(keyID),
      "client_email": .string(email), "client_id": .string(clientID), "auth_uri": .string(base + "/o/oauth2/auth"),
      "token_uri": .string(base + "/token"),
      "auth_provider_x509_cert_url": .string(base + "/oauth2/v1/certs"),
      "client_x509_cert_url": .string(base + "/robot/v1/metadata/x509/" + Percent.encode(email)),
      "universe_domain": "googleapis.com",
    ]
    file["private_key"] = key.privatePEM.map { .string($0) }
    return .json(file)
  }

  /// A new key pair; where the caller keeps the private key to himself, the public one alone.
  private static func makeKey(_ given: String?) throws(ControlError) -> (publicPEM: String, privatePEM: String?) {
    do {
      if let given { return (try Insecure.RSA.PublicKey(pem: given).pemRepresentation, nil) }
      let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      return (key.publicKey.pemRepresentation, key.pkcs8PEMRepresentation)
    } catch {
      throw ControlError("publicKey is not an RSA key in PEM; expected \(ControlBodies.NewServiceAccount.expected)")
    }
  }
}
