import Foundation
import Scheduling
import Synchronization
import Testing

@testable import ZoneFiles

struct TZifDirectoryTests {
  @Test func `a zone is read by its name`() throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    let source = try TZifDirectory(directory: files.path)
    #expect(try source.zone(ZoneID("Test/East")).offset(at: Instant(seconds: 0)).secondsEast == 3600)
  }

  @Test(arguments: ["Test/West", "../Test/East", "Test", "/Test/East", "Test/East/", ""])
  func `other names are unknown`(name: String) throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    let source = try TZifDirectory(directory: files.path + "/Test/..")
    #expect(throws: ZoneError.unknown(ZoneID(name))) { try source.zone(ZoneID(name)) }
  }

  @Test func `a file that is no zone is malformed`() throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    try files.write("Test/Broken", text: "nothing of the kind")
    let source = try TZifDirectory(directory: files.path)
    #expect(throws: ZoneError.malformed(ZoneID("Test/Broken"), "it is not a TZif file")) {
      try source.zone(ZoneID("Test/Broken"))
    }
  }

  @Test func `a file that changed is noticed within a minute, and looked at no more often`() throws {
    let files = try ZoneFolder()
    let clock = HandClock()
    try files.write("Test/East", east: 3600)
    let source = try TZifDirectory(directory: files.path, uptime: clock.uptime)
    func east() throws -> Int { try source.zone(ZoneID("Test/East")).offset(at: Instant(seconds: 0)).secondsEast }
    #expect(try east() == 3600)
    try files.write("Test/East", east: 7200)
    clock.advance(by: .seconds(59))
    #expect(try east() == 3600)
    clock.advance(by: .seconds(1))
    #expect(try east() == 7200)
  }

  @Test func `a file that vanishes or breaks leaves the zone as it was until it is whole again`() throws {
    let files = try ZoneFolder()
    let clock = HandClock()
    try files.write("Test/East", east: 3600)
    let source = try TZifDirectory(directory: files.path, uptime: clock.uptime)
    func eastAfterAMinute() throws -> Int {
      clock.advance(by: .minutes(1))
      return try source.zone(ZoneID("Test/East")).offset(at: Instant(seconds: 0)).secondsEast
    }
    #expect(try eastAfterAMinute() == 3600)
    try files.remove("Test/East")
    #expect(try eastAfterAMinute() == 3600)
    try files.write("Test/East", text: "TZif2, half written")
    #expect(try eastAfterAMinute() == 3600)
    try files.write("Test/East", east: -3600)
    #expect(try eastAfterAMinute() == -3600)
  }

  /// Container images and some package managers put a whole new tree in place and turn a link to it.
  @Test func `a directory that is exchanged as a whole is followed within a day, and by a restart at once`() throws {
    let (old, new, folder) = (try ZoneFolder(), try ZoneFolder(), try ZoneFolder())
    let clock = HandClock()
    for (files, east, version) in [(old, Int32(-28_800), "2026a"), (new, -25_200, "2026b")] {
      try files.write("America/Vancouver", east: east)
      try files.write("+VERSION", text: version)
    }
    try new.write("America/Fresh", east: -25_200)
    try folder.link("zoneinfo", to: old)
    let source = try TZifDirectory(directory: folder.path + "/zoneinfo", uptime: clock.uptime)
    func east(_ source: TZifDirectory, _ name: String = "America/Vancouver") throws -> Int {
      try source.zone(ZoneID(name)).offset(at: Instant(seconds: 0)).secondsEast
    }
    #expect(try east(source) == -28_800)
    #expect(source.version == "2026a")
    #expect(throws: ZoneError.unknown(ZoneID("America/Fresh"))) { try east(source, "America/Fresh") }

    try folder.link("zoneinfo", to: new)
    #expect(source.version == "2026b")
    #expect(try east(source, "America/Fresh") == -25_200)
    #expect(try east(TZifDirectory(directory: folder.path + "/zoneinfo", uptime: clock.uptime)) == -25_200)
    #expect(try east(source) == -28_800)
    clock.advance(by: .days(1))
    #expect(try east(source) == -25_200)
  }

  @Test func `a further name of a zone has its rules`() throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    try files.write("Old/other", text: "")
    try files.link("Old/East", toFile: "../Test/East")
    let source = try TZifDirectory(directory: files.path)
    #expect(try source.zone(ZoneID("Old/East")).offset(at: Instant(seconds: 0)).secondsEast == 3600)
    #expect(try source.zone(ZoneID("Old/East")).id == ZoneID("Old/East"))
  }

  @Test func `a directory whose UTC cannot be used is refused at the start`() throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    try files.write("UTC", text: "TZif2, but nothing more")
    #expect(
      throws: ZoneError.unavailable(
        "The zone files in \(files.path) cannot be used. The file of the time zone “UTC” cannot be used: it ends too "
          + "early. Let TZDIR name others, or unset it.")
    ) { try TZifDirectory(directory: files.path) }
  }

  @Test func `without zone files the start is refused with what to install`() throws {
    let files = try ZoneFolder()
    try files.write("readme", text: "no zones here")
    for directory in [files.path, files.path + "/missing"] {
      #expect {
        try TZifDirectory(directory: directory)
      } throws: { error in
        guard case ZoneError.unavailable(let sentence) = error else { return false }
        return sentence.contains("tzdata") && sentence.contains(directory) && sentence.contains("TZDIR")
      }
    }
  }

  @Test(arguments: [
    ("tzdata.zi", "# version 2026c\n# ddeps\nZ Test/East 1 - X\n", "2026c"), ("+VERSION", "2025b\n", "2025b"),
    ("version", "2024a", "2024a"), ("tzdata.zi", "# something else\n", "unknown"), ("notes", "2024a", "unknown"),
  ])
  func `the release is read from where systems write it`(file: String, text: String, version: String) throws {
    let files = try ZoneFolder()
    try files.write("Test/East", east: 3600)
    try files.write(file, text: text)
    #expect(try TZifDirectory(directory: files.path).version == version)
  }

  @Test(arguments: [
    ("tzdata.zi", "# version 2026c\nR x 1 2\nZ Test/East 1 - X\nL Test/East Old/East\nL Test/East Gone\n"),
    ("zone1970.tab", "# codes\nXX\t+0000\tTest/East\tcomment\nXX\t+0000\tOld/East\nXX\t+0000\tGone\n"),
    ("nothing", ""),
  ])
  func `names are those listed that have a file`(file: String, text: String) throws {
    let files = try ZoneFolder()
    for name in ["Test/East", "Old/East", "posix/Test/East"] { try files.write(name, east: 3600) }
    try files.write(file, text: text)
    #expect(try TZifDirectory(directory: files.path).names() == [ZoneID("Old/East"), ZoneID("Test/East")])
  }

  @Test(arguments: [
    ("america/new_york", "America/New_York"), ("America/New York", "America/New_York"),
    ("New York", "America/New_York"),
    ("America/NewYork", "America/New_York"), ("US/New_York", "America/New_York"), ("Europe/Lodnon", "Europe/London"),
    ("london", "Europe/London"), ("Asia/Calcuta", "Asia/Calcutta"), ("utc", "UTC"), ("Europe/", nil), ("xyz", nil),
    ("", nil),
  ])
  func `a mistaken name has a suggestion`(written: String, meant: String?) {
    let names = ["America/New_York", "America/Los_Angeles", "Asia/Calcutta", "Europe/London", "Europe/Paris", "UTC"]
    let nearest = NearestName(in: names.map { ZoneID($0) }).nearest(to: ZoneID(written))
    #expect(nearest == meant.map { ZoneID($0) })
  }
}

/// A clock that a test moves.
private final class HandClock: Sendable {
  private let time = Mutex(Duration.zero)

  var uptime: @Sendable () -> Duration { { self.time.withLock { $0 } } }

  func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

/// A directory of zone files that goes with the test.
private final class ZoneFolder {
  private let root: URL
  var path: String { root.path }

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: root)
    } catch {
      Issue.record("the test's directory stays: \(error)")
    }
  }

  /// A zone that is always so far east: version 1, no changes, one type named `X`.
  func write(_ name: String, east: Int32) throws {
    var bytes = Array("TZif".utf8) + Array(repeating: 0, count: 16 + 16) + [0, 0, 0, 1, 0, 0, 0, 2]
    bytes += withUnsafeBytes(of: east.bigEndian, Array.init) + [0, 0] + Array("X\0".utf8)
    try write(name, Data(bytes))
  }

  func write(_ name: String, text: String) throws { try write(name, Data(text.utf8)) }

  /// A symbolic link, in the place of one that may be there.
  func link(_ name: String, to folder: ZoneFolder) throws { try link(name, toFile: folder.path) }

  func link(_ name: String, toFile target: String) throws {
    let link = root.appendingPathComponent(name)
    let fresh = root.appendingPathComponent("fresh-link")
    try FileManager.default.createSymbolicLink(atPath: fresh.path, withDestinationPath: target)
    do { try FileManager.default.removeItem(at: link) } catch CocoaError.fileNoSuchFile {}
    try FileManager.default.moveItem(at: fresh, to: link)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: root.appendingPathComponent(name)) }

  private func write(_ name: String, _ data: Data) throws {
    let file = root.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    // As package managers do: a new file in the place of the old one.
    try data.write(to: file, options: .atomic)
  }
}
