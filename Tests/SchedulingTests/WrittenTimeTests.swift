import Scheduling
import Testing

struct WrittenTimeTests {
  @Test(arguments: [
    ("2026-11-24T14:00:00-05:00", "2026-11-24T19:00:00Z", -18_000),
    ("2026-11-24T14:00:00.987654321-05:00", "2026-11-24T19:00:00Z", -18_000),
    ("2026-11-24T14:00:00,5Z", "2026-11-24T14:00:00Z", 0),
    ("2026-11-24t14:00:00z", "2026-11-24T14:00:00Z", 0),
    ("2026-11-24 14:00Z", "2026-11-24T14:00:00Z", 0),
    ("2026-11-24 14:00:00 +02:00", "2026-11-24T12:00:00Z", 7200),
    ("2026-11-24T14:00:00+0530", "2026-11-24T08:30:00Z", 19_800),
    ("2026-11-24T14:00:00+02", "2026-11-24T12:00:00Z", 7200),
    ("2026-11-24T14:00:00\u{2212}05:00", "2026-11-24T19:00:00Z", -18_000),
    ("2026-11-24T14:00:00-00:00", "2026-11-24T14:00:00Z", 0),
    ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", 0),
    ("2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z", 0),
    ("2026-11-24 2:30 PM -05:00", "2026-11-24T19:30:00Z", -18_000),
    ("20261124T140000Z", "2026-11-24T14:00:00Z", 0), ("20261124T1400-0500", "2026-11-24T19:00:00Z", -18_000),
    ("2026/11/24 14:00 UTC", "2026-11-24T14:00:00Z", 0), ("2026-11-24 14:00 GMT", "2026-11-24T14:00:00Z", 0),
    ("2026-11-24 14:00 GMT+02:00", "2026-11-24T12:00:00Z", 7200),
    ("2026-11-24T14:00UTC-5", "2026-11-24T19:00:00Z", -18_000),
    ("2026-11-24T14:00:00-05:00[America/New_York]", "2026-11-24T19:00:00Z", -18_000),
    ("  2026-11-24T14:00:00Z\n", "2026-11-24T14:00:00Z", 0),
    ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00+23:59", 86_340),
  ])
  func `with an offset it is a point in time`(text: String, same: String, secondsEast: Int) throws {
    #expect(try WrittenTime(text) == .instant(instant(same), secondsEast: secondsEast))
  }

  @Test func `seconds are counted from 1970`() throws {
    #expect(try WrittenTime("2009-02-13T23:31:30Z") == .instant(Instant(seconds: 1_234_567_890), secondsEast: 0))
  }

  @Test(arguments: [
    ("2026-11-24T14:30:00", "2026-11-24T14:30:00"), ("2026-11-24T14:30", "2026-11-24T14:30:00"),
    ("2026-11-24 14:30:15.25", "2026-11-24T14:30:15"), ("2026-11-24 2:30 PM", "2026-11-24T14:30:00"),
    ("2026-11-24 2pm", "2026-11-24T14:00:00"), ("2026-11-24T9:05", "2026-11-24T09:05:00"),
    ("2026-2-3 9:05", "2026-02-03T09:05:00"), ("2026/11/24 14:30", "2026-11-24T14:30:00"),
    ("20261124T143015", "2026-11-24T14:30:15"), ("20261124 1430", "2026-11-24T14:30:00"),
    ("2026-11-24, 2:30 pm", "2026-11-24T14:30:00"), ("2026-11-24 at 2:30 PM", "2026-11-24T14:30:00"),
    ("2026-11-24 at noon", "2026-11-24T12:00:00"), ("2026-11-24 14h30", "2026-11-24T14:30:00"),
    ("2024-02-28T24:00", "2024-02-29T00:00:00"),
  ])
  func `without an offset it stays civil`(text: String, expected: String) throws {
    guard case .civil(let civil) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
    #expect(civil.description == expected)
  }

  @Test(arguments: ["20261124", "2026/11/24", "2026/2/3"]) func `a date may be short or have slashes`(text: String)
    throws
  {
    guard case .date(let date) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
    #expect(["2026-11-24", "2026-02-03"].contains(date.description))
  }

  @Test(arguments: ["2026-11-24", " 2026-11-24 ", "2024-02-29", "0001-01-01", "9999-12-31"])
  func `a date alone is a date`(text: String) throws {
    guard case .date(let date) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
    #expect(date.description == text.split(separator: " ").joined())
  }

  @Test(arguments: [
    ("14:30", "14:30"), ("14:30:00", "14:30"), ("9:00", "09:00"), ("2pm", "14:00"), ("2 PM", "14:00"),
    ("2:30 PM", "14:30"), ("2:30\u{202F}PM", "14:30"), ("2:30 p.m.", "14:30"), ("2:30 p.m", "14:30"), ("12am", "00:00"),
    ("12pm", "12:00"), ("12:15 AM", "00:15"), ("11:59:59pm", "23:59:59"), ("00:00", "00:00"),
    ("14h30", "14:30"), ("14h", "14:00"), ("9h05", "09:05"), ("14.30", "14:30"), ("2.30pm", "14:30"),
    ("14 Uhr", "14:00"),
    ("14:30 Uhr", "14:30"), ("noon", "12:00"), ("12 noon", "12:00"), ("2:30 p. m.", "14:30"), ("3 o'clock", "03:00"),
    ("3 o'clock pm", "15:00"),
  ])
  func `a time alone is a time of day`(text: String, expected: String) throws {
    guard case .time(let time) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
    #expect(time.description == expected)
  }

  @Test(arguments: [
    ("", WrittenTimeError.empty), (" \n", .empty), ("null", .unreadable), ("tomorrow", .unreadable),
    ("14", .unreadable), ("2026", .unreadable), ("2026-11", .unreadable), ("2026-11-24T", .unreadable),
    ("2026-11-24 14", .unreadable), ("2026-11-24T14:00:00.", .unreadable), ("2026-11-24T14:0", .unreadable),
    ("2026-11-24T14:00:00 EST", .unreadable), ("2026-11-24T14:00:00Z!", .unreadable), ("20261124T14000Z", .unreadable),
    ("2026-11-24T14:00+123", .unreadable), ("14:30Z", .unreadable),
    ("2026/11-24", .unreadable), ("2026112", .unreadable), ("202611244", .unreadable), ("14h3", .unreadable),
    ("14.3", .unreadable), ("1430", .unreadable), ("14 o'", .unreadable), ("3 noon", .unreadable),
    ("2026-11-24T14:00[America/New_York]", .unreadable), ("2026-11-24T14:00Z[", .unreadable),
    ("2026-11-24 at", .unreadable), ("20261301", .noSuchDate), ("20261124T2500Z", .noSuchTime), ("25h", .noSuchTime),
    ("11-24-2026", .unreadable), ("2026-11-2414:00", .unreadable),
    ("1795528800", .unreadable),
    ("٢٠٢٦-11-24", .unreadable), ("2026-11-24T14:00\0", .unreadable), (String(repeating: "2", count: 500), .unreadable),
    ("2026-02-29", .noSuchDate), ("2026-13-01", .noSuchDate), ("2026-00-10", .noSuchDate),
    ("2026-04-31T10:00", .noSuchDate),
    ("0000-01-01", .noSuchDate), ("9999-12-31T24:00", .noSuchDate), ("2026-11-24T25:00", .noSuchTime),
    ("2026-11-24T14:60", .noSuchTime), ("2026-11-24T14:00:61Z", .noSuchTime), ("24:00", .noSuchTime),
    ("24:01", .noSuchTime), ("13pm", .noSuchTime), ("0am", .noSuchTime), ("2026-11-24T14:00:00+24:00", .noSuchTime),
    ("2026-11-24T14:00:00+05:60", .noSuchTime),
  ])
  func `anything else is refused with the reason`(text: String, reason: WrittenTimeError) {
    #expect(throws: reason) { try WrittenTime(text) }
  }

  @Test func `no text is fatal`() {
    var random = SeededGenerator(seed: 7)
    let letters = Array("0123456789-:T +zZapm.,\u{2212}\u{202F}é")
    var read = 0
    for _ in 0..<20_000 {
      var text = Array("2026-11-24T14:30:00.5-05:00".prefix(Int.random(in: 0...27, using: &random)))
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        text.insert(letters.randomElement(using: &random) ?? "0", at: Int.random(in: 0...text.count, using: &random))
      }
      do {
        _ = try WrittenTime(String(text))
        read += 1
      } catch {
        #expect(error != .empty || text.allSatisfy(\.isWhitespace))
      }
    }
    #expect(read > 100)
  }
}
