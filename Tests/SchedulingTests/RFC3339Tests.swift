import Scheduling
import Testing

struct RFC3339Tests {
  @Test(arguments: [
    (1_795_546_800_000, -18_000, "2026-11-24T14:00:00-05:00"), (1_795_546_800_000, 0, "2026-11-24T19:00:00Z"),
    (1_795_546_800_123, 19_800, "2026-11-25T00:30:00.123+05:30"), (-1, 0, "1969-12-31T23:59:59.999Z"),
    (0, -17_762, "1969-12-31T19:04:00-04:56"), (0, 200_000, "1970-01-01T23:59:00+23:59"),
    (0, -59, "1970-01-01T00:00:00Z"),
  ])
  func `a point in time is written as a clock shows it`(milliseconds: Int64, secondsEast: Int, text: String) throws {
    let written = Instant(milliseconds: milliseconds).rfc3339(secondsEast: secondsEast)
    #expect(written == text)
    #expect(try instant(written).seconds == Instant(milliseconds: milliseconds).seconds)
  }

  @Test func `Z is an option`() {
    #expect(Instant(seconds: 0).rfc3339(secondsEast: 0, usesZ: false) == "1970-01-01T00:00:00+00:00")
  }

  @Test func `times beyond the calendar are written, not fatal`() {
    #expect(Instant(milliseconds: .max).rfc3339().hasPrefix("9999-12-31T"))
    #expect(Instant(milliseconds: .min).rfc3339().hasPrefix("0001-01-01T"))
  }

  @Test(arguments: [(7200, "+02:00"), (0, "+00:00"), (-12_600, "-03:30"), (-17_762, "-04:56:02"), (50_400, "+14:00")])
  func `offsets are written in hours and minutes`(secondsEast: Int, text: String) {
    #expect(ZoneOffset(secondsEast: secondsEast, abbreviation: "", isDaylightSaving: false).text == text)
  }

  @Test func `what is written is read back`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let time = Instant(seconds: Int64.random(in: -62_000_000_000...253_000_000_000, using: &random))
      let east = Int.random(in: -1439...1439, using: &random) * 60
      #expect(try WrittenTime(time.rfc3339(secondsEast: east)) == .instant(time, secondsEast: east))
    }
  }
}
