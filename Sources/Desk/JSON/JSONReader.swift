/// A position in a JSON text and what has been counted so far. The bytes are handed to every step, so that the reader
/// itself owns nothing.
///
/// Recursive; the depth is bounded by the limits.
struct JSONReader {
  let limits: JSONLimits
  var position = 0
  private var members = 0

  init(limits: JSONLimits) { self.limits = limits }

  /// One value, and nothing after it.
  mutating func text(_ bytes: Span<UInt8>) throws(JSONFailure) -> JSONValue {
    let value = try value(bytes, depth: 0)
    skipSpace(bytes)
    guard position == bytes.count else { throw .malformed(atByte: position) }
    return value
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> JSONValue {
    skipSpace(bytes)
    switch peek(bytes) {
    case UInt8(ascii: "{"): return try object(bytes, depth: depth + 1)
    case UInt8(ascii: "["): return try array(bytes, depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
    case UInt8(ascii: "n"): return try word("null", .null, bytes)
    default: return try number(bytes)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth <= limits.depth else { throw .tooDeep }
    position += 1
    var found: [JSONValue.Member] = []
    if take(UInt8(ascii: "}"), bytes) { return .object(found) }
    repeat {
      members += 1
      guard members <= limits.members else { throw .tooManyMembers }
      skipSpace(bytes)
      guard peek(bytes) == UInt8(ascii: "\"") else { throw .malformed(atByte: position) }
      let name = try string(bytes)
      guard take(UInt8(ascii: ":"), bytes) else { throw .malformed(atByte: position) }
      found.append(JSONValue.Member(name, try value(bytes, depth: depth)))
    } while take(UInt8(ascii: ","), bytes)
    guard take(UInt8(ascii: "}"), bytes) else { throw .malformed(atByte: position) }
    return .object(found)
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth <= limits.depth else { throw .tooDeep }
    position += 1
    var found: [JSONValue] = []
    if take(UInt8(ascii: "]"), bytes) { return .array(found) }
    repeat {
      found.append(try value(bytes, depth: depth))
    } while take(UInt8(ascii: ","), bytes)
    guard take(UInt8(ascii: "]"), bytes) else { throw .malformed(atByte: position) }
    return .array(found)
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
  ) throws(JSONFailure) -> JSONValue {
    for byte in word.description.utf8 {
      guard peek(bytes) == byte else { throw .malformed(atByte: position) }
      position += 1
    }
    return value
  }

  func peek(_ bytes: Span<UInt8>) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Skips white space, then consumes the byte if it is the next.
  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    guard peek(bytes) == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}
