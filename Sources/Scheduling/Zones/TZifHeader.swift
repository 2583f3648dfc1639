/// The head of one block of a TZif file (RFC 9636, section 3.1).
struct TZifHeader {
  let version: UInt8
  let universalIndicators: Int
  let standardIndicators: Int
  let leapSeconds: Int
  let times: Int
  let types: Int
  let nameBytes: Int

  init(_ reader: inout ByteReader) throws(TZifFault) {
    guard try reader.take(4).elementsEqual("TZif".utf8) else { throw TZifFault(reason: "it is not a TZif file") }
    version = try reader.byte()
    guard version == 0 || version >= UInt8(ascii: "2") else { throw TZifFault(reason: "its version is unknown") }
    _ = try reader.take(15)
    universalIndicators = try reader.count()
    standardIndicators = try reader.count()
    leapSeconds = try reader.count()
    times = try reader.count()
    types = try reader.count()
    nameBytes = try reader.count()
  }

  /// Whether a second block with 64-bit times follows. Readers take a version newer than they know for the newest
  /// they know.
  var hasLongBlock: Bool { version >= UInt8(ascii: "2") }

  /// In bytes, the header left out. Six counts of 32 bits cannot overflow 64.
  func blockSize(timeWidth: Int) -> Int {
    times * (timeWidth + 1) + types * 6 + nameBytes + leapSeconds * (timeWidth + 4) + standardIndicators
      + universalIndicators
  }

  /// What must hold for the block to be read.
  func check() throws(TZifFault) {
    guard (1...256).contains(types), nameBytes > 0 else { throw TZifFault(reason: "it describes no local time") }
    for indicators in [standardIndicators, universalIndicators] where indicators != 0 && indicators != types {
      throw TZifFault(reason: "its indicators do not match its types")
    }
    // Such files count leap seconds in every time. Read as POSIX time they would be half a minute off.
    guard leapSeconds == 0 else { throw TZifFault(reason: "it counts leap seconds; use the ordinary zone files") }
  }
}

/// What is wrong with a TZif file, as the end of a sentence.
struct TZifFault: Error, Hashable {
  let reason: String

  static let truncated = TZifFault(reason: "it ends too early")
}

/// Reads big-endian integers, and never past the end.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - position }

  mutating func take(_ count: Int) throws(TZifFault) -> ArraySlice<UInt8> {
    guard count <= remaining else { throw .truncated }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func byte() throws(TZifFault) -> UInt8 {
    guard remaining > 0 else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// An unsigned count of four bytes.
  mutating func count() throws(TZifFault) -> Int {
    Int(try take(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
  }

  /// A signed integer of four or eight bytes.
  mutating func integer(width: Int) throws(TZifFault) -> Int64 {
    let bits = try take(width).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
  }
}
