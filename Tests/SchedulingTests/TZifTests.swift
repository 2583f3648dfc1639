import Scheduling
import Testing

struct TZifTests {
  private let id = ZoneID("Test/Zone")
  private let sample = TZifBytes(
    types: [(-1000, false, "LMT"), (3600, false, "CET"), (7200, true, "CEST")],
    changes: [(-2_000_000_000, 1), (500_000_000, 2), (510_000_000, 1)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")

  @Test(arguments: [0, UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "9")])
  func `the table is read in every version`(version: UInt8) throws {
    var file = sample
    file.version = version
    let zone = try Zone(id: id, tzif: file.bytes)
    let expected: [(Int64, Int, String, Bool)] = [
      (-2_000_000_001, -1000, "LMT", false), (-2_000_000_000, 3600, "CET", false), (499_999_999, 3600, "CET", false),
      (500_000_000, 7200, "CEST", true), (509_999_999, 7200, "CEST", true), (510_000_000, 3600, "CET", false),
      // After the table: the footer in the versions that have one.
      (1_785_000_000, version == 0 ? 3600 : 7200, version == 0 ? "CET" : "CEST", version != 0),
    ]
    for (second, east, name, isDaylightSaving) in expected {
      let offset = zone.offset(at: Instant(seconds: second))
      #expect(
        offset == ZoneOffset(secondsEast: east, abbreviation: name, isDaylightSaving: isDaylightSaving), "\(second)")
    }
  }

  @Test func `a file cut off anywhere is malformed`() throws {
    for version in [0, UInt8(ascii: "2")] {
      var file = sample
      file.version = version
      let bytes = file.bytes
      for length in 0..<bytes.count {
        #expect(throws: ZoneError.self) { try Zone(id: id, tzif: Array(bytes.prefix(length))) }
      }
      _ = try Zone(id: id, tzif: bytes)
    }
  }

  @Test func `no change to a byte is fatal`() throws {
    var random = SeededGenerator(seed: 11)
    let bytes = sample.bytes
    var read = 0
    for _ in 0..<4000 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let zone = zoneIfReadable(changed) else { continue }
      read += 1
      for second in [Int64.min, -3_000_000_000, 0, 505_000_000, 1_785_000_000, 4_000_000_000, .max] {
        let instant = Instant(seconds: second)
        let civil = zone.civilTime(at: instant)
        _ = zone.reading(of: civil)
        #expect(zone.day(civil.date).start < zone.day(civil.date).end)
        if let change = zone.change(after: instant) { #expect(change > instant) }
      }
    }
    #expect(read > 100)
  }

  private func zoneIfReadable(_ bytes: [UInt8]) -> Zone? {
    do throws(ZoneError) {
      return try Zone(id: id, tzif: bytes)
    } catch {
      return nil
    }
  }

  @Test(arguments: [
    ("no types", TZifBytes(types: [])),
    ("an offset of more than a day", TZifBytes(types: [(100_000, false, "FAR")])),
    ("a type that is missing", TZifBytes(types: [(0, false, "UTC")], changes: [(0, 1)])),
    ("changes out of order", TZifBytes(types: [(0, false, "UTC")], changes: [(5, 0), (5, 0)])),
    ("a change beyond all time", TZifBytes(types: [(0, false, "UTC")], changes: [(.min, 0)])),
    ("leap seconds", TZifBytes(types: [(0, false, "UTC")], leapSeconds: [(78_796_800, 1)])),
    ("a name that is not ASCII", TZifBytes(types: [(0, false, "ÜTC")])),
    ("an unknown version", TZifBytes(version: UInt8(ascii: "1"), types: [(0, false, "UTC")])),
  ])
  func `what RFC 9636 forbids is malformed`(what: String, file: TZifBytes) {
    #expect { try Zone(id: id, tzif: file.bytes) } throws: { error in
      guard case ZoneError.malformed(id, _) = error else { return false }
      return true
    }
  }

  @Test func `counts that promise more than there is are refused before anything is allocated`() {
    var bytes = TZifBytes(types: [(0, false, "UTC")]).bytes
    for position in 20..<44 { bytes[position] = 0xFF }
    #expect(throws: ZoneError.malformed(id, "it ends too early")) { try Zone(id: id, tzif: bytes) }
  }

  @Test(arguments: [
    "EST", "E5", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M0.2.0,M11.1.0",
    "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,J1,J366", "EST5EDT,0,366",
    "EST25", "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0/-168,M11.1.0", "<+3>-3", "<+03-3", "EST5:60", "EST5:",
    "EST99999999999999999999", ":America/New_York", "EST5 EDT", "EST5EDT,M3.2.0/,M11.1.0",
  ])
  func `a footer that is no TZ string is malformed`(footer: String) {
    #expect(throws: ZoneError.malformed(id, "its footer is not a TZ string with complete rules")) {
      try Zone(id: id, tzif: TZifBytes(types: [(0, false, "UTC")], footer: footer).bytes)
    }
  }

  @Test(arguments: [
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", "-05:00", "-04:00"),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z", "-04:00", "-05:00"),
    ("<+03>-3<+04>,M3.5.0/3,M10.5.0/4", "2026-03-28T23:59:59Z", "2026-03-29T00:00:00Z", "+03:00", "+04:00"),
    // J60 is March 1 in every year, 59 is February 29 where there is one.
    ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z", "+00:00", "+01:00"),
    ("AAA0BBB,J60/0,J300/0", "2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "+00:00", "+01:00"),
    ("AAA0BBB,59/0,300/0", "2024-02-28T23:59:59Z", "2024-02-29T00:00:00Z", "+00:00", "+01:00"),
    ("AAA0BBB,59/0,300/0", "2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "+00:00", "+01:00"),
    ("AAA0BBB,J1/0,J300/0", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "+00:00", "+01:00"),
    // Times beyond the day: Nuuk changes on the evening before, Gaza two days later.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "-02:00", "-01:00"),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", "2026-03-28T00:00:00Z", "+02:00", "+03:00"),
    // A rule whose change falls into the year before.
    ("AAA0BBB,0/-24,J200/0", "2025-12-30T23:59:59Z", "2025-12-31T00:00:00Z", "+00:00", "+01:00"),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "+01:00", "+00:00"),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:29:59Z", "2026-10-03T15:30:00Z", "+10:30", "+11:00"),
    ("LMT4:56:02LST3:56:02,M3.2.0,M11.1.0", "2026-03-08T06:56:01Z", "2026-03-08T06:56:02Z", "-04:56:02", "-03:56:02"),
  ])
  func `a footer's rules change the clocks`(
    footer: String, before: String, after: String, from: String, to: String
  ) throws {
    let zone = try Zone(id: id, tzif: TZifBytes(types: [(0, false, "UTC")], footer: footer).bytes)
    #expect(try zone.offset(at: instant(before)).text == from)
    #expect(try zone.offset(at: instant(after)).text == to)
    #expect(try zone.change(after: instant(before)) == instant(after))
  }

  @Test func `summer time may last all year`() throws {
    // RFC 9636, section 3.3.1: standard time never comes.
    for footer in ["EST5EDT,0/0,J365/25", "XXX3EDT4,0/0,J365/23"] {
      let zone = try Zone(id: id, tzif: TZifBytes(types: [(0, false, "UTC")], footer: footer).bytes)
      for day in 0..<800 {
        let offset = zone.offset(at: Instant(seconds: 1_767_200_000 + Int64(day) * 43_200))
        #expect(offset == ZoneOffset(secondsEast: -14_400, abbreviation: "EDT", isDaylightSaving: true))
      }
    }
  }

  @Test func `a zone without a footer stays as its table ends`() throws {
    let zone = try Zone(
      id: id, tzif: TZifBytes(types: [(0, false, "AAA"), (60, false, "BBB")], changes: [(0, 1)]).bytes)
    #expect(zone.offset(at: Instant(seconds: 4_000_000_000)).abbreviation == "BBB")
    #expect(zone.change(after: Instant(seconds: 0)) == nil)
    #expect(Zone.utc.civilTime(at: Instant(milliseconds: -1)).description == "1969-12-31T23:59:59")
  }
}
