/// Base64 (RFC 4648 section 4), for keys and signatures.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var word = group.reduce(0) { $0 << 8 | UInt32($1) }
      word <<= UInt32(3 - group.count) * 8
      for place in 0..<4 {
        let digit = Int(word >> UInt32(18 - 6 * place) & 63)
        text.append(place <= group.count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `nil` for what is no base64. Missing padding is forgiven, since keys are copied by hand.
  package static func decode(_ text: String) -> [UInt8]? {
    var digits: [UInt32] = []
    for byte in text.utf8.reversed().drop(while: { $0 == UInt8(ascii: "=") }).reversed() {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      digits.append(UInt32(digit))
    }
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 4) {
      let group = digits[start..<min(start + 4, digits.count)]
      let word = group.reduce(0) { $0 << 6 | $1 } << (6 * UInt32(4 - group.count))
      for place in 0..<(group.count - 1) { bytes.append(UInt8(word >> UInt32(16 - 8 * place) & 255)) }
    }
    return bytes
  }
}
