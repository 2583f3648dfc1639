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
