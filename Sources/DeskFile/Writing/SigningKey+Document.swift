import Desk

extension SigningKey {
  /// An entry of `secrets`: the digest in place of the key, and what is not usual in how it signs.
  var document: JSONValue {
    var members = Members()
    let usual = SignatureForm()
    members["hmac"] = .string(WrittenSecret.digest(digest).text)
    if form.isBase64 { members["base64"] = true }
    if form.header != usual.header { members["header"] = .string(form.header) }
    if form.prefix != usual.prefix { members["prefix"] = .string(form.prefix) }
    if form.algorithm != usual.algorithm { members["algorithm"] = .string(form.algorithm.rawValue) }
    if form.encoding != usual.encoding { members["encoding"] = .string(form.encoding.rawValue) }
    if form.payload != usual.payload { members["payload"] = .string(form.payload) }
    if form.timestampHeader != usual.timestampHeader { members["timestamp"] = .string(form.timestampHeader ?? "none") }
    if form.tolerance != usual.tolerance { members["tolerance"] = .length(form.tolerance) }
    return members.value
  }
}
