/// What a TZif file says, checked as it is read (RFC 9636).
///
/// The 64-bit block is read where there is one, otherwise the 32-bit block of version 1.
struct TZifFile {
  /// In force before the first change: type 0 (section 3.2).
  let initial: ZoneOffset
  let changes: [ZoneChange]
  let rule: PosixRule?

  init(_ bytes: [UInt8]) throws(TZifFault) {
    var reader = ByteReader(bytes)
    let first = try TZifHeader(&reader)
    guard first.hasLongBlock else {
      (initial, changes) = try Self.block(first, timeWidth: 4, &reader)
      rule = nil
      return
    }
    _ = try reader.take(first.blockSize(timeWidth: 4))
    let second = try TZifHeader(&reader)
    (initial, changes) = try Self.block(second, timeWidth: 8, &reader)
    rule = try Self.footer(&reader)
  }

  private static func block(
    _ header: TZifHeader, timeWidth: Int, _ reader: inout ByteReader
  ) throws(TZifFault) -> (ZoneOffset, [ZoneChange]) {
    try header.check()
    guard header.blockSize(timeWidth: timeWidth) <= reader.remaining else { throw .truncated }
    var seconds: [Int64] = []
    seconds.reserveCapacity(header.times)
    for _ in 0..<header.times { seconds.append(try reader.integer(width: timeWidth)) }
    let kinds = try reader.take(header.times)
    let types = try Self.types(header, &reader)
    _ = try reader.take(header.standardIndicators + header.universalIndicators)

    var changes: [ZoneChange] = []
    changes.reserveCapacity(header.times)
    for (second, kind) in zip(seconds, kinds) {
      guard possibleSeconds.contains(second) else { throw TZifFault(reason: "a change lies beyond all time") }
      guard Int(kind) < types.count else { throw TZifFault(reason: "a change names a type that is missing") }
      if let last = changes.last, second <= last.second { throw TZifFault(reason: "changes are out of order") }
      changes.append(ZoneChange(second: second, offset: types[Int(kind)]))
    }
    return (types[0], changes)
  }

  private static func types(
    _ header: TZifHeader, _ reader: inout ByteReader
  ) throws(TZifFault) -> [ZoneOffset] {
    var records: [(east: Int, isDaylightSaving: UInt8, name: Int)] = []
    for _ in 0..<header.types {
      let east = Int(try reader.integer(width: 4))
      records.append((east, try reader.byte(), Int(try reader.byte())))
    }
    let names = try reader.take(header.nameBytes)
    var types: [ZoneOffset] = []
    for record in records {
      guard ZoneOffset.possibleSeconds.contains(record.east) else {
        throw TZifFault(reason: "an offset is more than a day")
      }
      guard record.isDaylightSaving <= 1 else { throw TZifFault(reason: "a flag is neither 0 nor 1") }
      let name = names.dropFirst(record.name)
      guard let end = name.firstIndex(of: 0) else { throw TZifFault(reason: "an abbreviation does not end") }
      guard name[..<end].allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw TZifFault(reason: "an abbreviation is not ASCII")
      }
      types.append(
        ZoneOffset(
          secondsEast: record.east, abbreviation: String(decoding: name[..<end], as: UTF8.self),
          isDaylightSaving: record.isDaylightSaving == 1))
    }
    return types
  }

  /// Section 3.3: a newline, a TZ string or nothing, a newline.
  private static func footer(_ reader: inout ByteReader) throws(TZifFault) -> PosixRule? {
    guard try reader.byte() == UInt8(ascii: "\n") else { throw TZifFault(reason: "the footer is missing") }
    var text: [UInt8] = []
    while true {
      let byte = try reader.byte()
      if byte == UInt8(ascii: "\n") { break }
      text.append(byte)
    }
    return text.isEmpty ? nil : try PosixRule(text)
  }

  /// From the Big Bang, where some files begin, to as far ahead.
  private static let possibleSeconds: ClosedRange<Int64> = -(1 << 59)...(1 << 59)
}
