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

  @Test(.enabled(if: SystemZones.hasRight, "this machine has no zone files that count leap seconds"))
  func `files that count leap seconds are refused, one by one and as a whole`() throws {
    let source = try #require(SystemZones.source)
    let id = ZoneID("right/Europe/London")
    #expect(throws: ZoneError.malformed(id, "it counts leap seconds; use the ordinary zone files")) {
      try source.zone(id)
    }
    #expect {
      try TZifDirectory(directory: source.directory + "/right")
    } throws: { error in
      guard case ZoneError.unavailable(let sentence) = error else { return false }
      return sentence.contains("counts leap seconds") && sentence.contains("TZDIR")
    }
  }

  @Test(.enabled(if: SystemZones.hasPython, "python3 with zoneinfo is missing, so there is nothing to compare with"))
  func `offsets of every zone from 1950 to 2100 are those that Python computes, around every change and between`()
    throws
  {
    let source = try #require(SystemZones.source)
    let zones = try source.names().map { try source.zone($0) }
    #expect(zones.count > 300)
    let comparisons = zones.map(Comparison.init)
    // For each zone a line of its offsets at the times asked, and one of the changes that Python sees by itself.
    let spoken = try SystemZones.python(
      """
      import datetime, sys, zoneinfo
      START, END, STEP = -631152000, 4102444800, 14 * 86400
      for line in sys.stdin.read().split("\\n"):
          name, *times = line.split()
          zone = zoneinfo.ZoneInfo(name)
          def shown(t):
              local = datetime.datetime.fromtimestamp(t, zone)
              return int(local.utcoffset().total_seconds()), local.tzname()
          print(name, *("%d%s" % shown(int(t)) for t in times))
          changes, last = [], shown(START)
          for t in range(START, END, STEP):
              after = shown(min(t + STEP, END - 1))
              if after != last:
                  low, high = t, min(t + STEP, END - 1)
                  while high - low > 1:
                      middle = (low + high) // 2
                      low, high = (middle, high) if shown(middle) == last else (low, middle)
                  changes.append(high)
                  last = after
          print(*changes)
      """,
      input: comparisons.map(\.question).joined(separator: "\n"), directory: source.directory)
    let lines = spoken.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count >= zones.count * 2)
    for (index, comparison) in comparisons.enumerated() {
      comparison.judge(answer: lines[index * 2], changes: lines[index * 2 + 1])
    }
  }

  @Test(.enabled(if: SystemZones.hasPython, "python3 with zoneinfo is missing, so there is nothing to compare with"))
  func `readings around every change are those that Python computes`() throws {
    let source = try #require(SystemZones.source)
    // Over the whole time where clocks did the most remarkable things, over ten years everywhere.
    let remarkable: Set = [
      "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "America/Havana",
      "Europe/London", "Europe/Dublin", "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "Asia/Tehran",
      "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll", "America/Nuuk",
    ]
    let questions = try source.names().flatMap { name in
      let zone = try source.zone(name)
      let years: Range<Int64> =
        remarkable.contains(name.rawValue) ? SystemZones.years : 1_577_836_800..<1_893_456_000
      return SystemZones.readings(around: zone, years).map { (name, zone, $0) }
    }
    #expect(questions.count > 5000)
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

/// One zone as this program reads it, to be held against what Python says.
private struct Comparison {
  let zone: Zone
  /// The changes that can be seen: those of the daylight saving flag alone are left out.
  let changes: Set<Int64>
  let times: [Int64]

  init(_ zone: Zone) {
    self.zone = zone
    let seconds = SystemZones.changes(of: zone, SystemZones.years).map(\.seconds)
    changes = Set(seconds.filter { Self.shown(zone, $0) != Self.shown(zone, $0 - 1) })
    // Every half year or so, at changing hours.
    let between = (0..<300).map { Int64(-631_152_000) + Int64($0) * 15_779_023 + Int64($0 * $0 % 86_400) }
    times = between + seconds.flatMap { [$0 - 1, $0] }
  }

  var question: String { ([zone.id.rawValue] + times.map(String.init)).joined(separator: " ") }

  func judge(answer: Substring, changes seen: Substring) {
    let own = times.map { Self.shown(zone, $0) }
    if answer != ([zone.id.rawValue] + own).joined(separator: " ") {
      let differing = zip(times, zip(own, answer.split(separator: " ").dropFirst())).first { $1.0 != $1.1 }
      Issue.record("\(zone.id): \(String(describing: differing))")
    }
    let missing = seen.split(separator: " ").compactMap { Int64($0) }.filter { !changes.contains($0) }
    #expect(missing.isEmpty, "\(zone.id): changes that were not seen")
    #expect(seen.isEmpty == changes.isEmpty, "\(zone.id)")
  }

  private static func shown(_ zone: Zone, _ second: Int64) -> String {
    let offset = zone.offset(at: Instant(seconds: second))
    return "\(offset.secondsEast)\(offset.abbreviation)"
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

  static let hasRight: Bool = {
    guard let source else { return false }
    return FileManager.default.fileExists(atPath: source.directory + "/right/Europe/London")
  }()

  /// From 1950 to 2100.
  static let years: Range<Int64> = -631_152_000..<4_102_444_800

  /// When the zone's clocks are set.
  static func changes(of zone: Zone, _ years: Range<Int64>) -> [Instant] {
    var changes: [Instant] = []
    var cursor = Instant(seconds: years.lowerBound)
    while let change = zone.change(after: cursor), change.seconds < years.upperBound {
      changes.append(change)
      cursor = change
    }
    return changes
  }

  /// Readings shortly before, in and after each change.
  static func readings(around zone: Zone, _ years: Range<Int64>) -> [CivilTime] {
    var readings: [CivilTime] = []
    for change in changes(of: zone, years) {
      let before = zone.civilTime(at: change - .seconds(1)).secondsSinceEpoch + 1
      let after = zone.civilTime(at: change).secondsSinceEpoch
      readings += [before - 1, before, (before + after) / 2, after, after - 1, after + 1].map {
        CivilTime(secondsSinceEpoch: $0)
      }
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
