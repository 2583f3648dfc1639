extension JSONReader {
  /// A string, from its opening quote to its closing one. RFC 8259 section 7.
  mutating func string(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
    let opening = position
    position += 1
    var text: [UInt8] = []
    while true {
      let run = plainRun(bytes)
      guard text.count + run.count <= limits.stringBytes else { throw .stringTooLong }
      for index in run { text.append(bytes[index]) }
      position = run.upperBound
      switch peek(bytes) {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw .malformed(atByte: opening) }
        return string
      case UInt8(ascii: "\\"):
        let scalar = try escaped(bytes)
        guard text.count + UTF8.width(scalar) <= limits.stringBytes else { throw .stringTooLong }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      default: throw .malformed(atByte: position)
      }
    }
  }

  /// From here up to the next quote, backslash, control character or the end.
  private func plainRun(_ bytes: Span<UInt8>) -> Range<Int> {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      end += 1
    }
    return position..<end
  }

  private mutating func escaped(_ bytes: Span<UInt8>) throws(JSONFailure) -> Unicode.Scalar {
    position += 1
    guard let sign = peek(bytes) else { throw .malformed(atByte: position) }
    position += 1
    switch sign {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar(bytes)
    default: throw .malformed(atByte: position - 1)
    }
  }

  /// Four hexadecimal digits, or twice four for a surrogate pair.
  private mutating func escapedScalar(_ bytes: Span<UInt8>) throws(JSONFailure) -> Unicode.Scalar {
    let start = position
    let high = try fourDigits(bytes)
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(high)), peek(bytes) == UInt8(ascii: "\\") else {
      throw .malformed(atByte: start)
    }
    position += 1
    guard peek(bytes) == UInt8(ascii: "u") else { throw .malformed(atByte: position) }
    position += 1
    let low = try fourDigits(bytes)
    guard UTF16.isTrailSurrogate(UInt16(low)),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw .malformed(atByte: start) }
    return scalar
  }

  private mutating func fourDigits(_ bytes: Span<UInt8>) throws(JSONFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek(bytes).flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw .malformed(atByte: position)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// A number. RFC 8259 section 6.
  mutating func number(_ bytes: Span<UInt8>) throws(JSONFailure) -> JSONValue {
    let start = position
    var isWhole = true
    if peek(bytes) == UInt8(ascii: "-") { position += 1 }
    if peek(bytes) == UInt8(ascii: "0") { position += 1 } else { try digits(bytes) }
    if peek(bytes) == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits(bytes)
    }
    if let sign = peek(bytes), sign == UInt8(ascii: "e") || sign == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if let sign = peek(bytes), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try digits(bytes)
    }
    var text = ""
    for index in start..<position { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    if isWhole, let whole = Int64(text) { return .integer(whole) }
    guard let value = Double(text), value.isFinite else { throw .malformed(atByte: start) }
    return .number(value)
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONFailure) {
    let start = position
    while let byte = peek(bytes), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw .malformed(atByte: position) }
  }
}
