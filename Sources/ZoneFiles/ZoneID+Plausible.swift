import Scheduling

extension ZoneID {
  /// Whether the IANA database could hold such a name: it cannot leave the directory, whoever wrote it.
  ///
  /// `localtime` and `posixrules` are names of files that depend on the machine, not of zones.
  var isPlausible: Bool {
    guard (1...64).contains(rawValue.utf8.count), !["localtime", "posixrules"].contains(rawValue) else { return false }
    return rawValue.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return false }
      return part.allSatisfy(Self.isAllowed)
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
