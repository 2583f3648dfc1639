import Foundation
import Scheduling
import Testing

@testable import ZoneFiles

/// The machine's own zone files, read by this program and by Python's `zoneinfo`.
@Suite(.enabled(if: SystemZones.source != nil, "this machine has no time zone files"))
struct SystemZoneTests {
  @Test func `every zone of this machine is read`() throws {
    let source = try #require(SystemZones.source)
    let names = source.names()
    #expect(names.count > 300)
    #expect(names.contains(ZoneID("America/New_York")))
    #expect(source.version != "unknown")
    for name in names { #expect(try source.zone(name).id == name) }
    #expect(source.suggestion(for: ZoneID("america/new york")) == ZoneID("America/New_York"))
  }

  @Test(arguments: ["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])
  func `a real file cut off anywhere is refused`(name: String) throws {
    let source = try #require(SystemZones.source)
    let bytes = Array(try #require(FileManager.default.contents(atPath: source.path(of: ZoneID(name)))))
    for length in 0..<bytes.count {
      #expect(throws: ZoneError.self) { try Zone(id: ZoneID(name), tzif: Array(bytes.prefix(length))) }
    }
    #expect(try Zone(id: ZoneID(name), tzif: bytes) == source.zone(ZoneID(name)))
  }

  @Test(.enabled(if: SystemZones.hasPython, "python3 with zoneinfo is missing, so there is nothing to compare with"))
  func `offsets from 1950 to 2100 are those that Python computes`() throws {
    let source = try #require(SystemZones.source)
    let names = source.names()
    // Every half year or so, at changing hours, and all around the changes of 2026.
    let seconds = (0..<300).map { Int64(-631_152_000) + Int64($0) * 15_779_023 + Int64($0 * $0 % 86_400) }
    let spoken = try SystemZones.python(
      """
      import datetime, sys, zoneinfo
      lines = sys.stdin.read().split("\\n")
      times = [datetime.datetime.fromtimestamp(int(t), datetime.timezone.utc) for t in lines[0].split()]
      for name in lines[1].split():
          zone = zoneinfo.ZoneInfo(name)
          local = [t.astimezone(zone) for t in times]
          print(name, *(f"{int(t.utcoffset().total_seconds())}{t.tzname()}" for t in local))
      """,
      input: "\(seconds.map(String.init).joined(separator: " "))\n\(names.map(\.rawValue).joined(separator: " "))",
      directory: source.directory)
    let lines = spoken.split(separator: "\n")
    #expect(lines.count == names.count)
    for (name, line) in zip(names, lines) {
      let zone = try source.zone(name)
      let offsets = seconds.map { second in
        let offset = zone.offset(at: Instant(seconds: second))
        return "\(offset.secondsEast)\(offset.abbreviation)"
      }
      let own = ([name.rawValue] + offsets).joined(separator: " ")
      if own != line {
        let differing = zip(seconds, zip(offsets, line.split(separator: " ").dropFirst())).first { $1.0 != $1.1 }
        Issue.record("\(name): \(String(describing: differing))")
      }
    }
  }

  @Test(.enabled(if: SystemZones.hasPython, "python3 with zoneinfo is missing, so there is nothing to compare with"))
  func `readings around every change are those that Python computes`() throws {
    let source = try #require(SystemZones.source)
    let names = [
      "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "America/Havana",
      "Europe/London",
      "Europe/Dublin", "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "Asia/Tehran", "Australia/Lord_Howe",
      "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll", "America/Nuuk",
    ].map { ZoneID($0) }.filter(Set(source.names()).contains)
    #expect(names.count > 5)
    let questions = try names.flatMap { name in
      let zone = try source.zone(name)
      return SystemZones.readings(around: zone).map { (name, zone, $0) }
    }
    let spoken = try SystemZones.python(
      """
      import datetime, sys, zoneinfo
      for line in sys.stdin.read().split("\\n"):
          name, civil = line.split()
          local = datetime.datetime.fromisoformat(civil).replace(tzinfo=zoneinfo.ZoneInfo(name))
          print(*(int(local.replace(fold=fold).timestamp()) for fold in (0, 1)))
      """,
      input: questions.map { "\($0.0) \($0.2)" }.joined(separator: "\n"), directory: source.directory)
    let answers = spoken.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int64($0) } }
    #expect(answers.count == questions.count)
    for ((name, zone, civil), answer) in zip(questions, answers) {
      try #require(answer.count == 2)
      // PEP 495: in a gap, fold 0 counts with the offset before it, which is later than fold 1.
      switch zone.reading(of: civil) {
      case .once(let only): #expect(answer == [only.seconds, only.seconds], "\(name) \(civil)")
      case .twice(let earlier, let later): #expect(answer == [earlier.seconds, later.seconds], "\(name) \(civil)")
      case .skipped(let next):
        #expect(answer[0] > answer[1], "\(name) \(civil)")
        #expect((answer[1]...answer[0]).contains(next.seconds), "\(name) \(civil)")
      }
    }
  }
}

private enum SystemZones {
  static let source: TZifDirectory? = {
    do throws(ZoneError) {
      return try TZifDirectory(directory: nil)
    } catch {
      return nil
    }
  }()

  static let hasPython: Bool = {
    do {
      return try python("import zoneinfo; print('ready')", input: "", directory: "").hasPrefix("ready")
    } catch {
      return false
    }
  }()

  /// Readings shortly before, in and after each change from 1950 to 2100.
  static func readings(around zone: Zone) -> [CivilTime] {
    var readings: [CivilTime] = []
    var cursor = Instant(seconds: -631_152_000)
    while let change = zone.change(after: cursor), change.seconds < 4_102_444_800 {
      let before = zone.civilTime(at: change - .seconds(1)).secondsSinceEpoch + 1
      let after = zone.civilTime(at: change).secondsSinceEpoch
      readings += [before - 1, before, (before + after) / 2, after, after - 1, after + 1].map {
        CivilTime(secondsSinceEpoch: $0)
      }
      cursor = change
    }
    return readings
  }

  /// Runs a script that reads `input` and answers on its standard output.
  static func python(_ script: String, input: String, directory: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["PYTHONTZPATH=\(directory)", "python3", "-c", script]
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString).txt")
    try Data(input.utf8).write(to: file)
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try FileManager.default.removeItem(at: file)
    return String(decoding: answer, as: UTF8.self)
  }
}
