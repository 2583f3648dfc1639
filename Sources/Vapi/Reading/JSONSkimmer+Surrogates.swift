extension JSONSkimmer {
  /// Whether the string, quotes included, escapes half of a surrogate pair without the other half. JSON's grammar allows
  /// it (RFC 8259 section 8.2), yet no text has such a sign: JavaScript writes one where it cuts a string within an emoji.
  ///
  /// `false` also when another of its escapes is broken.
  static func holdsLoneSurrogate(_ string: Span<UInt8>) -> Bool {
    var index = 0
    var found = false
    var high = false
    while index < string.count {
      let isEscape = string[index] == UInt8(ascii: "\\") && index + 1 < string.count
      guard isEscape, string[index + 1] == UInt8(ascii: "u") else {
        found = found || high
        high = false
        index += isEscape ? 2 : 1
        continue
      }
      guard let unit = unit(string, at: index + 2) else { return false }
      let isLow = (0xDC00...0xDFFF).contains(unit)
      if high != isLow { found = true }
      high = (0xD800...0xDBFF).contains(unit)
      index += 6
    }
    return found
  }

  /// The four hexadecimal digits at a place; `nil` when these are none.
  private static func unit(_ string: Span<UInt8>, at start: Int) -> UInt16? {
    guard start + 4 <= string.count else { return nil }
    var unit: UInt16 = 0
    for index in start..<(start + 4) {
      guard let digit = Character(Unicode.Scalar(string[index])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
