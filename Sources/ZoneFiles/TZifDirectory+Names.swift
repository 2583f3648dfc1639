import Foundation
package import Scheduling

extension TZifDirectory {
  /// The release of the IANA database that the files are from, as they stand now; `unknown` where nothing tells.
  package var version: String {
    let places = [("tzdata.zi", "# version "), ("+VERSION", ""), ("version", "")]
    for (name, prefix) in places {
      guard let head = ZoneDirectoryLocation.head(of: directory + "/" + name, count: 64) else { continue }
      let line = String(decoding: head, as: UTF8.self).prefix { !$0.isNewline }
      let release = line.dropFirst(prefix.count)
      if line.hasPrefix(prefix), !release.isEmpty, release.allSatisfy({ $0.isASCII && $0 > " " }) {
        return String(release)
      }
    }
    return "unknown"
  }

  /// Every name that a desk may use, in order. Reads the whole directory: for doctors and mistakes, not for calls.
  package func names() -> [ZoneID] {
    let listed = namesInSource() ?? namesInTable() ?? []
    let names = listed.isEmpty ? namesOfFiles() : listed
    return Set(names.map { ZoneID($0) }).filter { $0.isPlausible && ZoneDirectoryLocation.isZoneFile(path(of: $0)) }
      .sorted()
  }

  /// The known name most like one that is not known: `america/new york` means `America/New_York`.
  package func suggestion(for id: ZoneID) -> ZoneID? { NearestName(in: names()).nearest(to: id) }

  /// `tzdata.zi`, the database as one file: `Z name …` begins a zone, `L target name` is a further name of one.
  private func namesInSource() -> [String]? {
    lines(of: "tzdata.zi").map { lines in
      lines.compactMap { line in
        let words = line.split(separator: " ")
        if words.first == "Z", words.count > 1 { return String(words[1]) }
        return words.first == "L" && words.count > 2 ? String(words[2]) : nil
      }
    }
  }

  /// `zone1970.tab` or `zone.tab`: countries, coordinates, name.
  private func namesInTable() -> [String]? {
    (lines(of: "zone1970.tab") ?? lines(of: "zone.tab")).map { lines in
      lines.compactMap { line in
        let columns = line.split(separator: "\t")
        return line.hasPrefix("#") || columns.count < 3 ? nil : String(columns[2])
      }
    }
  }

  private func namesOfFiles() -> [String] {
    let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
    guard let paths = FileManager.default.enumerator(atPath: root.path) else { return [] }
    return paths.compactMap { $0 as? String }.filter { !$0.hasPrefix("posix/") && !$0.hasPrefix("right/") }
  }

  private func lines(of name: String) -> [Substring]? {
    guard let bytes = FileManager.default.contents(atPath: directory + "/" + name) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}
