import Crypto

extension SecretDigest {
  /// The digest of a secret as it is sent: of its UTF-8 bytes, nothing added.
  package init(of secret: String) {
    self.init(of: Array(secret.utf8))
  }

  init(of secret: [UInt8]) { self.init(hexadecimal: SHA256.hash(data: secret).hexadecimal) }
}
