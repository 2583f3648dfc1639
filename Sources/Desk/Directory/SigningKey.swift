/// A key of a desk's own under which its messages are signed, and how they are. Its description shows nothing of it.
///
/// Unlike a secret that is sent, it must be known whole to verify anything; so it is kept sealed (``Keyring``).
package struct SigningKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// As it is entered at the platform.
  package let text: String
  package let form: SignatureForm

  package init(_ text: String, form: SignatureForm = SignatureForm()) {
    self.text = text
    self.form = form
  }

  /// Of the text: names the key where it may not be shown. It opens nothing.
  package var digest: SecretDigest { SecretDigest(of: text) }

  /// The digest of what is really signed with, however it is written. A key and the same with zeros after it sign alike
  /// (RFC 2104 section 2), so these do not count.
  package var keyDigest: SecretDigest {
    let bytes = form.isBase64 ? Base64.decode(text) ?? Array(text.utf8) : Array(text.utf8)
    return SecretDigest(of: Array(bytes.reversed().drop { $0 == 0 }.reversed()))
  }

  package var description: String { "SigningKey(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a signature is made and sent: the fields of Vapi's `HMACAuthenticationPlan`, with its defaults.
package struct SignatureForm: Hashable, Sendable {
  package enum Algorithm: String, Hashable, Sendable, CaseIterable { case sha256, sha512, sha1 }
  package enum Encoding: String, Hashable, Sendable, CaseIterable { case hex, base64 }

  /// Whether the key's text is base64 of the real one.
  package var isBase64 = false
  /// Lower-case.
  package var header = "x-signature"
  /// What stands before the signature in the header; empty: nothing.
  package var prefix = ""
  package var algorithm = Algorithm.sha256
  package var encoding = Encoding.hex
  /// Holds `{body}`.
  package var payload = "{timestamp}.{body}"
  /// Lower-case; `nil`: no time is sent, and a message can be replayed.
  package var timestampHeader: String? = "x-timestamp"
  /// How far a signed time may lie from now, in either direction.
  package var tolerance = Duration.seconds(300)

  package init() {}
}
