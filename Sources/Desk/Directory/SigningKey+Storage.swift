import Scheduling

extension SigningKey {
  /// The key as JSON, to be sealed.
  var stored: JSONValue {
    [
      "key": .string(text), "base64": .bool(form.isBase64), "header": .string(form.header),
      "prefix": .string(form.prefix), "algorithm": .string(form.algorithm.rawValue),
      "encoding": .string(form.encoding.rawValue), "payload": .string(form.payload),
      "timestamp": form.timestampHeader.map { .string($0) } ?? .null,
      "tolerance": .integer(form.tolerance.wholeMilliseconds),
    ]
  }

  /// `nil` when the value was not written by ``stored``.
  init?(stored value: JSONValue) {
    guard let text = value["key"]?.string, let isBase64 = value["base64"]?.bool, let header = value["header"]?.string,
      let prefix = value["prefix"]?.string,
      let algorithm = value["algorithm"]?.string.flatMap(SignatureForm.Algorithm.init(rawValue:)),
      let encoding = value["encoding"]?.string.flatMap(SignatureForm.Encoding.init(rawValue:)),
      let payload = value["payload"]?.string, let timestamp = value["timestamp"],
      let tolerance = value["tolerance"]?.integer
    else { return nil }
    var form = SignatureForm()
    form.isBase64 = isBase64
    form.header = header
    form.prefix = prefix
    form.algorithm = algorithm
    form.encoding = encoding
    form.payload = payload
    form.timestampHeader = timestamp.string
    form.tolerance = .milliseconds(tolerance)
    self.init(text, form: form)
  }
}
