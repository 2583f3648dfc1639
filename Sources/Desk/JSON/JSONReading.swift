/// What a JSON text may ask of us before it is refused (facts: security 40).
package struct JSONLimits: Hashable, Sendable {
  package let depth: Int
  /// Members of all objects together.
  package let members: Int
  /// UTF-8 bytes of one string, escapes resolved.
  package let stringBytes: Int
  /// Bytes of the whole text.
  package let bytes: Int

  package init(depth: Int, members: Int, stringBytes: Int, bytes: Int) {
    self.depth = depth
    self.members = members
    self.stringBytes = stringBytes
    self.bytes = bytes
  }

  /// One tool call's arguments: 64 KiB, depth 32, 1,000 members, strings of 4 KiB.
  package static let arguments = JSONLimits(depth: 32, members: 1000, stringBytes: 4096, bytes: 65_536)

  /// What this program stored itself.
  package static let stored = JSONLimits(depth: 64, members: 100_000, stringBytes: 1 << 20, bytes: 1 << 22)
}

/// Why a text is no JSON, or more than we read. Holds positions, never the text.
package enum JSONFailure: Error, Hashable, Sendable {
  case malformed(atByte: Int)
  case tooDeep
  case tooManyMembers
  case stringTooLong
  case tooLong
}

extension JSONValue {
  /// Reads one JSON text, strictly by RFC 8259: UTF-8 without a byte order mark, nothing before or after but white
  /// space, no comments, no lone surrogates.
  ///
  /// Whole numbers that fit become `.integer`, every other number `.number`; one that no `Double` can hold is refused.
  /// Of several members of one name all are kept, and ``subscript(_:)`` answers the last.
  /// Every limit is checked before memory is taken for what it limits.
  package init(parsing bytes: Span<UInt8>, limits: JSONLimits) throws(JSONFailure) {
    guard bytes.count <= limits.bytes else { throw .tooLong }
    var reader = JSONReader(limits: limits)
    self = try reader.text(bytes)
  }

  package init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONFailure) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  package init(parsing bytes: ArraySlice<UInt8>, limits: JSONLimits) throws(JSONFailure) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  package init(parsing text: String, limits: JSONLimits) throws(JSONFailure) {
    guard text.utf8.count <= limits.bytes else { throw .tooLong }
    try self.init(parsing: Array(text.utf8), limits: limits)
  }
}
