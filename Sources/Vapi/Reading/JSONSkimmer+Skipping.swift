extension JSONSkimmer {
  /// Skips one value of any kind, without recursion; its grammar is checked.
  mutating func skipValue(_ bytes: Span<UInt8>) throws(WebhookFailure) {
    // One bit for each open level, the innermost lowest: set for an object. `maximumDepth` is at most 128.
    var objects = UInt128.zero
    var open = 0
    repeat {
      switch peek(bytes) {
      case UInt8(ascii: "\""): try skipString(bytes)
      case UInt8(ascii: "{"):
        guard depth + open < maximumDepth else { throw .tooDeep }
        position += 1
        if peek(bytes) == UInt8(ascii: "}") {
          position += 1
        } else {
          open += 1
          objects = objects << 1 | 1
          try skipName(bytes)
          continue
        }
      case UInt8(ascii: "["):
        guard depth + open < maximumDepth else { throw .tooDeep }
        position += 1
        if peek(bytes) == UInt8(ascii: "]") {
          position += 1
        } else {
          open += 1
          objects <<= 1
          continue
        }
      case UInt8(ascii: "t"): try skipWord("true", bytes)
      case UInt8(ascii: "f"): try skipWord("false", bytes)
      case UInt8(ascii: "n"): try skipWord("null", bytes)
      default: try skipNumber(bytes)
      }
      try close(bytes, &objects, &open)
    } while open > 0
  }

  /// After a value: leaves every level that ends here, and steps over the comma to the next value.
  private mutating func close(
    _ bytes: Span<UInt8>, _ objects: inout UInt128, _ open: inout Int
  ) throws(WebhookFailure) {
    while open > 0 {
      let isObject = objects & 1 == 1
      switch peek(bytes) {
      case UInt8(ascii: ","):
        position += 1
        if isObject { try skipName(bytes) }
        return
      case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
        position += 1
        objects >>= 1
        open -= 1
      default: throw .notJSON
      }
    }
  }

  private mutating func skipName(_ bytes: Span<UInt8>) throws(WebhookFailure) {
    guard peek(bytes) == UInt8(ascii: "\"") else { throw .notJSON }
    try skipString(bytes)
    try expect(UInt8(ascii: ":"), bytes)
  }

  private mutating func skipString(_ bytes: Span<UInt8>) throws(WebhookFailure) {
    position += 1
    while true {
      position = plainEnd(bytes, from: position)
      guard position < bytes.count else { throw .notJSON }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        guard position + 1 < bytes.count else { throw .notJSON }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
          UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "u"):
          position += 2
        default: throw .notJSON
        }
      default: throw .notJSON
      }
    }
  }

  private mutating func skipWord(_ word: StaticString, _ bytes: Span<UInt8>) throws(WebhookFailure) {
    for byte in word.description.utf8 {
      guard position < bytes.count, bytes[position] == byte else { throw .notJSON }
      position += 1
    }
  }

  private mutating func skipNumber(_ bytes: Span<UInt8>) throws(WebhookFailure) {
    _ = take(UInt8(ascii: "-"), bytes)
    if !take(UInt8(ascii: "0"), bytes) { try skipDigits(bytes) }
    if take(UInt8(ascii: "."), bytes) { try skipDigits(bytes) }
    if take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) {
      if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
      try skipDigits(bytes)
    }
  }

  private mutating func skipDigits(_ bytes: Span<UInt8>) throws(WebhookFailure) {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    guard position > start else { throw .notJSON }
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Skips white space and consumes the byte, which must be the next.
  mutating func expect(_ byte: UInt8, _ bytes: Span<UInt8>) throws(WebhookFailure) {
    guard peek(bytes) == byte else { throw .notJSON }
    position += 1
  }

  /// Skips white space; the byte after it, which stays.
  mutating func peek(_ bytes: Span<UInt8>) -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  /// The position of the first quote, backslash or control character from `start` on, or the end: eight bytes a step,
  /// since most of a body is the text of strings.
  private func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let raw = bytes.bytes
    var index = start
    while index + 8 <= raw.byteCount {
      // Any eight bytes are a UInt64, and the read is checked against the span's end.
      let word = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      // The lowest top bit set marks the first byte that is zero, or below 0x20; bits above it may lie.
      let found =
        ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word) & tops
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return index }
      index += 1
    }
    return index
  }
}
