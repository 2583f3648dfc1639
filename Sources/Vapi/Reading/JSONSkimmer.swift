import Desk

/// Walks a JSON text from left to right: its user enters the objects and arrays that matter and skips all else.
///
/// The bytes are handed to every step; the skimmer itself is a position. A value must be consumed (entered, read or
/// skipped) after each name and each element.
struct JSONSkimmer {
  let maximumDepth: Int
  var position = 0
  var depth = 0
  /// Whether an object or array has just been entered, so that no comma is due.
  private var isFresh = false

  init(maximumDepth: Int) { self.maximumDepth = maximumDepth }

  /// Enters an object; `false`, and nothing is consumed, when the next value is none.
  mutating func beginObject(_ bytes: Span<UInt8>) throws(WebhookFailure) -> Bool {
    try begin(UInt8(ascii: "{"), bytes)
  }

  /// Enters an array; `false`, and nothing is consumed, when the next value is none.
  mutating func beginArray(_ bytes: Span<UInt8>) throws(WebhookFailure) -> Bool {
    try begin(UInt8(ascii: "["), bytes)
  }

  private mutating func begin(_ opening: UInt8, _ bytes: Span<UInt8>) throws(WebhookFailure) -> Bool {
    guard peek(bytes) == opening else { return false }
    guard depth < maximumDepth else { throw .tooDeep }
    depth += 1
    position += 1
    isFresh = true
    return true
  }

  /// The next member's name; `nil` at the end of the object, which is thereby left.
  ///
  /// A name longer than any that we know is answered as the empty one.
  mutating func nextName(_ bytes: Span<UInt8>) throws(WebhookFailure) -> String? {
    guard try advance(to: UInt8(ascii: "}"), bytes) else { return nil }
    guard peek(bytes) == UInt8(ascii: "\"") else { throw .notJSON }
    let name = try string(bytes, upTo: 64) ?? ""
    try expect(UInt8(ascii: ":"), bytes)
    return name
  }

  /// Whether there is a next element; at the end of the array it is left.
  mutating func nextElement(_ bytes: Span<UInt8>) throws(WebhookFailure) -> Bool {
    try advance(to: UInt8(ascii: "]"), bytes)
  }

  private mutating func advance(to closing: UInt8, _ bytes: Span<UInt8>) throws(WebhookFailure) -> Bool {
    let next = peek(bytes)
    let isFirst = isFresh
    isFresh = false
    if next == closing {
      position += 1
      depth -= 1
      return false
    }
    if !isFirst { try expect(UInt8(ascii: ","), bytes) }
    return true
  }

  /// The next value if it is a string of at most so many UTF-8 bytes; any other value is skipped, and so is a string that
  /// is no Unicode text.
  mutating func string(_ bytes: Span<UInt8>, upTo limit: Int = 4096) throws(WebhookFailure) -> String? {
    let range = try value(bytes)
    guard bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let limits = JSONLimits(depth: 0, members: 0, stringBytes: limit, bytes: limit * 6 + 2)
    do throws(JSONFailure) {
      return try JSONValue(parsing: bytes.extracting(range), limits: limits).string
    } catch .malformed {
      guard Self.holdsLoneSurrogate(bytes.extracting(range)) else { throw .notJSON }
      return nil
    } catch {
      return nil
    }
  }

  /// The next value if it is a number that a `Double` can hold; any other value is skipped.
  mutating func number(_ bytes: Span<UInt8>) throws(WebhookFailure) -> Double? {
    let range = try value(bytes)
    guard range.count <= 32 else { return nil }
    let limits = JSONLimits(depth: 0, members: 0, stringBytes: 0, bytes: 32)
    let value = try? JSONValue(parsing: bytes.extracting(range), limits: limits)
    switch value {
    case .integer(let whole): return Double(whole)
    case .number(let number): return number
    default: return nil
    }
  }

  /// Skips the next value and tells where it stands.
  mutating func value(_ bytes: Span<UInt8>) throws(WebhookFailure) -> Range<Int> {
    _ = peek(bytes)
    let start = position
    try skipValue(bytes)
    return start..<position
  }

  /// Whether nothing but white space is left.
  mutating func isAtEnd(_ bytes: Span<UInt8>) -> Bool { peek(bytes) == nil }
}
