import Foundation
import Scheduling

/// Finds the directory in which the operating system keeps its zone files.
enum ZoneDirectoryLocation {
  /// Where systems keep them, in the order in which C libraries look.
  static let usual = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]

  /// - Parameter named: What the operator named (`TZDIR`); then no other will do. Empty is as absent.
  static func find(named: String?) throws(ZoneError) -> String {
    if let named, !named.isEmpty {
      guard holdsZoneFiles(named) else {
        throw .unavailable(
          "TZDIR names \(named), which holds no time zone files; \(remedy), and unset TZDIR or let it name them.")
      }
      try checkUTC(named)
      return named
    }
    guard let found = usual.first(where: holdsZoneFiles) else {
      throw .unavailable(
        "There are no time zone files in \(usual.joined(separator: ", ")); \(remedy), or let TZDIR name a directory that has them."
      )
    }
    try checkUTC(found)
    return found
  }

  /// Refuses a directory of which not even UTC can be read, such as `right/`, which systems keep beside the ordinary files
  /// for those whose clocks count leap seconds.
  private static func checkUTC(_ directory: String) throws(ZoneError) {
    guard let bytes = FileManager.default.contents(atPath: directory + "/UTC") else { return }
    do throws(ZoneError) {
      _ = try Zone(id: ZoneID("UTC"), tzif: Array(bytes))
    } catch {
      throw .unavailable("The zone files in \(directory) cannot be used. \(error) Let TZDIR name others, or unset it.")
    }
  }

  private static let remedy =
    "install the operating system's package tzdata (Debian, Ubuntu: apt-get install tzdata; Alpine: apk add tzdata; Fedora: dnf install tzdata)"

  private static func holdsZoneFiles(_ directory: String) -> Bool {
    let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
    guard let paths = FileManager.default.enumerator(atPath: root.path) else { return false }
    for case let path as String in paths where isZoneFile(root.appendingPathComponent(path).path) { return true }
    return false
  }

  static func isZoneFile(_ path: String) -> Bool {
    head(of: path, count: 4) == Data("TZif".utf8)
  }

  /// The first bytes of a file; `nil` where there is none that can be read.
  static func head(of path: String, count: Int) -> Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { file.closeFile() }
    do {
      return try file.read(upToCount: count)
    } catch {
      return nil
    }
  }
}
