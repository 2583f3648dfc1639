/// A text that is used but never shown: neither by printing, nor by interpolation, nor by a debugger's mirror.
struct Secret: Hashable, Sendable {
  let value: String

  init(_ value: String) { self.value = value }
}

/// A key that seals what is stored: 256 bits. Never shown.
struct SecretKey: Hashable, Sendable {
  static let size = 32

  /// ``size`` bytes.
  let bytes: [UInt8]

  /// `nil` when there are not exactly ``size`` bytes.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = bytes
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "…" }
  var debugDescription: String { description }
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "…" }
  var debugDescription: String { description }
  var customMirror: Mirror { Mirror(self, children: []) }
}
