import Scheduling

/// A few zones made from their rules alone (RFC 9636, section 3.3), so that no test depends on a machine's files.
struct TestZones: ZoneSource {
  private static let rules = [
    "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3", "Asia/Tokyo": "JST-9",
    "America/New_York": "EST5EDT,M3.2.0,M11.1.0", "UTC": "UTC0",
  ]

  let version = "test"

  func zone(_ id: ZoneID) throws(ZoneError) -> Zone {
    guard let rule = Self.rules[id.rawValue] else { throw .unknown(id) }
    return try Zone(id: id, tzif: Self.file(rule))
  }

  /// A TZif file without transitions, with one local time type, whose footer says all.
  private static func file(_ rule: String) -> [UInt8] {
    let header = Array("TZif2".utf8) + Array(repeating: 0, count: 15)
    // isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt
    let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
    let type: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("LMT".utf8) + [0]
    let part = header + counts + type
    return part + part + Array("\n\(rule)\n".utf8)
  }
}
