import Scheduling

/// Writes TZif files as RFC 9636 lays them out, so that a test says what is in its file.
struct TZifBytes {
  var version: UInt8 = UInt8(ascii: "2")
  /// Seconds east, daylight saving, abbreviation.
  var types: [(Int, Bool, String)]
  /// Second and type.
  var changes: [(Int64, Int)] = []
  var footer: String = ""
  var leapSeconds: [(Int64, Int32)] = []

  var bytes: [UInt8] {
    if version == 0 { return block(timeWidth: 4) }
    // Readers of version 2 skip the first block, so it may as well be misleading.
    let decoy = TZifBytes(version: version, types: [(-3600, true, "BAD")], changes: [(0, 0)])
    return decoy.block(timeWidth: 4) + block(timeWidth: 8) + [0x0A] + Array(footer.utf8) + [0x0A]
  }

  private func block(timeWidth: Int) -> [UInt8] {
    var names: [UInt8] = []
    var records: [UInt8] = []
    for (east, isDaylightSaving, name) in types {
      records += bigEndian(Int64(east), 4) + [isDaylightSaving ? 1 : 0, UInt8(names.count)]
      names += Array(name.utf8) + [0]
    }
    var out = Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
    for count in [0, 0, leapSeconds.count, changes.count, types.count, names.count] {
      out += bigEndian(Int64(count), 4)
    }
    for change in changes { out += bigEndian(change.0, timeWidth) }
    for change in changes { out.append(UInt8(change.1)) }
    out += records + names
    for (second, correction) in leapSeconds { out += bigEndian(second, timeWidth) + bigEndian(Int64(correction), 4) }
    return out
  }

  private func bigEndian(_ value: Int64, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) }
  }
}
