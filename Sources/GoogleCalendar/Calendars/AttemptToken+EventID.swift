import Crypto
import Desk

extension AttemptToken {
  /// The id under which the attempt's event is inserted: its 128 bits in lower-case base32hex without padding, twenty-six
  /// of the characters 0-9 and a-v that Google allows (RFC 4648, section 7; Calendar API, *Events: id*).
  var eventID: EventID {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    let digits = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(digits[Int(buffer >> UInt32(bits) & 31)])
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { text.append(digits[Int(buffer << UInt32(5 - bits) & 31)]) }
    return EventID(String(decoding: text, as: UTF8.self))
  }

  /// Its bits; for a token that is not thirty-two hexadecimal digits as many of its digest, so that every token has one
  /// id of its own.
  private var bytes: [UInt8] {
    let digits = rawValue.utf8.compactMap { Self.value(ofHexadecimal: $0) }
    guard digits.count == 32, rawValue.utf8.count == 32 else {
      return Array(SHA256.hash(data: Array(rawValue.utf8)).prefix(16))
    }
    return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func value(ofHexadecimal digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
