extension Sealer {
  /// Seals a text into hexadecimal, for storage that keeps text (``OneTimeState``).
  package func sealText(_ plaintext: String, as document: DocumentID, field: String = "body") -> String {
    seal(Array(plaintext.utf8), as: document, field: field).hexadecimal
  }

  /// What ``sealText(_:as:field:)`` sealed.
  package func openText(
    _ sealed: String, as document: DocumentID, field: String = "body"
  ) throws(SealFailure) -> String {
    guard let bytes = Self.bytes(hexadecimal: sealed) else { throw .notSealed }
    return String(decoding: try open(bytes, as: document, field: field), as: UTF8.self)
  }

  private static func bytes(hexadecimal text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      guard let digit = character.hexDigitValue, character.isASCII else { return nil }
      if let upper = high {
        bytes.append(upper << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    return high == nil ? bytes : nil
  }
}
